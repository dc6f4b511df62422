extension Matrix where Element: LAPACKScalar {
  /// Returns the factorization `A = P L U`.
  ///
  /// - Throws: What ``LU/init(_:allowSingular:assumingFinite:)`` throws.
  @inlinable
  public func lu(allowSingular: Bool = false) throws(LinearAlgebraError) -> LU<Element> {
    try LU(self, allowSingular: allowSingular)
  }

  /// Returns the factorization `A = L Lᴴ` of a Hermitian positive definite matrix.
  ///
  /// - Throws: What ``Cholesky/init(_:triangle:allowIndefinite:assumingFinite:)`` throws.
  @inlinable
  public func cholesky(
    _ triangle: Triangle = .lower
  ) throws(LinearAlgebraError) -> Cholesky<Element> {
    try Cholesky(self, triangle: triangle)
  }

  /// Returns the solution of `A X = B`, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  @inlinable
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(isSquare, "a \(shape) matrix cannot solve a square system")
    return try lu().solve(b)
  }

  /// Returns the solution of `A x = b`, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the length of `b` fits.
  @inlinable
  public func solve(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    precondition(isSquare, "a \(shape) matrix cannot solve a square system")
    return try lu().solve(b)
  }

  /// Returns the inverse, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  @inlinable
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    precondition(isSquare, "a \(shape) matrix has no inverse")
    return try lu().inverse()
  }

  /// Returns the determinant, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  @inlinable
  public func determinant() throws(LinearAlgebraError) -> Element {
    precondition(isSquare, "a \(shape) matrix has no determinant")
    return try lu(allowSingular: true).determinant
  }
}
