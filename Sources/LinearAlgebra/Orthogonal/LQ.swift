/// The factorization `A = L Q` into a lower triangle and a unitary matrix.
///
/// With `k = min(rows, columns)`, `L` is `rows × k` and lower triangular (trapezoidal for a tall
/// matrix), and the thin `Q` is `k × columns` with orthonormal rows. It is what ``QR`` is for the
/// adjoint, and finds the solution of minimum norm of an underdetermined system:
///
///     let x = try LQ(a).leastSquares(b)  // a wide matrix of full rank
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 5.6.
public struct LQ<Element: LAPACKScalar>: OrthogonalFactorization {
  /// The reflections and the triangle.
  public private(set) var reflectors: Reflectors<Element>

  /// Factors a matrix; lazy transposes and views have an initialiser of their own.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  public init(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    reflectors = try Reflectors(.lq, factoring: a, assumingFinite: assumingFinite)
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    try reflectors.update(a, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// The factor `L`: `rows × min(rows, columns)`.
  public var lower: Matrix<Element> { reflectors.triangularFactor() }
}
