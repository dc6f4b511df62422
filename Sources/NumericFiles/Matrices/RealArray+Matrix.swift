import LinearAlgebra

extension RealArray {
  /// The elements of a matrix, column by column.
  init<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) {
    if let matrix = matrix as? Matrix<Float> {
      self = .float(matrix.copiedElements())
    } else if let matrix = matrix as? Matrix<Double> {
      self = .double(matrix.copiedElements())
    } else {
      preconditionFailure("\(Scalar.self) is neither Float nor Double")
    }
  }

  /// The numbers as scalars, rounded if need be.
  func values<Scalar: RealScalar>() -> [Scalar] {
    let values: Any = Scalar.self == Float.self ? floats : doubles
    guard let result = values as? [Scalar] else {
      preconditionFailure("\(Scalar.self) is neither Float nor Double")
    }
    return result
  }
}

extension Matrix where Element: RealScalar {
  /// Makes a matrix from its rows, one after the other.
  init(rowMajor elements: [Element], rows: Int, columns: Int) {
    let transposed = Matrix(columnMajor: elements, rows: columns, columns: rows)
    self =
      rows == 1 || columns == 1
      ? Matrix(columnMajor: elements, rows: rows, columns: columns) : Matrix(transposed.transposed)
  }

  fileprivate func copiedElements() -> [Element] {
    unsafe withUnsafeElements { unsafe Array($0) }
  }
}
