import ComplexModule
import RealModule

/// A product that leaves the range of the scalar only if it ends outside.
struct Determinant<Element: Scalar> {
  private var product: Element = 1
  private var exponent = 0
  private var logarithmOfModuli: Element.RealPart = 0

  /// Creates the product of some factors that are themselves numbers times a power of two.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  init(_ factors: [Element] = [], timesPowerOfTwo power: Int = 0) {
    for factor in factors { multiply(by: factor, timesPowerOfTwo: power) }
  }

  /// Multiplies by a factor that is itself a number times a power of two.
  mutating func multiply(by factor: Element, timesPowerOfTwo power: Int = 0) {
    // Both factors have a modulus near one, and so has their product.
    let (value, valueExponent) = Self.normalized(factor)
    let modulus = value.modulus
    logarithmOfModuli += modulus > 0 ? Element.RealPart.log(modulus) : 0
    exponent += valueExponent + power
    let (next, nextExponent) = Self.normalized(product * value)
    product = next
    shift += nextExponent
  }

  // The part of the exponent that belongs to the product, not to the sum of logarithms.
  private var shift = 0

  /// The product itself.
  var value: Element { product.scaled(byPowerOfTwo: exponent + shift) }

  /// The product as `sign · exp(logAbsoluteValue)`; zero has sign zero and logarithm `-infinity`.
  var logarithm: (sign: Element, logAbsoluteValue: Element.RealPart) {
    typealias Real = Element.RealPart
    guard product != 0 else { return (0, -.infinity) }
    let sign = product.scaled(by: 1 / product.modulus)
    return (
      sign.scaled(by: 1 / sign.modulus), logarithmOfModuli + Real(exponent) * Real.log(2)
    )
  }

  /// A value as one with a modulus near one and a power of two.
  private static func normalized(_ value: Element) -> (value: Element, exponent: Int) {
    let modulus = value.modulus
    guard modulus.isFinite && modulus > 0 else { return (value, 0) }
    let exponent = Int(modulus.exponent)
    return (value.scaled(byPowerOfTwo: -exponent), exponent)
  }
}
