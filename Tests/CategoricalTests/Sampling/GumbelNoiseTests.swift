import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelNoiseTests {
  @Test func `a stream gives the numbers of its own fill and advances as far`() {
    var (stream, other) = (RandomStream(seed: 3), RandomStream(seed: 3))
    let noise: Matrix<Float> = gumbelNoise(rows: 5, columns: 7, using: &stream)
    var expected = Matrix<Float>(rows: 5, columns: 7)
    var span = expected.mutableElements
    other.fillGumbel(&span)
    #expect(noise == expected)
    #expect(stream == other && stream.position == 35)

    let wide: Matrix<Double> = gumbelNoise(rows: 5, columns: 7, using: &stream)
    #expect(stream.position == 35 + 70)
    var again = RandomStream(seed: 3, position: 35)
    var filled = Matrix<Double>(rows: 5, columns: 7)
    fillGumbelNoise(&filled, using: &again)
    #expect(filled == wide)
  }

  @Test func `a stream behind generic code takes the same path`() {
    func generic(_ generator: inout some RandomNumberGenerator) -> Matrix<Float> {
      gumbelNoise(rows: 3, columns: 3, using: &generator)
    }
    var (one, two) = (RandomStream(seed: 8), RandomStream(seed: 8))
    #expect(generic(&one) == gumbelNoise(rows: 3, columns: 3, using: &two))
    #expect(one == two)
  }

  @Test func `degenerate generators give finite noise and samples`() throws {
    func check(_ generator: inout some RandomNumberGenerator) throws {
      let floats: Matrix<Float> = gumbelNoise(rows: 3, columns: 4, using: &generator)
      let doubles: Matrix<Double> = gumbelNoise(rows: 3, columns: 4, using: &generator)
      #expect(
        floats.doubles.allSatisfy { $0.isFinite } && doubles.doubles.allSatisfy { $0.isFinite })
      let sample = try gumbelSoftmax(
        Matrix<Float>(rows: 6, columns: 2), classes: 3, temperature: 0.5, hard: true,
        using: &generator)
      #expect(sample.output.runs(3).allSatisfy { $0.reduce(0, +) == 1 })
      #expect(sample.relaxed.doubles.allSatisfy { $0.isFinite })
    }
    var zeros = Stuck(word: 0)
    var ones = Stuck(word: .max)
    var both = Alternating()
    try check(&zeros)
    try check(&ones)
    try check(&both)
  }

  /// Mean γ and variance π²/6 of N = 200 000 draws, each within 4.89 standard errors (false-alarm
  /// rate 1e-6); the fourth central moment of the distribution is 14.6.
  @Test func `the moments are those of the Gumbel distribution`() {
    func check(_ generator: inout some RandomNumberGenerator) {
      let draws = (gumbelNoise(rows: 1000, columns: 200, using: &generator) as Matrix<Double>)
        .doubles
      let count = Double(draws.count)
      let mean = draws.reduce(0, +) / count
      let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      let expected = Double.pi * .pi / 6
      #expect(abs(mean - 0.5772156649) < 4.89 * (expected / count).squareRoot())
      #expect(
        abs(variance - expected) < 4.89 * ((14.6 - expected * expected) / count).squareRoot())
    }
    var stream = RandomStream(seed: 11)
    var generator = SplitMix(11)
    check(&stream)
    check(&generator)
  }
}
