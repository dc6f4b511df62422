import LinearAlgebra
import NumericFiles
import Testing

/// Numbers in text are compared with the standard library, which rounds correctly.
@Suite struct DecimalTests {
  static func check(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let bytes = Array(texts.joined(separator: "\n").utf8)
    let doubles = try CSVTable<Double>(decoding: bytes).matrix
    let floats = try CSVTable<Float>(decoding: bytes).matrix
    for (index, text) in texts.enumerated() {
      #expect(
        doubles[index, 0].bitPattern == Double(text)?.bitPattern, "\(text)",
        sourceLocation: sourceLocation)
      #expect(
        floats[index, 0].bitPattern == Float(text)?.bitPattern, "\(text) as Float",
        sourceLocation: sourceLocation)
    }
  }

  @Test func `hard cases round correctly`() throws {
    try Self.check([
      "0", "-0", "0.0e5", "1", "-1.5", "1e22", "1e23", "8e22", "9007199254740991",
      "9007199254740993", "9007199254740992.5", "9007199254740993.0000000000000000000000001",
      "1e-22", "1e-23", "4.35", "0.000001", "1e308", "1.7976931348623157e308",
      "1.7976931348623159e308", "1e309", "-1e400", "1e99999999999999999999", "1e-99999999999999999",
      "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324", "2.4703282292062327e-324",
      "2.4703282292062328e-324", "123456789012345678", "1234567890123456789",
      "12345678901234567890", "99999999999999999999999999", "0.1234567890123456789012345",
      "00000000000000000000000000001", "0.00000000000000000000000000000000001",
      "1000000000000000000000", "100000000000000000000000000000",
      // Halfway between two Floats, and just beside.
      "16777217", "16777217.0000000000001", "16777216.9999999999999", "16777219",
      "1.00000005960464477539", "1.000000059604644775390625", "1.00000005960464477539062500001",
      "0.100000001490116119384765625", "7.006492321624085e-46", "7.00649232162408535e-46",
      "7.0064923216240853547e-46", "1.1754942e-38", "1.17549435e-38", "3.4028235e38",
      "3.40282356779733661637539395458142568447e38", "3.4028235677973366e38", "3.4028236e38",
    ])
  }

  @Test func `twenty thousand random numbers round correctly`() throws {
    var generator = SplitMix64(state: 1)
    var texts: [String] = []
    for _ in 0..<4000 {
      let bits = generator.next()
      let double = Double(bitPattern: bits)
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: bits >> 20))
      if double.isFinite { texts.append("\(double)") }
      if float.isFinite { texts.append("\(float)") }
      // Few digits and a small exponent: the short way.
      let digits = generator.next() >> (generator.next() % 60)
      texts.append("\(digits)e\(Int(generator.next() % 60) - 30)")
      texts.append("-\(digits % 1000).\(generator.next() % 100_000_000)")
      // A Float and half a step, with a digit more or less.
      let middle = (Double(Float(digits)) + Double(Float(digits).nextUp)) / 2
      if middle.isFinite { texts.append("\(middle)") }
    }
    try Self.check(texts)
  }
}

/// A small generator with a seed, for tests that must not change from run to run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
