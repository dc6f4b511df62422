/// Matrices of one structure, whose sums and multiples keep it.
///
/// The operators are written once, for all of them: every further overload of `+` or `*` would cost
/// all arithmetic that is compiled beside this module time.
public protocol LinearStructure<Element>: StructuredMatrix {
  /// The type of the numbers that keep the structure: ``LinearSystem/Element``, or the real numbers for
  /// Hermitian matrices.
  associatedtype Factor: LAPACKScalar

  /// Returns the sum.
  ///
  /// - Precondition: The sizes are equal, and the triangles of triangular and packed matrices.
  func adding(_ other: Self) -> Self

  /// Returns the difference.
  ///
  /// - Precondition: The sizes are equal, and the triangles of triangular and packed matrices.
  func subtracting(_ other: Self) -> Self

  /// Returns the product with a number.
  func multiplied(by factor: Factor) -> Self

  /// Returns the matrix with the signs changed.
  func negated() -> Self
}

extension LinearStructure {
  /// Returns the matrix with the signs changed.
  public func negated() -> Self { multiplied(by: -1) }

  /// Returns the sum, which keeps the structure.
  ///
  /// - Precondition: The sizes are equal, and the triangles of triangular and packed matrices.
  @inlinable
  public static func + (a: Self, b: Self) -> Self { a.adding(b) }

  /// Returns the difference, which keeps the structure.
  ///
  /// - Precondition: The sizes are equal, and the triangles of triangular and packed matrices.
  @inlinable
  public static func - (a: Self, b: Self) -> Self { a.subtracting(b) }

  /// Returns the product with a number, which keeps the structure.
  @inlinable
  public static func * (factor: Factor, a: Self) -> Self { a.multiplied(by: factor) }

  /// Returns the matrix with the signs changed.
  @inlinable
  public static prefix func - (a: Self) -> Self { a.negated() }
}
