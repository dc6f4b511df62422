/// A norm of a vector; the modulus `√(re² + im²)` is the absolute value of a complex element.
public enum VectorNorm: Hashable, Sendable, CaseIterable {
  /// The sum of absolute values.
  case one
  /// The root of the sum of squares.
  case two
  /// The largest absolute value.
  case infinity
}

extension Vector {
  /// Returns the sum of all elements, added in a fixed order.
  @inlinable
  public func sum() -> Element { matrix.sum() }

  /// Returns the mean of all elements, or `nil` if there are none.
  @inlinable
  public func mean() -> Element? { matrix.mean() }

  /// Returns the sum `Σ xᵢ yᵢ`, without conjugation, added in a fixed order.
  @inlinable
  public func dot(_ other: Vector) -> Element { matrix.dot(other.matrix) }

  /// Returns the inner product `Σ conj(xᵢ) yᵢ`, added in a fixed order.
  @inlinable
  public func innerProduct(_ other: Vector) -> Element { matrix.innerProduct(other.matrix) }

  /// Returns a norm; zero for an empty vector, NaN if an element is NaN.
  @inlinable
  public func norm(_ norm: VectorNorm = .two) -> Element.RealPart {
    switch norm {
    case .one: matrix.norm(.one)
    case .two: matrix.norm(.frobenius)
    case .infinity: matrix.norm(.maxAbs)
    }
  }

  /// Returns the sum `Σ |xᵢ|²`; it may overflow or underflow.
  @inlinable
  public func squaredNorm() -> Element.RealPart { matrix.squaredNorm() }

  /// Returns the index of the first element of largest modulus, `nil` if empty.
  @inlinable
  public func argmaxModulus() -> Int? { matrix.argmaxModulus()?.row }
}

extension Vector where Element: RealScalar {
  /// Returns the smallest element, NaN if there is a NaN, `nil` if empty.
  @inlinable
  public func minimum() -> Element? { matrix.minimum() }

  /// Returns the largest element, NaN if there is a NaN, `nil` if empty.
  @inlinable
  public func maximum() -> Element? { matrix.maximum() }

  /// Returns the index of the largest element, the lowest of ties, `nil` if empty.
  @inlinable
  public func argmax() -> Int? { matrix.argmax()?.row }
}
