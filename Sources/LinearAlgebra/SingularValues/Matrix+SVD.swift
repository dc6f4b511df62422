import RealModule

extension Matrix where Element: LAPACKScalar {
  /// Returns the singular value decomposition `A = U S Vᴴ`.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func svd(
    vectors: SingularVectors = .thin, driver: SVDDriver = .automatic
  ) throws(LinearAlgebraError) -> SVD<Element> {
    try SVD(self, vectors: vectors, driver: driver)
  }

  /// Returns the singular values in descending order.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func singularValues() throws(LinearAlgebraError) -> Vector<Element.RealPart> {
    try SVD(self, vectors: .none).singularValues
  }

  /// Returns the number of singular values above `tolerance · s₀`.
  ///
  /// The tolerance is by default `max(rows, columns) · ε`.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func rank(tolerance: Element.RealPart? = nil) throws(LinearAlgebraError) -> Int {
    try SVD(self, vectors: .none).rank(tolerance: tolerance)
  }

  /// Returns the condition number `s₀ / sₖ₋₁` in the 2-norm.
  ///
  /// It is one for an empty matrix and infinite if the smallest singular value is zero; one beyond
  /// `1 / ε` says no more than that the matrix is singular to working precision.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func conditionNumber() throws(LinearAlgebraError) -> Element.RealPart {
    try SVD(self, vectors: .none).conditionNumber
  }

  /// Returns the condition number `‖A‖ ‖A⁻¹‖` of a square matrix in another norm.
  ///
  /// It is infinite if the matrix is singular. ``LU/reciprocalCondition()`` estimates it, in the
  /// 1-norm, for a fraction of the price.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  public func conditionNumber(
    _ norm: MatrixNorm
  ) throws(LinearAlgebraError) -> Element.RealPart {
    precondition(isSquare, "a \(shape) matrix has no inverse")
    // The product does not depend on the scale, its factors might overflow.
    let scaled = scaled(byPowerOfTwo: -safeScaleExponent)
    let lu = try LU(scaled, allowSingular: true)
    guard lu.status == .success else { return .infinity }
    return isEmpty ? 1 : scaled.norm(norm) * (try lu.inverse().norm(norm))
  }

  /// Returns the norm of the matrix as a linear map, its largest singular value.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func spectralNorm() throws(LinearAlgebraError) -> Element.RealPart {
    try SVD(self, vectors: .none).spectralNorm
  }

  /// Returns the sum of the singular values.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func nuclearNorm() throws(LinearAlgebraError) -> Element.RealPart {
    try SVD(self, vectors: .none).nuclearNorm
  }

  /// Returns `(Σ sᵢᵖ)^(1/p)` over the singular values.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  /// - Precondition: `p ≥ 1`.
  @inlinable
  public func schattenNorm(
    _ p: Element.RealPart
  ) throws(LinearAlgebraError) -> Element.RealPart {
    try SVD(self, vectors: .none).schattenNorm(p)
  }

  /// Returns the Moore–Penrose pseudo-inverse `A⁺`, `columns × rows`.
  ///
  /// Singular values up to `tolerance · s₀` count as zero, by default `max(rows, columns) · ε`.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func pseudoInverse(
    tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    try SVD(self).pseudoInverse(tolerance: tolerance)
  }

  /// Returns an orthonormal basis of the null space, `columns × (columns − rank)`.
  ///
  /// Singular values up to `tolerance · s₀` count as zero, by default `max(rows, columns) · ε`.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func nullSpace(
    tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    // A tall matrix has all right vectors in its thin decomposition.
    try SVD(self, vectors: columns > rows ? .full : .thin).nullSpace(tolerance: tolerance)
  }

  /// Returns an orthonormal basis of the range, `rows × rank`.
  ///
  /// Singular values up to `tolerance · s₀` count as zero, by default `max(rows, columns) · ε`.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func rangeBasis(
    tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    try SVD(self).rangeBasis(tolerance: tolerance)
  }
}
