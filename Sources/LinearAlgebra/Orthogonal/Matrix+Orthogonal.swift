extension Matrix where Element: LAPACKScalar {
  /// Returns the factorization `A = Q R`.
  ///
  /// - Throws: What ``QR/init(_:assumingFinite:)`` throws.
  @inlinable
  public func qr() throws(LinearAlgebraError) -> QR<Element> { try QR(self) }

  /// Returns the factorization `A P = Q R` with column pivoting.
  ///
  /// - Throws: What ``PivotedQR/init(_:assumingFinite:)`` throws.
  @inlinable
  public func pivotedQR() throws(LinearAlgebraError) -> PivotedQR<Element> { try PivotedQR(self) }

  /// Returns the factorization `A = L Q`.
  ///
  /// - Throws: What ``LQ/init(_:assumingFinite:)`` throws.
  @inlinable
  public func lq() throws(LinearAlgebraError) -> LQ<Element> { try LQ(self) }

  /// Returns the factorization `A = R Q`.
  ///
  /// - Throws: What ``RQ/init(_:assumingFinite:)`` throws.
  @inlinable
  public func rq() throws(LinearAlgebraError) -> RQ<Element> { try RQ(self) }

  /// Returns the factorization `A = Q L`.
  ///
  /// - Throws: What ``QL/init(_:assumingFinite:)`` throws.
  @inlinable
  public func ql() throws(LinearAlgebraError) -> QL<Element> { try QL(self) }
}
