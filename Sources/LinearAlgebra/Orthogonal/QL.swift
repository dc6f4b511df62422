/// The factorization `A = Q L` into a unitary matrix and a lower triangle.
///
/// With `k = min(rows, columns)`, `L` is `k × columns`: lower triangular for a tall matrix, and zero
/// above the diagonal that ends in the last column for a wide one. The thin `Q` is `rows × k` with
/// orthonormal columns, the last `k` of the full one.
///
/// > Reference: Anderson et al. (1999), "LAPACK users' guide", section 2.4.2.
public struct QL<Element: LAPACKScalar>: OrthogonalFactorization {
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
    reflectors = try Reflectors(.ql, factoring: a, assumingFinite: assumingFinite)
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

  /// The factor `L`: `min(rows, columns) × columns`.
  public var lower: Matrix<Element> { reflectors.triangularFactor() }
}
