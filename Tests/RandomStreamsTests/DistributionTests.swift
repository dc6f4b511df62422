import Foundation
import RandomStreams
import Testing

/// Statistical tests with fixed seeds; each comparison raises a false alarm with probability 1e-6.
@Suite struct DistributionTests {
  static let count = 1 << 18

  /// The test of Kolmogorov and Smirnov on 2^18 numbers.
  ///
  /// D <= sqrt(log(2e6) / 2N) = 0.0053 on a grid of 2048 quantiles, which can only make D smaller.
  /// A distribution function that is off by 1.1 % anywhere would be caught.
  @Test(arguments: zip(Array(Fill.all.prefix(8)), [0, 0, 1, 1, 2, 2, 3, 3]))
  func `fills follow their distribution functions`(fill: Fill, distribution: Int) {
    let functions: [(Double) -> Double] = [
      { $0 }, { -expm1(-$0) }, { exp(-exp(-$0)) }, { erfc(-$0 / 2.0.squareRoot()) / 2 },
    ]
    let cumulative = functions[distribution]
    var stream = RandomStream(seed: 2026, stream: 1)
    var histogram = [Int](repeating: 0, count: 2048)
    for x in fill.draw(&stream, Self.count) {
      histogram[min(2047, Int(cumulative(x) * 2048))] += 1
    }
    var below = 0
    var distance = 0.0
    for (i, n) in histogram.enumerated() {
      below += n
      distance = max(distance, abs(Double(below) / Double(Self.count) - Double(i + 1) / 2048))
    }
    #expect(distance <= (log(2e6) / Double(2 * Self.count)).squareRoot())
  }

  /// Means and variances within 4.89 standard errors, which are at most 0.3 % of the deviation.
  @Test(
    arguments: [
      (0, 0.5, 1.0 / 12, 1.8), (2, 1, 1, 9), (4, 0.577_215_664_9, 1.644_934_066_8, 5.4),
      (6, 0, 1, 3),
    ] as [(Int, Double, Double, Double)])
  func `means and variances`(fill: Int, mean: Double, variance: Double, kurtosis: Double) {
    for fill in Fill.all[fill...fill + 1] {
      var stream = RandomStream(seed: 2026, stream: 2)
      var (sum, squares) = (0.0, 0.0)
      for x in fill.draw(&stream, Self.count) {
        sum += x - mean
        squares += (x - mean) * (x - mean)
      }
      let n = Double(Self.count)
      #expect(abs(sum / n) <= 4.89 * (variance / n).squareRoot())
      #expect(abs(squares / n - variance) <= 4.89 * variance * ((kurtosis - 1) / n).squareRoot())
    }
  }

  /// Counts numbers above t, from -2 to 12, among 2^22, with 26 expected above 12.
  ///
  /// The frequency f of an event of probability p satisfies N KL(f, p) <= log(2e6) except with
  /// probability 1e-6 (Chernoff), also where few events are expected. A factor of 2.6 at t = 12 or
  /// 1.1 at t = 7 would be caught.
  @Test func `rare Gumbel numbers have their probability`() {
    let n = 1 << 22
    var stream = RandomStream(seed: 2026, stream: 3)
    var numbers = [Float](repeating: 0, count: n)
    var span = numbers.mutableSpan
    stream.fillGumbel(&span)
    var counts = [Int](repeating: 0, count: 16)  // numbers in (t, t + 1] for t = -3 ... 12
    for x in numbers { counts[max(0, min(15, Int((x + 3).rounded(.up)) - 1))] += 1 }
    var above = 0
    for t in stride(from: 12, through: -2, by: -1) {
      above += counts[t + 3]
      let p = -expm1(-exp(-Double(t)))
      let f = Double(above) / Double(n)
      let divergence =
        (f > 0 ? f * log(f / p) : 0) + (f < 1 ? (1 - f) * (log1p(-f) - log1p(-p)) : 0)
      #expect(Double(n) * divergence <= log(2e6), "t = \(t): \(f) for \(p)")
    }
  }

  /// Frequencies of the 256 values of each byte of a word: chi-square, 255 degrees of freedom.
  @Test func `bytes are uniform`() {
    var stream = RandomStream(seed: 2026, stream: 4)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 8)
    for _ in 0..<64_000 {
      let word = stream.next()
      for byte in 0..<8 { counts[byte][Int(word >> (8 * UInt64(byte)) & 255)] += 1 }
    }
    for counts in counts {
      #expect(counts.reduce(0) { $0 + pow(Double($1) - 250, 2) / 250 } <= 377.08)
    }
  }

  /// Correlations of 2^16 normal numbers with those of another stream, seed or place: |r| <= 4.89 /
  /// sqrt(N) = 0.019.
  @Test func `streams, seeds and neighbours are uncorrelated`() {
    let n = 1 << 16
    func normal(_ stream: RandomStream) -> [Double] {
      var stream = stream
      return Fill.all[6].draw(&stream, n)
    }
    let root = RandomStream(seed: 1)
    let x = normal(root)
    let others: [[Double]] = [
      normal(RandomStream(seed: 2)), normal(RandomStream(seed: 1 << 32)),
      normal(RandomStream(seed: 1, stream: 1)), normal(RandomStream(seed: 1, stream: 1 << 32)),
      normal(root.substream(0)), normal(root.substream(1)), normal(root.substream(0, 1)),
      normal(RandomStream(seed: 1, position: 2)), normal(RandomStream(seed: 1, position: 4)),
      Array(x[1...]) + [0],
    ]
    for y in others {
      let sum = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(sum) <= 4.89 * Double(n).squareRoot())
    }
  }

  @Test func `Bernoulli numbers have their probability`() {
    var stream = RandomStream(seed: 2026, stream: 5)
    let n = 1 << 16
    for probability in [0.0, 0.001, 0.3, 0.5, 1] {
      let bound = 4.89 * (Double(n) * probability * (1 - probability)).squareRoot()
      var single = [Float](repeating: .nan, count: n)
      var span = single.mutableSpan
      stream.fillBernoulli(&span, probability: Float(probability))
      #expect(single.allSatisfy { $0 == 0 || $0 == 1 })
      #expect(abs(Double(single.reduce(0, +)) - Double(n) * probability) <= bound)
      // The same numbers, element by element.
      var again = RandomStream(
        seed: 2026, stream: 5, position: stream.position - UInt64(n))
      let probabilities = [Float](repeating: Float(probability), count: n)
      var twin = [Float](repeating: .nan, count: n)
      var other = twin.mutableSpan
      again.fillBernoulli(&other, probabilities: probabilities.span)
      #expect(twin == single)
    }
    var doubles = [0.0, 0, 0, 0]
    var span = doubles.mutableSpan
    let certain: [Double] = [1, 0, 2, -1]
    stream.fillBernoulli(&span, probabilities: certain.span)
    #expect(doubles == [1, 0, 1, 0])
  }
}
