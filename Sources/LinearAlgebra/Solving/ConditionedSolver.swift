/// A solver that can tell how well its matrix is conditioned.
public protocol ConditionedSolver<Element>: LinearSolver {
  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if the matrix cannot solve, one if it is empty.
  ///
  /// Near the distance between 1 and the next number, solutions have no right digit.
  ///
  /// - Precondition: The factored matrix is square.
  /// - Complexity: That of a few solves.
  func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart
}

extension ConditionedSolver {
  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)` in the 1-norm; see ``reciprocalCondition(_:)``.
  @inlinable
  public func reciprocalCondition() -> Element.RealPart { reciprocalCondition(.one) }

  /// Returns the solution of `op(A) X = B` or of `X op(A) = B` if the matrix is conditioned well
  /// enough.
  ///
  /// - Throws: ``LinearAlgebraError/illConditioned(rcond:)`` if the reciprocal condition number is
  ///   below the limit, and what ``LinearSystem/solve(in:operation:side:)`` throws.
  public func solve(
    _ b: Matrix<Element>, minimumReciprocalCondition limit: Element.RealPart,
    operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    try requireReciprocalCondition(limit)
    return try solve(b, operation: operation, side: side)
  }

  /// Returns the solution of `op(A) x = b` if the matrix is conditioned well enough.
  ///
  /// - Throws: ``LinearAlgebraError/illConditioned(rcond:)``, and what
  ///   ``LinearSystem/solve(in:operation:side:)`` throws.
  public func solve(
    _ b: Vector<Element>, minimumReciprocalCondition limit: Element.RealPart,
    operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> Vector<Element> {
    try requireReciprocalCondition(limit)
    return try solve(b, operation: operation)
  }

  /// Throws if the matrix is singular or worse conditioned than a limit.
  ///
  /// - Throws: The ``FactorStatus/error`` of the factorization,
  ///   ``LinearAlgebraError/illConditioned(rcond:)``.
  public func requireReciprocalCondition(
    _ limit: Element.RealPart
  ) throws(LinearAlgebraError) {
    try status.check()
    let found = reciprocalCondition(.one)
    if found < limit { throw .illConditioned(rcond: Double(found)) }
  }
}
