import RandomStreams
import Testing

/// Draws from generators other than ``RandomStream``.
@Suite struct GeneratorTests {
  @Test(
    arguments: [
      [0], [.max], [0x5555_5555_5555_5555], [0xaaaa_aaaa_aaaa_aaaa], [0, .max], [1 << 63],
      [1 << 63, 0, .max], [.max >> 1],
    ] as [[UInt64]])
  func `degenerate generators stay inside the open ranges`(words: [UInt64]) {
    var generator = Repeating(words: words)
    for _ in 0..<10 {
      let u: Float = StandardUniform.sample(using: &generator)
      let v: Double = StandardUniform.sample(using: &generator)
      #expect(u > 0 && u < 1 && v > 0 && v < 1)
      let e: Float = StandardExponential.sample(using: &generator)
      let f: Double = StandardExponential.sample(using: &generator)
      #expect(e > 0 && e < 68 && f > 0 && f < 90)
      let g: Float = Gumbel.sample(using: &generator)
      let h: Double = Gumbel.sample(using: &generator)
      #expect(g > -4.3 && g < 68 && h > -4.6 && h < 90)
      let x: Float = StandardNormal.sample(using: &generator)
      let y: Double = StandardNormal.sample(using: &generator)
      #expect(abs(x) < 12 && abs(y) < 14)
    }
  }

  @Test func `the extremes of a double draw are finite, too`() {
    // Side 0 with every bit zero: the largest Gumbel number; side 1: the smallest.
    var zeros = Repeating(words: [0])
    let largest: Double = Gumbel.sample(using: &zeros)
    var smallestWords = Repeating(words: [1 << 63, 0])
    let smallest: Double = Gumbel.sample(using: &smallestWords)
    #expect(abs(largest - 89.416) < 0.001)  // 129 log 2
    #expect(abs(smallest + 4.4933) < 0.0001)  // -log(129 log 2)
  }

  @Test func `generic code draws from a stream what the stream draws`() {
    func draw(_ generator: inout some RandomNumberGenerator) -> ([[Float]], [[Double]]) {
      var single = [[Float]](repeating: [0, 0, 0, 0, 0], count: 4)
      var double = [[Double]](repeating: [0, 0, 0, 0, 0], count: 4)
      var span = single[0].mutableSpan
      generator.fillUniform(&span)
      span = single[1].mutableSpan
      generator.fillExponential(&span)
      span = single[2].mutableSpan
      generator.fillGumbel(&span)
      span = single[3].mutableSpan
      generator.fillNormal(&span)
      var other = double[0].mutableSpan
      generator.fillUniform(&other)
      other = double[1].mutableSpan
      generator.fillExponential(&other)
      other = double[2].mutableSpan
      generator.fillGumbel(&other)
      other = double[3].mutableSpan
      generator.fillNormal(&other)
      return (single, double)
    }
    var stream = RandomStream(seed: 1)
    var twin = stream
    let (single, double) = draw(&stream)
    for (numbers, fill) in zip(single, [0, 2, 4, 6]) {
      #expect(numbers.map { Double($0) } == Fill.all[fill].draw(&twin, 5))
    }
    for (numbers, fill) in zip(double, [1, 3, 5, 7]) {
      #expect(numbers == Fill.all[fill].draw(&twin, 5))
    }
    #expect(stream == twin)
  }

  /// Means of 20 000 numbers, within 4.89 standard errors.
  @Test func `other generators give the same distributions`() {
    var generator = Repeating(words: [])
    var stream = RandomStream(seed: 77)
    generator.words = (0..<40_009).map { _ in stream.next() }
    var gumbel = [Float](repeating: 0, count: 20_000)
    var normal = [Double](repeating: 0, count: 20_000)
    var span = gumbel.mutableSpan
    generator.fillGumbel(&span)
    var other = normal.mutableSpan
    generator.fillNormal(&other)
    let root = Double(20_000).squareRoot()
    let mean = gumbel.reduce(0) { $0 + Double($1) } / 20_000
    #expect(abs(mean - 0.577_215_665) <= 4.89 * 1.282_55 / root)
    #expect(abs(normal.reduce(0, +) / 20_000) <= 4.89 / root)
  }
}
