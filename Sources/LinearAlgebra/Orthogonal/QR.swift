/// The factorization `A = Q R` into a unitary matrix and an upper triangle.
///
/// With `k = min(rows, columns)`, `R` is `k × columns` and upper triangular (trapezoidal for a wide
/// matrix), and the thin `Q` is `rows × k` with orthonormal columns. `Q` is kept as a product of `k`
/// reflections and multiplies without being formed:
///
///     let qr = try QR(a)
///     let x = try qr.leastSquares(b)                          // a tall matrix of full rank
///     let c = qr.orthogonalProduct(b, operation: .adjoint)    // Qᴴ B
///
/// Elements near overflow and underflow are scaled by a power of two first. The factorization always
/// exists; see ``reciprocalCondition()`` for nearness to a loss of rank, and ``PivotedQR`` for
/// matrices that may have lost it.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 5.2.
public struct QR<Element: LAPACKScalar>: OrthogonalFactorization {
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
    reflectors = try Reflectors(.qr, factoring: a, assumingFinite: assumingFinite)
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

  /// The factor `R`: `min(rows, columns) × columns`.
  public var upper: Matrix<Element> { reflectors.triangularFactor() }
}
