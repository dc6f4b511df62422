public import RealModule

extension RealScalar {
  /// Creates the scalar from its real part and drops the imaginary part.
  @inlinable
  public init(realPart: Self, imaginaryPart: Self) { self = realPart }

  /// `false`: the scalar is real.
  @inlinable
  public static var isComplex: Bool { false }

  /// The value itself.
  @inlinable
  public var conjugate: Self { self }

  /// The absolute value.
  @inlinable
  public var modulus: Self { magnitude }

  /// The square.
  @inlinable
  public var squaredModulus: Self { self * self }

  /// The value itself.
  @inlinable
  public var realPart: Self { self }

  /// Zero.
  @inlinable
  public var imaginaryPart: Self { 0 }

  /// Returns the product with a factor.
  @inlinable
  public func scaled(by factor: Self) -> Self { self * factor }
}

extension Float: RealScalar {
  /// The scalar itself.
  public typealias RealPart = Float
}

extension Double: RealScalar {
  /// The scalar itself.
  public typealias RealPart = Double
}
