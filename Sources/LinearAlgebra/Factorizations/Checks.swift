import ComplexModule

extension Matrix {
  /// Throws if an element is infinite or NaN.
  ///
  /// LAPACK's own checks ignore infinities, and some of its routines answer a NaN with success.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func checkFinite(_ argument: String) throws(LinearAlgebraError) {
    let source = unsafe storage.base
    // Zero times a finite number is zero, times anything else NaN: no branch per element.
    let test = orderedSum(count) { index in
      unsafe source[index].realPart * 0 + source[index].imaginaryPart * 0
    }
    guard !(test == 0) else { return }
    for index in 0..<count where unsafe !source[index].isFinite {
      throw .nonFinite(argument: argument, row: index % rows, column: index / rows)
    }
  }

  /// Throws if a dimension does not fit LAPACK's integers.
  func checkDimensions() throws(LinearAlgebraError) {
    try checkLAPACKDimensions(shape)
  }

  /// Copies an operand for LAPACK, unless a dimension does not fit its integers.
  ///
  /// A view with strides of zero can be larger than the memory; it is not copied to find that out.
  @inlinable
  init<Operand: MatrixOperand & ~Escapable>(
    checking operand: Operand
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try checkLAPACKDimensions(operand.shape)
    self.init(operand)
  }

  /// Conjugates every element in place.
  @inline(__always)
  mutating func conjugateElements() {
    if Element.isComplex { conjugateComplexElements() }
  }

  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private mutating func conjugateComplexElements() { update { $0.conjugate } }

  /// Multiplies by a power of two, rounding only what underflows.
  @inline(__always)
  mutating func scale(byPowerOfTwo exponent: Int) {
    if exponent != 0 { multiply(by: PowerOfTwo(exponent)) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private mutating func multiply(by power: PowerOfTwo<Element.RealPart>) {
    update { $0.scaled(by: power) }
  }

  /// The matrix times a power of two.
  @inline(__always)
  func scaled(byPowerOfTwo exponent: Int) -> Matrix { multiplied(by: PowerOfTwo(exponent)) }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private func multiplied(by power: PowerOfTwo<Element.RealPart>) -> Matrix {
    mapped { $0.scaled(by: power) }
  }
}

/// Throws if a dimension does not fit LAPACK's integers.
@usableFromInline
func checkLAPACKDimensions(_ shape: Shape) throws(LinearAlgebraError) {
  let largest = max(shape.rows, shape.columns)
  if largest > largestBLASInteger { throw .tooLarge(dimension: largest) }
}

/// A power of two as two factors, since it may itself be out of range.
struct PowerOfTwo<Real: RealScalar> {
  let first: Real
  let second: Real

  /// Creates `2^exponent`; beyond twice the range nothing but zero or infinity is left.
  @specialized(where Real == Float)
  @specialized(where Real == Double)
  @inline(never)
  init(_ exponent: Int) {
    let limit = Int(Real.greatestFiniteMagnitude.exponent)
    let exponent = min(2 * limit, max(-2 * limit, exponent))
    let half = exponent / 2
    first = Real(sign: .plus, exponent: Real.Exponent(half), significand: 1)
    second = Real(sign: .plus, exponent: Real.Exponent(exponent - half), significand: 1)
  }
}

extension Scalar {
  /// The value times a power of two.
  @inline(__always)
  func scaled(by power: PowerOfTwo<RealPart>) -> Self {
    scaled(by: power.first).scaled(by: power.second)
  }

  /// The value times a power of two, which may itself be out of range.
  func scaled(byPowerOfTwo exponent: Int) -> Self { scaled(by: PowerOfTwo(exponent)) }
}

/// Whether a kernel that multiplies by the reciprocal of a number loses it or its accuracy.
///
/// Below `4 / max` the reciprocal is, or nearly is, infinite; above `1 / min` it is subnormal.
/// OpenBLAS 0.3.21 takes reciprocals of pivots in `getrf` and of the diagonal in `trsm`.
@inline(__always)
func hasUnusableReciprocal<T: Scalar>(_ value: T) -> Bool {
  let modulus = value.modulus
  return modulus < 4 / T.RealPart.greatestFiniteMagnitude
    || modulus > 1 / T.RealPart.leastNormalMagnitude
}

extension RealScalar {
  /// The exponent of a modulus, which may be infinite, or NaN where nobody looked before.
  var sizeExponent: Int { Int(isFinite ? exponent : Self.greatestFiniteMagnitude.exponent + 1) }
}
