import ComplexModule
import RealModule

extension BatchLU {
  /// Returns the determinants; zero for a singular item, one for empty ones.
  ///
  /// They overflow or underflow only where a determinant itself does.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func determinants() -> Vector<Element> {
    Vector(count: count) { item in
      let (product, exponent) = pivotProduct(item)
      return product.scaled(byPowerOfTwo: exponent)
    }
  }

  /// Returns the determinants as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one. A singular item has the sign zero and the logarithm minus infinity.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func logDeterminants() -> [(sign: Element, logAbsoluteValue: Element.RealPart)] {
    typealias Real = Element.RealPart
    return (0..<count).map { item in
      let (product, exponent) = pivotProduct(item)
      let modulus = product.modulus
      guard modulus > 0 else { return (0, -.infinity) }
      let sign = Element(
        realPart: product.realPart / modulus, imaginaryPart: product.imaginaryPart / modulus)
      return (sign, Real.log(modulus) + Real(exponent) * Real.log(2))
    }
  }

  /// The product of the pivots with the sign of the permutation, as a number near one times a power
  /// of two.
  @inline(__always)
  private func pivotProduct(_ item: Int) -> (Element, exponent: Int) {
    let n = shape.rows
    var product: Element = 1
    var exponent = n * Int(states[item].exponent)
    let base = unsafe factors.storedMatrix.storage.base
    for step in 0..<n {
      let pivot = unsafe base[item * n * n + step + step * n]
      if pivot == 0 { return (0, 0) }
      let shift = Int(pivot.pivotSize.exponent)
      product *= pivot.scaled(byPowerOfTwo: -shift)
      if Int(pivots[item * n + step]) != step + 1 { product = -product }
      let reduced = Int(product.pivotSize.exponent)
      product = product.scaled(byPowerOfTwo: -reduced)
      exponent += shift + reduced
    }
    return (product, exponent)
  }
}
