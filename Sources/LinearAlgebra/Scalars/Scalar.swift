public import RealModule

/// An element of a matrix: `Float`, `Double`, `Complex<Float>` or `Complex<Double>`.
///
/// The protocol names what generic code over real and complex matrices needs beyond a field. Its
/// conformers are exactly the four types above, because they are what BLAS and LAPACK serve.
public protocol Scalar: AlgebraicField, ElementaryFunctions, Hashable, Codable, Sendable {
  /// The type of the real and of the imaginary part: `Self` for a real scalar.
  associatedtype RealPart: RealScalar

  /// Creates the scalar that has the given real part and no imaginary part.
  init(_ real: RealPart)

  /// Creates a scalar from its parts; a real one drops the imaginary part.
  init(realPart: RealPart, imaginaryPart: RealPart)

  /// Whether the type is complex.
  static var isComplex: Bool { get }

  /// The complex conjugate; a real scalar itself.
  var conjugate: Self { get }

  /// Whether neither part is infinite or NaN.
  var isFinite: Bool { get }

  /// The absolute value `√(re² + im²)`, without undue overflow or underflow; NaN stays NaN.
  var modulus: RealPart { get }

  /// The square of the absolute value, `re² + im²`.
  var squaredModulus: RealPart { get }

  /// The real part, also of a non-finite value.
  var realPart: RealPart { get }

  /// The imaginary part, also of a non-finite value; zero for a real scalar.
  var imaginaryPart: RealPart { get }

  /// Returns the product with a real factor, part by part.
  func scaled(by factor: RealPart) -> Self
}

/// A scalar for which BLAS has routines.
public protocol BLASScalar: Scalar {}

/// A scalar for which LAPACK has routines.
public protocol LAPACKScalar: BLASScalar {}

/// A real scalar, `Float` or `Double`.
public protocol RealScalar: LAPACKScalar, Real, BinaryFloatingPoint, SIMDScalar
where RealPart == Self {}
