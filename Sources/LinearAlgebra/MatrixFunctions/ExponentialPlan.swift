import ComplexModule
import RealModule

/// The degree, the scaling and the powers with which an exponential is approximated.
struct ExponentialPlan<Element: LAPACKScalar> {
  private typealias Real = Element.RealPart

  private var matrix: Matrix<Element>
  /// The second, fourth and sixth power, and the eighth if it was needed.
  private var powers: [Matrix<Element>]
  private var degree = 0
  /// The exponent of the power of two by which ``matrix`` is to be multiplied.
  private var exponent = 0
  /// How often the approximant is to be squared.
  private(set) var squarings = 0

  /// The largest norms at which the backward error of a degree is below the unit roundoff.
  private static var limits: [(degree: Int, norm: Double)] {
    Real.significandBitCount == 23
      ? [(3, 0.425_873_001_692_283_1), (5, 1.880_152_677_804_762), (7, 3.925_724_783_138_660)]
      : [
        (3, 0.014_955_852_179_582_92), (5, 0.253_939_833_006_323_0), (7, 0.950_417_899_616_293_2),
        (9, 2.097_847_961_257_068), (13, 4.25),
      ]
  }

  /// Chooses for `2^shift A`, where the 1-norm of `A` is at most one unless `shift` is zero.
  init(_ a: Matrix<Element>, shift: Int) {
    matrix = a
    let second = a * a
    let fourth = second * second
    powers = [second, fourth, second * fourth]
    let scale = Double(shift)
    /// The root of the norm of a power, in binary logarithms because it may leave the range.
    func size(_ power: Matrix<Element>, _ order: Double) -> Double {
      Double.log2(Double(power.norm(.one))) / order + scale
    }
    let (d4, d6) = (size(fourth, 4), size(powers[2], 6))
    var isDecided = false
    func fits(_ index: Int, _ bound: Double) -> Bool {
      let limit = Self.limits[index]
      return bound <= Double.log2(limit.norm)
        && extraSquarings(degree: limit.degree, exponent: shift) == 0
    }
    for index in 0..<2 where !isDecided && fits(index, max(d4, d6)) {
      (degree, exponent, isDecided) = (Self.limits[index].degree, shift, true)
    }
    if isDecided { return }
    let eighth = fourth * fourth
    powers.append(eighth)
    let d8 = size(eighth, 8)
    for index in 2..<Self.limits.count - 1 where !isDecided && fits(index, max(d6, d8)) {
      (degree, exponent, isDecided) = (Self.limits[index].degree, shift, true)
    }
    if isDecided { return }
    let last = Self.limits[Self.limits.count - 1]
    degree = last.degree
    var bound = max(d6, d8)
    if degree == 13 { bound = min(bound, max(d8, size(fourth * powers[2], 10))) }
    let needed = bound - Double.log2(last.norm)
    squarings = needed > 0 ? Int(needed.rounded(.up)) : 0
    squarings += extraSquarings(degree: degree, exponent: shift - squarings)
    exponent = shift - squarings
  }

  /// How many more squarings keep rounding errors small where powers cancel.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private func extraSquarings(degree: Int, exponent: Int) -> Int {
    let order = 2 * degree + 1
    // The coefficient of the leading error term is the reciprocal of this number.
    var logarithm = 0.0
    for factor in 1...degree { logarithm += Double.log2(Double(degree + factor) / Double(factor)) }
    for factor in 1...order { logarithm += Double.log2(Double(factor)) }
    // The norm of |A|^order, by products with a vector.
    let n = matrix.rows
    let sizes = matrix.map { $0.modulus }
    var vector = [Double](repeating: 1, count: n)
    var growth = 0.0
    for _ in 0..<order {
      var next = [Double](repeating: 0, count: n)
      for column in 0..<n {
        var sum = 0.0
        for row in 0..<n { sum += Double(sizes[row, column]) * vector[row] }
        next[column] = sum
      }
      let largest = next.max() ?? 0
      guard largest > 0 else { return 0 }
      growth += Double.log2(largest)
      vector = next.map { $0 / largest }
    }
    let norm = Double.log2(Double(sizes.norm(.one)))
    let error = growth - norm + Double((order - 1) * exponent) - logarithm
    let precision = Double(Real.significandBitCount + 1)
    let extra = ((error + precision) / Double(2 * degree)).rounded(.up)
    return extra > 0 ? Int(extra) : 0
  }

  /// Returns the Padé approximant of the exponential of the scaled matrix.
  func approximant() throws(LinearAlgebraError) -> Matrix<Element> {
    let n = matrix.rows
    var coefficients: [Real] = [1]
    for index in 1...degree {
      let last = coefficients[index - 1]
      coefficients.append(
        last * Real(degree - index + 1) / Real((2 * degree - index + 1) * index))
    }
    let scaled = powers.enumerated().map { index, power in
      power.scaled(byPowerOfTwo: (2 * index + 2) * exponent)
    }
    /// Sums every second term from an order on, over the second, fourth … powers.
    func sum(from first: Int, hasConstant: Bool, _ count: Int) -> Matrix<Element> {
      var result = Matrix<Element>(rows: n, columns: n)
      for index in 0..<n where hasConstant { result[index, index] = Element(coefficients[first]) }
      for index in 0..<count {
        let order = first + 2 * index + (hasConstant ? 2 : 0)
        result.add(scaled[index], scaledBy: Element(coefficients[order]))
      }
      return result
    }
    var (odd, even): (Matrix<Element>, Matrix<Element>)
    if degree == 13 {
      // Orders above six share the sixth power.
      odd = sum(from: 1, hasConstant: true, 3) + scaled[2] * sum(from: 9, hasConstant: false, 3)
      even = sum(from: 0, hasConstant: true, 3) + scaled[2] * sum(from: 8, hasConstant: false, 3)
    } else {
      let count = (degree - 1) / 2
      odd = sum(from: 1, hasConstant: true, count)
      even = sum(from: 0, hasConstant: true, count)
    }
    odd = matrix.scaled(byPowerOfTwo: exponent) * odd
    return try LU(even - odd, assumingFinite: false).solve(even + odd)
  }
}
