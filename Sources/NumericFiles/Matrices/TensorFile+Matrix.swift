public import LinearAlgebra

extension Tensor {
  /// Makes a tensor from a matrix.
  ///
  /// A matrix of one column, a vector of parameters, gets the shape `[rows]`, every other one
  /// `[rows, columns]`. The elements are rearranged from column-major to row-major order.
  ///
  /// - Precondition: The scalar is not `Complex<Double>`, for which safetensors has no type.
  public init<Element: Scalar>(name: String, _ matrix: Matrix<Element>) {
    let isColumn = matrix.columns == 1
    // The rows of the matrix are the columns of its transpose.
    let rowMajor = isColumn ? matrix : matrix.rearrangedTransposed()
    self.init(
      name: name, shape: isColumn ? [matrix.rows] : [matrix.rows, matrix.columns],
      elements: NumberArray(rowMajor))
  }
}

extension TensorFile {
  /// The tensor of a name as a matrix; a shape `[n]` gives an `n × 1` matrix.
  ///
  /// - Parameters:
  ///   - name: The name of the tensor.
  ///   - type: The scalar. `Float` widens to `Double`, but `Double` is not silently rounded: call
  ///     ``tensor(named:)`` and ``NumberArray/floats`` for that.
  /// - Returns: The matrix.
  /// - Throws: ``FileError`` with code `mismatch` if there is no such tensor, if it has more than two
  ///   axes, if it has double precision where single is asked for, or if it holds complex numbers or
  ///   an integer that the scalar does not hold.
  public func matrix<Element: Scalar>(
    named name: String, as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    let tensor = try tensor(named: name)
    guard (1...2).contains(tensor.shape.count) else {
      throw mismatch(name, "has the shape \(tensor.shape), which is no matrix")
    }
    if Element.RealPart.self == Float.self, tensor.elements.type == .float64 {
      throw mismatch(
        name, "is of type F64 where F32 is asked for; use the precision it was saved in")
    }
    do throws(ConversionFault) {
      return Matrix(
        countedRowMajor: try tensor.elements.converted(), rows: tensor.shape[0],
        columns: tensor.shape.count == 2 ? tensor.shape[1] : 1)
    } catch {
      throw mismatch(name, error.message)
    }
  }

  /// The tensor of a name as a matrix of a known shape, the way a model loads a parameter.
  ///
  /// - Parameters:
  ///   - name: The name of the tensor.
  ///   - shape: The shape that the matrix must have.
  ///   - type: The scalar, see ``matrix(named:as:)``.
  /// - Returns: The matrix.
  /// - Throws: ``FileError`` with code `mismatch` as in ``matrix(named:as:)``, or if the shape is
  ///   another one.
  public func matrix<Element: Scalar>(
    named name: String, shape: Shape, as type: Element.Type = Element.self
  ) throws(FileError) -> Matrix<Element> {
    let found = try tensor(named: name).shape
    guard found == [shape.rows, shape.columns] || (found == [shape.rows] && shape.columns == 1)
    else {
      let dimensions = found.map(String.init).joined(separator: "×")
      throw mismatch(
        name, "is \(dimensions) where \(shape) is asked for; was the model built alike?")
    }
    return try matrix(named: name)
  }

  private func mismatch(_ name: String, _ message: String) -> FileError {
    FileError(.mismatch, path: path, message: "tensor \(quoted(name)) \(message)")
  }
}
