public import ComplexModule

extension Matrix where Element: LAPACKScalar {
  /// Returns eigenvalues and eigenvectors of a symmetric or Hermitian matrix.
  ///
  /// - Throws: What ``SymmetricEigen/init(_:selecting:triangle:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square, and the selection fits.
  @inlinable
  public func symmetricEigen(
    _ triangle: Triangle = .lower, selecting selection: EigenvalueSelection<Element.RealPart> = .all
  ) throws(LinearAlgebraError) -> SymmetricEigen<Element> {
    try SymmetricEigen(self, selecting: selection, triangle: triangle)
  }

  /// Returns the eigenvalues of a symmetric or Hermitian matrix, ascending.
  ///
  /// - Throws: What ``SymmetricEigen/init(_:selecting:triangle:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square, and the selection fits.
  @inlinable
  public func symmetricEigenvalues(
    _ triangle: Triangle = .lower, selecting selection: EigenvalueSelection<Element.RealPart> = .all
  ) throws(LinearAlgebraError) -> Vector<Element.RealPart> {
    try SymmetricEigen.values(of: self, selecting: selection, triangle: triangle)
  }

  /// Returns eigenvalues and eigenvectors of a square matrix.
  ///
  /// - Throws: What ``Eigen/init(_:left:conditions:balancing:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func eigen(left: Bool = false) throws(LinearAlgebraError) -> Eigen<Element> {
    try Eigen(self, left: left)
  }

  /// Returns the eigenvalues of a square matrix.
  ///
  /// - Throws: What ``Eigen/init(_:left:conditions:balancing:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func eigenvalues() throws(LinearAlgebraError) -> Vector<Complex<Element.RealPart>> {
    try Eigen.values(of: self)
  }

  /// Returns the Schur form `A = Z T Zᴴ`.
  ///
  /// - Throws: What ``Schur/init(_:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func schur() throws(LinearAlgebraError) -> Schur<Element> { try Schur(self) }

  /// Returns the Hessenberg form `A = Q H Qᴴ`.
  ///
  /// - Throws: What ``Hessenberg/init(_:assumingFinite:)`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func hessenberg() throws(LinearAlgebraError) -> Hessenberg<Element> {
    try Hessenberg(self)
  }
}
