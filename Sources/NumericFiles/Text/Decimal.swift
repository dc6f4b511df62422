import LinearAlgebra

/// A number in decimal notation within a text.
///
/// The notation is that of C, Python and Swift: a sign, digits with a decimal mark, an exponent; also
/// `inf`, `infinity` and `nan` in any case. Hexadecimal is not accepted, nor are blanks.
struct Decimal {
  private enum Kind {
    case finite
    case infinite
    case notANumber
  }

  /// The position behind the number.
  private(set) var end: Int

  private let start: Int
  private let isNegative: Bool
  private let mark: UInt8
  private var kind = Kind.finite
  /// Up to nineteen significant digits; the value is `digits · 10^exponent` if there are no more.
  private var digits: UInt64 = 0
  private var exponent = 0
  private var isComplete = true

  /// Reads the number that begins at a position; nil if none does.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - range: Where the number begins, and where the text ends.
  ///   - mark: The decimal mark, a point or a comma.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, mark: UInt8 = 0x2E) {
    var position = range.lowerBound
    let limit = range.upperBound
    start = position
    self.mark = mark
    guard position < limit else { return nil }
    isNegative = bytes[position] == 0x2D
    if isNegative || bytes[position] == 0x2B { position += 1 }
    end = position
    guard position < limit else { return nil }
    if bytes[position] | 0x20 >= 0x61 {
      guard let word = Self.word(bytes, position..<limit) else { return nil }
      kind = word.kind
      end = position + word.length
      return
    }
    var (count, significant) = (0, 0)
    var isFraction = false
    while position < limit {
      let byte = bytes[position]
      if byte == mark, !isFraction {
        isFraction = true
      } else if byte &- 0x30 < 10 {
        count += 1
        if significant < 19 {
          digits = digits &* 10 &+ UInt64(byte &- 0x30)
          if digits != 0 { significant += 1 }
          if isFraction { exponent -= 1 }
        } else {
          if byte != 0x30 { isComplete = false }
          if !isFraction { exponent += 1 }
        }
      } else {
        break
      }
      position += 1
    }
    guard count > 0 else { return nil }
    end = position
    if position < limit, bytes[position] | 0x20 == 0x65 {
      readExponent(bytes, position + 1, limit)
    }
  }

  /// Reads what follows an `e`, and nothing if that is no integer.
  private mutating func readExponent(_ bytes: Span<UInt8>, _ first: Int, _ limit: Int) {
    var position = first
    guard position < limit else { return }
    let isBelowZero = bytes[position] == 0x2D
    if isBelowZero || bytes[position] == 0x2B { position += 1 }
    let firstDigit = position
    var value = 0
    while position < limit, bytes[position] &- 0x30 < 10 {
      // Beyond this every number is zero or infinite, or has too many digits for the short way.
      if value < 100_000 { value = value * 10 + Int(bytes[position] &- 0x30) }
      position += 1
    }
    guard position > firstDigit else { return }
    exponent += isBelowZero ? -value : value
    end = position
  }

  private static func word(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> (kind: Kind, length: Int)? {
    func matches(_ word: StaticString) -> Bool {
      guard range.count >= word.utf8CodeUnitCount else { return false }
      for offset in 0..<word.utf8CodeUnitCount {
        let letter = unsafe word.utf8Start[offset]
        if bytes[range.lowerBound + offset] | 0x20 != letter { return false }
      }
      return true
    }
    if matches("infinity") { return (.infinite, 8) }
    if matches("inf") { return (.infinite, 3) }
    if matches("nan") { return (.notANumber, 3) }
    return nil
  }

  /// Whether the number is a whole one below 10¹⁹ without mark and exponent; then its magnitude.
  var integer: (magnitude: UInt64, isNegative: Bool)? {
    kind == .finite && exponent == 0 && isComplete ? (digits, isNegative) : nil
  }

  /// The scalar nearest to the number, ties to even: what IEEE 754 calls correctly rounded.
  ///
  /// A number beyond the largest one becomes infinite.
  func value<Real: RealScalar>(_ bytes: Span<UInt8>) -> Real {
    switch kind {
    case .infinite: return isNegative ? -.infinity : .infinity
    case .notANumber: return .nan
    case .finite: break
    }
    guard let double = quickDouble() else { return exact(bytes) }
    if Real.self == Double.self { return Real(double) }
    // Rounding twice is right unless the first result lies halfway between two Floats. Halfway
    // points are doubles and rounding is monotone, so otherwise number and double lie on the same
    // side of each of them. The lower 29 bits are those that a normal Float drops.
    let magnitude = double.magnitude
    let isNormal =
      magnitude >= Double(Float.leastNormalMagnitude)
      && magnitude <= Double(Float.greatestFiniteMagnitude)
    guard magnitude == 0 || (isNormal && double.bitPattern & 0x1FFF_FFFF != 0x1000_0000) else {
      return exact(bytes)
    }
    return Real(Float(double))
  }

  /// Clinger's short way: where digits and power of ten are both doubles, one operation rounds once.
  private func quickDouble() -> Double? {
    guard isComplete, digits <= 1 << 53 else { return nil }
    if digits == 0 { return isNegative ? -0.0 : 0 }
    let number = isNegative ? -Double(digits) : Double(digits)
    if exponent >= 0 { return exponent <= 22 ? number * powersOfTen[exponent] : nil }
    return exponent >= -22 ? number / powersOfTen[-exponent] : nil
  }

  /// The long way, through the standard library, which rounds correctly and knows no locale.
  @inline(never)
  private func exact<Real: RealScalar>(_ bytes: Span<UInt8>) -> Real {
    let text = unsafe String(unsafeUninitializedCapacity: end - start) { target in
      for offset in start..<end {
        let byte = bytes[offset]
        unsafe target[offset - start] = byte == mark ? 0x2E : byte
      }
      return end - start
    }
    let value =
      Real.self == Float.self ? Float(text).map { Real($0) } : Double(text).map { Real($0) }
    guard let value else { preconditionFailure("\(text) is a number") }
    return value
  }
}

/// The powers that a double holds exactly: 5²² is below 2⁵³.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
