public import LinearAlgebra

/// A way in which the elements of a matrix may lie in memory.
public enum Layout: Hashable, Sendable, CaseIterable {
  /// Contiguous columns.
  case owned
  /// A block inside a larger matrix.
  case block
  /// Contiguous rows.
  case transposed
  /// Every second row and column of a larger matrix.
  case strided
  /// From the last element to the first.
  case reversed
  /// The conjugate transpose of what is stored.
  case adjoint

  /// The layouts in which a matrix can be changed.
  public static var mutable: [Layout] { [.owned, .block, .transposed, .strided, .reversed] }

  /// Lends a view that shows a matrix but whose memory is laid out in this way.
  ///
  /// What does not belong to the view is NaN, so that reading it shows.
  public func withView<T: Scalar, R, E: Error>(
    of matrix: Matrix<T>, _ body: (MatrixView<T>) throws(E) -> R
  ) throws(E) -> R {
    let host = self.host(for: matrix)
    let (m, n) = (matrix.rows, matrix.columns)
    switch self {
    case .owned: return try body(host.view)
    case .block: return try body(host[rows: 2..<2 + m, columns: 1..<1 + n])
    case .transposed: return try body(host.view.transposed)
    case .strided: return try body(host.view.stepping(rows: 2, columns: 2))
    case .reversed: return try body(host.view.stepping(rows: -1, columns: -1))
    case .adjoint: return try body(host.view.adjoint)
    }
  }

  /// Lends a view through which a copy of a matrix in this layout can be changed.
  ///
  /// - Returns: The matrix afterwards, and whether everything beside it stayed NaN.
  public func withMutableView<T: Scalar, E: Error>(
    of matrix: Matrix<T>, _ body: (inout MutableMatrixView<T>) throws(E) -> Void
  ) throws(E) -> (result: Matrix<T>, isPaddingIntact: Bool) {
    var host = self.host(for: matrix)
    let (m, n) = (matrix.rows, matrix.columns)
    var view = host.mutableView
    switch self {
    case .owned, .adjoint: try body(&view)
    case .block:
      var block = view[rows: 2..<2 + m, columns: 1..<1 + n]
      try body(&block)
    case .transposed:
      var transposed = view.transposed
      try body(&transposed)
    case .strided:
      var strided = view.stepping(rows: 2, columns: 2)
      try body(&strided)
    case .reversed:
      var reversed = view.stepping(rows: -1, columns: -1)
      try body(&reversed)
    }
    var isPaddingIntact = true
    for column in 0..<host.columns {
      for row in 0..<host.rows where position(row, column, in: matrix.shape) == nil {
        isPaddingIntact = isPaddingIntact && host[row, column].realPart.isNaN
      }
    }
    var result = matrix
    for column in 0..<host.columns {
      for row in 0..<host.rows {
        if let (i, j) = position(row, column, in: matrix.shape) { result[i, j] = host[row, column] }
      }
    }
    return (result, isPaddingIntact)
  }

  /// The matrix that holds the elements, and NaN elsewhere.
  private func host<T: Scalar>(for matrix: Matrix<T>) -> Matrix<T> {
    let shape = hostShape(matrix.shape)
    return Matrix(rows: shape.rows, columns: shape.columns) { row, column in
      guard let (i, j) = position(row, column, in: matrix.shape) else {
        return T(realPart: .nan, imaginaryPart: .nan)
      }
      return self == .adjoint ? matrix[i, j].conjugate : matrix[i, j]
    }
  }

  private func hostShape(_ shape: Shape) -> Shape {
    switch self {
    case .owned, .reversed: shape
    case .block: Shape(rows: shape.rows + 3, columns: shape.columns + 2)
    case .transposed, .adjoint: shape.transposed
    case .strided: Shape(rows: 2 * shape.rows, columns: 2 * shape.columns)
    }
  }

  /// The element of the matrix that lies at a place of the host.
  private func position(_ row: Int, _ column: Int, in shape: Shape) -> (Int, Int)? {
    switch self {
    case .owned: return (row, column)
    case .block:
      let (i, j) = (row - 2, column - 1)
      return i >= 0 && i < shape.rows && j >= 0 && j < shape.columns ? (i, j) : nil
    case .transposed, .adjoint: return (column, row)
    case .strided: return row % 2 == 0 && column % 2 == 0 ? (row / 2, column / 2) : nil
    case .reversed: return (shape.rows - 1 - row, shape.columns - 1 - column)
    }
  }
}
