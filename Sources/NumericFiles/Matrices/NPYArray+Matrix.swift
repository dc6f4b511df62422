import ComplexModule
public import LinearAlgebra

extension NPYArray {
  /// Makes an array of the shape of a matrix, without moving an element: NumPy's "Fortran" order.
  public init<Element: Scalar>(_ matrix: Matrix<Element>) {
    self.init(
      shape: [matrix.rows, matrix.columns], order: .columnMajor, elements: NumberArray(matrix))
  }

  /// Makes an array of one axis from a vector.
  public init<Element: Scalar>(_ vector: Vector<Element>) {
    self.init(shape: [vector.count], elements: NumberArray(vector.matrix))
  }

  /// Makes an array of samples × features, NumPy's custom, from a matrix of features × samples.
  ///
  /// No element moves: a column here and a row there are the same run of memory.
  public init<Element: Scalar>(samples matrix: Matrix<Element>) {
    self.init(shape: [matrix.columns, matrix.rows], elements: NumberArray(matrix))
  }

  /// Reads a matrix of the shape that NumPy shows; a shape `(n,)` gives an `n × 1` matrix.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - type: The scalar; numbers of higher precision are rounded.
  /// - Returns: The matrix.
  /// - Throws: ``FileError`` as ``read(_:maximumByteCount:)`` and ``values(as:)`` do, and with code
  ///   `mismatch` if the array does not have one or two axes.
  public static func readMatrix<Element: Scalar>(
    _ path: String, as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    try Matrix(npy: path)
  }

  /// Reads samples, the first axis, as the columns of a matrix of features × samples.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - type: The scalar; numbers of higher precision are rounded.
  /// - Returns: A matrix with one sample per column, see ``samples(as:)``.
  /// - Throws: ``FileError`` as ``read(_:maximumByteCount:)`` and ``values(as:)`` do, and with code
  ///   `mismatch` if the array is a single number.
  public static func readSamples<Element: Scalar>(
    _ path: String, as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    var source = try FileSource(path, maximumByteCount: 1 << 32)
    let header = try NPYHeader(from: &source)
    let count = try header.checkedCount(for: source)
    if header.order == .rowMajor, let samples = header.shape.first,
      let features = elementCount(of: Array(header.shape[1...]))
    {
      return try header.readStored(count, rows: features, columns: samples, from: &source)
    }
    if header.shape.count == 2 {
      let stored: Matrix<Element> = try header.readStored(
        count, rows: header.shape[0], columns: header.shape[1], from: &source)
      return stored.rearrangedTransposed()
    }
    var array = NPYArray(
      shape: header.shape, order: header.order,
      elements: try source.readNumbers(
        count: count, type: header.type, isBigEndian: header.isBigEndian))
    array.path = path
    return try array.samples()
  }

  /// The array as a matrix of the shape that NumPy shows; a shape `(n,)` gives an `n × 1` matrix.
  ///
  /// - Parameter type: The scalar; numbers of higher precision are rounded.
  /// - Returns: The matrix.
  /// - Throws: ``FileError`` as ``values(as:)`` does, and with code `mismatch` if the array does not
  ///   have one or two axes.
  public func matrix<Element: Scalar>(
    as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    let (rows, columns) = try matrixShape(shape, path: path)
    let values: [Element] = try convert(elements)
    return order == .columnMajor
      ? Matrix(columnMajor: values, rows: rows, columns: columns)
      : Matrix(countedRowMajor: values, rows: rows, columns: columns)
  }

  /// The array as a vector.
  ///
  /// - Parameter type: The scalar; numbers of higher precision are rounded.
  /// - Returns: The vector.
  /// - Throws: ``FileError`` as ``values(as:)`` does, and with code `mismatch` if the array has not
  ///   exactly one axis longer than one.
  public func vector<Element: Scalar>(
    as type: Element.Type = Element.self
  ) throws(FileError) -> Vector<Element> {
    try checkVectorShape(shape, path: path)
    return Vector(try convert(elements))
  }

  /// The samples, the first axis, as the columns of a matrix of features × samples.
  ///
  /// Further axes are flattened in row-major order, so images of shape `(n, 28, 28)` give a
  /// `784 × n` matrix. An array in NumPy's default order is adopted as it lies in the file.
  ///
  /// - Parameter type: The scalar; numbers of higher precision are rounded.
  /// - Returns: A matrix with one sample per column.
  /// - Throws: ``FileError`` as ``values(as:)`` does, and with code `mismatch` if the array is a single
  ///   number.
  public func samples<Element: Scalar>(
    as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    guard let samples = shape.first, let features = elementCount(of: Array(shape[1...])) else {
      throw FileError(
        .mismatch, path: path,
        message: "has the shape \(shape), which holds no samples; reshape it")
    }
    return Matrix(columnMajor: try values(), rows: features, columns: samples)
  }
}

extension Matrix {
  /// Reads a NumPy array of one or two axes from an `.npy` file.
  ///
  /// A shape `(n,)` gives an `n × 1` matrix. Where the type of the file is the type of the elements,
  /// the numbers go from the file into the matrix without a copy, except that an array in NumPy's
  /// default order has to be rearranged; read it `transposed` to adopt that one as it is too.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - transposed: Whether to give the transpose of the matrix that NumPy shows.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Throws: ``FileError`` as ``NPYArray/read(_:maximumByteCount:)`` and ``NPYArray/values(as:)`` do,
  ///   and with code `mismatch` if the array does not have one or two axes.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    npy path: String, transposed: Bool = false, maximumByteCount: Int = 1 << 32
  ) throws(FileError) {
    var source = try FileSource(path, maximumByteCount: maximumByteCount)
    let header = try NPYHeader(from: &source)
    let count = try header.checkedCount(for: source)
    let (rows, columns) = try matrixShape(header.shape, path: path)
    let isColumnMajor = header.order == .columnMajor
    let stored: Matrix = try header.readStored(
      count, rows: isColumnMajor ? rows : columns, columns: isColumnMajor ? columns : rows,
      from: &source)
    self = isColumnMajor == transposed ? stored.rearrangedTransposed() : stored
  }

  /// Writes the matrix as an `.npy` file, complete or not at all.
  ///
  /// NumPy reads it with the same shape, in "Fortran" order.
  ///
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  public func writeNPY(to path: String) throws(FileError) {
    try NPYArray(self).write(to: path)
  }
}

extension Vector {
  /// Reads a NumPy array with one axis, or with one axis longer than one, from an `.npy` file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Throws: ``FileError`` as ``NPYArray/read(_:maximumByteCount:)`` and ``NPYArray/values(as:)`` do,
  ///   and with code `mismatch` if the array has several axes longer than one.
  public init(npy path: String, maximumByteCount: Int = 1 << 32) throws(FileError) {
    var source = try FileSource(path, maximumByteCount: maximumByteCount)
    let header = try NPYHeader(from: &source)
    let count = try header.checkedCount(for: source)
    try checkVectorShape(header.shape, path: path)
    self.init(matrix: try header.readStored(count, rows: count, columns: 1, from: &source))
  }

  /// Writes the vector as an `.npy` file of one axis, complete or not at all.
  ///
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  public func writeNPY(to path: String) throws(FileError) {
    try NPYArray(self).write(to: path)
  }
}

extension NPYHeader {
  /// Reads the data as they lie in the file, column by column of a matrix.
  fileprivate func readStored<Element: Scalar, Source: ByteSource & ~Copyable>(
    _ count: Int, rows: Int, columns: Int, from source: inout Source
  ) throws(FileError) -> Matrix<Element> {
    if type == NumberType(of: Element.self), !isBigEndian {
      return try source.readMatrix(rows: rows, columns: columns)
    }
    let numbers = try source.readNumbers(count: count, type: type, isBigEndian: isBigEndian)
    do throws(ConversionFault) {
      return Matrix(columnMajor: try numbers.converted(), rows: rows, columns: columns)
    } catch {
      throw source.failure(.mismatch, error.message)
    }
  }
}

/// The shape of a matrix, with an array of one axis as a column.
private func matrixShape(
  _ shape: [Int], path: String
) throws(FileError) -> (rows: Int, columns: Int) {
  guard (1...2).contains(shape.count) else {
    throw FileError(
      .mismatch, path: path, message: "has the shape \(shape), which is no matrix; reshape it")
  }
  return (shape[0], shape.count == 2 ? shape[1] : 1)
}

/// Requires an array of one axis, or of one axis longer than one.
private func checkVectorShape(_ shape: [Int], path: String) throws(FileError) {
  guard shape.count == 1 || (shape.count > 1 && shape.count { $0 != 1 } <= 1) else {
    throw FileError(
      .mismatch, path: path, message: "has the shape \(shape), which is no vector; reshape it")
  }
}
