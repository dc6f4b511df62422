public import LinearAlgebra

extension NPYArray {
  /// Makes an array of the shape of a matrix, without moving an element: NumPy's "Fortran" order.
  public init<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) {
    self.init(
      shape: [matrix.rows, matrix.columns], order: .columnMajor, elements: RealArray(matrix))
  }

  /// Makes an array of samples × features, NumPy's custom, from a matrix of features × samples.
  ///
  /// No element moves: a column here and a row there are the same run of memory.
  public init<Scalar: RealScalar>(samples matrix: Matrix<Scalar>) {
    self.init(shape: [matrix.columns, matrix.rows], elements: RealArray(matrix))
  }

  /// Reads a matrix of the shape that NumPy shows; a shape `(n,)` gives an `n × 1` matrix.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - type: The scalar; numbers of higher precision are rounded.
  /// - Returns: The matrix.
  /// - Throws: ``FileError`` as ``read(_:maximumByteCount:)`` does, and with code `mismatch` if the
  ///   array does not have one or two axes.
  public static func readMatrix<Scalar: RealScalar>(
    _ path: String, as type: Scalar.Type = Scalar.self
  ) throws(FileError) -> Matrix<Scalar> {
    let array = try read(path)
    guard (1...2).contains(array.shape.count) else {
      throw FileError(
        .mismatch, path: path,
        message: "has the shape \(array.shape), which is no matrix; reshape it")
    }
    let rows = array.shape[0]
    let columns = array.shape.count == 2 ? array.shape[1] : 1
    return array.order == .columnMajor
      ? Matrix(columnMajor: array.elements.values(), rows: rows, columns: columns)
      : Matrix(rowMajor: array.elements.values(), rows: rows, columns: columns)
  }

  /// Reads samples, the first axis, as the columns of a matrix of features × samples.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - type: The scalar; numbers of higher precision are rounded.
  /// - Returns: A matrix with one sample per column, see ``samples(as:)``.
  /// - Throws: ``FileError`` as ``read(_:maximumByteCount:)`` does, and with code `mismatch` if the
  ///   array is a single number.
  public static func readSamples<Scalar: RealScalar>(
    _ path: String, as type: Scalar.Type = Scalar.self
  ) throws(FileError) -> Matrix<Scalar> {
    let array = try read(path)
    guard let samples: Matrix<Scalar> = array.samples() else {
      throw FileError(.mismatch, path: path, message: "has the shape \(array.shape), not samples")
    }
    return samples
  }

  /// The samples, the first axis, as the columns of a matrix of features × samples.
  ///
  /// Further axes are flattened in row-major order, so images of shape `(n, 28, 28)` give a
  /// `784 × n` matrix. An array in NumPy's default order is adopted as it lies in the file.
  ///
  /// - Parameter type: The scalar; numbers of higher precision are rounded.
  /// - Returns: A matrix with one sample per column, or nil for a single number.
  public func samples<Scalar: RealScalar>(as type: Scalar.Type = Scalar.self) -> Matrix<Scalar>? {
    guard let samples = shape.first, let features = elementCount(of: Array(shape[1...])) else {
      return nil
    }
    return Matrix(columnMajor: rowMajorElements.values(), rows: features, columns: samples)
  }
}
