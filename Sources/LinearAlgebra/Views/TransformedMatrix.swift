/// A matrix that products read transposed, conjugated or both, without moving an element.
///
/// `a.transposed`, `a.adjoint` and `a.conjugated` make such values in constant time; BLAS sees a
/// flag. `Matrix(a.transposed)` materialises.
public struct TransformedMatrix<Element: Scalar>: Sendable, MatrixOperand {
  /// The matrix as it is stored.
  public let matrix: Matrix<Element>
  /// What happens to it; never conjugating if the scalar is real.
  public let operation: MatrixOperation

  /// Creates the operand.
  @inlinable
  public init(_ matrix: Matrix<Element>, _ operation: MatrixOperation) {
    self.matrix = matrix
    self.operation = MatrixOperation(
      isTransposing: operation.isTransposing,
      isConjugating: operation.isConjugating && Element.isComplex)
  }

  /// The number of rows and columns after the operation.
  @inlinable
  public var shape: Shape { operation.isTransposing ? matrix.shape.transposed : matrix.shape }

  /// The number of rows after the operation.
  @inlinable
  public var rows: Int { shape.rows }

  /// The number of columns after the operation.
  @inlinable
  public var columns: Int { shape.columns }

  /// The element in a row and a column after the operation.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    let element = operation.isTransposing ? matrix[column, row] : matrix[row, column]
    return operation.isConjugating ? element.conjugate : element
  }

  /// Lends a view of the transformed matrix to a closure.
  @inlinable
  public func withView<R, E: Error>(
    _ body: (MatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    let view = matrix.view
    return try unsafe body(MatrixView(view.strided.applying(operation), parent: view))
  }

  /// The transpose of this one.
  @inlinable
  public var transposed: TransformedMatrix {
    TransformedMatrix(matrix, operation.followed(by: .transpose))
  }

  /// The conjugate transpose of this one.
  @inlinable
  public var adjoint: TransformedMatrix {
    TransformedMatrix(matrix, operation.followed(by: .adjoint))
  }

  /// The conjugate of this one.
  @inlinable
  public var conjugated: TransformedMatrix {
    TransformedMatrix(matrix, operation.followed(by: .conjugate))
  }
}

extension Matrix {
  /// The transpose `Aᵀ`, as an operand of products and solves.
  @inlinable
  public var transposed: TransformedMatrix<Element> { TransformedMatrix(self, .transpose) }

  /// The conjugate transpose `Aᴴ`, as an operand of products and solves.
  @inlinable
  public var adjoint: TransformedMatrix<Element> { TransformedMatrix(self, .adjoint) }

  /// The conjugate, as an operand of products and solves.
  @inlinable
  public var conjugated: TransformedMatrix<Element> { TransformedMatrix(self, .conjugate) }
}
