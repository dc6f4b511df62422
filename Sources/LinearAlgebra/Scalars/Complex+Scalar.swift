public import ComplexModule
public import RealModule

extension Complex: Scalar where RealType: RealScalar {
  /// The type of the real and of the imaginary part.
  public typealias RealPart = RealType

  /// Creates a number from its parts.
  @inlinable
  public init(realPart: RealType, imaginaryPart: RealType) {
    self.init(realPart, imaginaryPart)
  }

  /// `true`: the scalar is complex.
  @inlinable
  public static var isComplex: Bool { true }

  /// The absolute value, NaN if a part is NaN and none is infinite.
  ///
  /// `Complex.length` is infinite for every non-finite value and would hide a NaN; this reads the
  /// parts from the raw storage.
  @inlinable
  public var modulus: RealType {
    let square = squaredModulus
    // Away from overflow and underflow the square loses nothing that `hypot` would keep.
    if square >= RealType.leastNormalMagnitude / RealType.ulpOfOne && square.isFinite {
      return square.squareRoot()
    }
    return RealType.hypot(rawStorage.x, rawStorage.y)
  }

  /// The square of the absolute value.
  @inlinable
  public var squaredModulus: RealType {
    rawStorage.x * rawStorage.x + rawStorage.y * rawStorage.y
  }

  /// The real part, also of a non-finite value.
  @inlinable
  public var realPart: RealType { rawStorage.x }

  /// The imaginary part, also of a non-finite value.
  @inlinable
  public var imaginaryPart: RealType { rawStorage.y }

  /// Returns the product with a real factor.
  @inlinable
  public func scaled(by factor: RealType) -> Complex {
    Complex(rawStorage.x * factor, rawStorage.y * factor)
  }
}

extension Complex: BLASScalar, LAPACKScalar where RealType: RealScalar {}

/// A complex scalar, `Complex<Float>` or `Complex<Double>`.
public protocol ComplexScalar: LAPACKScalar {}

extension Complex: ComplexScalar where RealType: RealScalar {}
