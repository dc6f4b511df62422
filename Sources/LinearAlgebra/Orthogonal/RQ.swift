/// The factorization `A = R Q` into an upper triangle and a unitary matrix.
///
/// With `k = min(rows, columns)`, `R` is `rows × k`: upper triangular for a wide matrix, and zero below
/// the diagonal that ends in the last row for a tall one. The thin `Q` is `k × columns` with orthonormal
/// rows, the last `k` of the full one.
///
/// > Reference: Anderson et al. (1999), "LAPACK users' guide", section 2.4.2.
public struct RQ<Element: LAPACKScalar>: OrthogonalFactorization {
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
    reflectors = try Reflectors(.rq, factoring: a, assumingFinite: assumingFinite)
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

  /// The factor `R`: `rows × min(rows, columns)`.
  public var upper: Matrix<Element> { reflectors.triangularFactor() }
}
