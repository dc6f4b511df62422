import ComplexModule

/// A factorization that solves overdetermined, underdetermined and rank-deficient systems.
///
/// Of all `X` that minimise `‖A X − B‖`, column by column in the 2-norm, the answer is the one of
/// minimum norm, `A⁺ B`.
public protocol LeastSquaresSolver<Element>: Factorization {
  /// Returns the `X` of minimum norm that minimises `‖A X − B‖`, column by column.
  ///
  /// - Parameter b: The right sides, one to a column.
  /// - Returns: A matrix with as many rows as `A` has columns.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` if the factorization serves only full rank
  ///   and the matrix has less, ``LinearAlgebraError/nonFinite(argument:row:column:)`` if `b` holds an
  ///   infinity or a NaN, ``LinearAlgebraError/tooLarge(dimension:)`` beyond LAPACK's integers.
  /// - Precondition: `b` has as many rows as `A`.
  func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element>
}

extension LeastSquaresSolver {
  /// Returns the `x` of minimum norm that minimises `‖A x − b‖`.
  @inlinable
  public func leastSquares(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    Vector(matrix: try leastSquares(b.matrix))
  }

  /// Traps if a right side does not fit, and throws if it is not finite or too large.
  @inline(__always)
  func checkLeastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) {
    try b.checkLeastSquares(of: Shape(rows: rows, columns: columns))
  }
}

extension Matrix {
  /// Traps if a right side does not fit a factored matrix, and throws if it is not finite or too large.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  fileprivate func checkLeastSquares(of matrix: Shape) throws(LinearAlgebraError) {
    precondition(
      rows == matrix.rows, "a right side of shape \(shape) does not fit a factored \(matrix) matrix"
    )
    try checkDimensions()
    try checkFinite("b")
  }
}
