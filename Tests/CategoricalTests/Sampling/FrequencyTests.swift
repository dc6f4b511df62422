import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// Frequencies of samples, each test at a false-alarm rate of 1e-6 for a new seed.
struct FrequencyTests {
  static let probabilities = [0.6, 0.3, 0.1]

  /// `columns` categoricals with the probabilities above, or others.
  static func logits<Scalar: RealScalar>(
    _ probabilities: [Double] = probabilities, columns: Int = 100_000
  ) -> Matrix<Scalar> {
    let logs = probabilities.map { Scalar(log($0)) }
    return Matrix(rows: logs.count, columns: columns) { row, _ in logs[row] }
  }

  /// N = 100 000; misses of more than .008 in a frequency are caught.
  @Test func `Gumbel-max draws each class with its probability`() throws {
    var stream = RandomStream(seed: 1)
    let sample = try sampleGumbelMax(Self.logits() as Matrix<Float>, using: &stream)
    #expect(chiSquare(counts(sample, classes: 3), Self.probabilities) < 27.64)
    let wide = try sampleGumbelMax(Self.logits() as Matrix<Double>, using: &stream)
    #expect(chiSquare(counts(wide, classes: 3), Self.probabilities) < 27.64)
  }

  @Test func `any generator draws each class with its probability`() throws {
    var generator = SplitMix(2)
    let sample = try sampleGumbelMax(Self.logits() as Matrix<Float>, using: &generator)
    #expect(chiSquare(counts(sample, classes: 3), Self.probabilities) < 27.64)
  }

  /// Jang, Gu and Poole: P(argmax y = i) = p_i at every temperature.
  @Test(arguments: [0.1, 1, 10] as [Float])
  func `rounded relaxed samples follow the probabilities`(temperature: Float) throws {
    var stream = RandomStream(seed: 3)
    let sample = try gumbelSoftmax(
      Self.logits() as Matrix<Float>, temperature: temperature, using: &stream)
    let rounded = try argmaxOneHot(sample.relaxed)
    #expect(chiSquare(counts(rounded, classes: 3), Self.probabilities) < 27.64)
  }

  @Test func `hard samples and straight-through samples follow the probabilities`() throws {
    var stream = RandomStream(seed: 4)
    let logits: Matrix<Float> = Self.logits()
    let hard = try gumbelSoftmax(logits, temperature: 0.7, hard: true, using: &stream)
    #expect(chiSquare(counts(hard.output, classes: 3), Self.probabilities) < 27.64)
    let sample = try sampleStraightThrough(logits, temperature: 5, using: &stream)
    #expect(chiSquare(counts(sample.output, classes: 3), Self.probabilities) < 27.64)
  }

  /// The other classes keep their proportions when one is masked; one degree of freedom.
  @Test func `masked classes are never drawn`() throws {
    var stream = RandomStream(seed: 5)
    var logits: Matrix<Float> = Self.logits()
    for column in 0..<logits.columns { logits[1, column] = -.infinity }
    let found = counts(try sampleGumbelMax(logits, using: &stream), classes: 3)
    #expect(found[1] == 0)
    #expect(chiSquare([found[0], found[2]], [6 / 7, 1 / 7]) < 23.93)
  }

  /// A gap of 10 nats has the odds 4.54e-5.
  ///
  /// Of N = 1 000 000 draws 45 are expected, and 4.89 standard errors are 33. Noise that
  /// ends at 6.9, as that of a clamped generator does, would draw none.
  @Test func `a class 10 nats behind is still drawn`() throws {
    var stream = RandomStream(seed: 6)
    let logits = Matrix<Float>(rows: 2, columns: 1_000_000) { row, _ in row == 0 ? 10 : 0 }
    let found = counts(try sampleGumbelMax(logits, using: &stream), classes: 2)
    let expected: Double = 1_000_000 / (1 + exp(10.0))
    #expect(found[1] > 0)
    #expect(abs(found[1] - expected) < 4.89 * expected.squareRoot())
  }

  /// The closed forms of the frequencies under Normal noise, and the same test as above, which must
  /// reject them.
  @Test(
    arguments: zip(
      [1, Double.pi * .pi / 6], [[0.6536, 0.2909, 0.0555], [0.5942, 0.3143, 0.0915]]))
  func `Normal noise fails`(variance: Double, frequencies: [Double]) throws {
    var random = SplitMix(7)
    let noise = random.normal(3, 100_000, variance: variance)
    let found = counts(try sampleGumbelMax(Self.logits(), noise: noise), classes: 3)
    #expect(chiSquare(found, Self.probabilities) > 27.64)
    for (count, frequency) in zip(found, frequencies) {
      let error = (frequency * (1 - frequency) / 100_000).squareRoot()
      #expect(abs(count / 100_000 - frequency) < 4.89 * error + 5e-5)
    }
  }

  @Test func `Normal noise fails for a rare class`() throws {
    var random = SplitMix(8)
    let noise = random.normal(2, 100_000, variance: 1)
    let found = counts(try sampleGumbelMax(Self.logits([0.999, 0.001]), noise: noise), classes: 2)
    #expect(chiSquare(found, [0.999, 0.001]) > 23.93)
    #expect(abs(found[1] - 7) < 4.89 * 7.0.squareRoot())
  }

  /// E[y] = α (α - 1 - log α) / (α - 1)² for two classes at τ = 1: .67604 for α = 3, not .75.
  @Test(arguments: [3, 0.25, 20])
  func `the mean of relaxed pairs has its closed form`(odds: Double) throws {
    var stream = RandomStream(seed: 9)
    let logits = Matrix<Double>(rows: 2, columns: 100_000) { row, _ in row == 0 ? log(odds) : 0 }
    let sample = try gumbelSoftmax(logits, temperature: 1, using: &stream)
    let values = sample.relaxed.runs(2).map { $0[0] }
    let mean = values.reduce(0, +) / 100_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    let expected = odds * (odds - 1 - log(odds)) / ((odds - 1) * (odds - 1))
    #expect(abs(mean - expected) < 4.89 * (variance / 100_000).squareRoot())
  }

  /// p = (.6, .3, .1) at τ = 1 has the mean (.5228, .3269, .1503), to four digits.
  @Test func `the mean of relaxed triples is not the probabilities`() throws {
    var stream = RandomStream(seed: 10)
    let sample = try gumbelSoftmax(Self.logits() as Matrix<Double>, temperature: 1, using: &stream)
    for (row, expected) in [0.5228, 0.3269, 0.1503].enumerated() {
      let values = (0..<100_000).map { sample.relaxed[row, $0] }
      let mean = values.reduce(0, +) / 100_000
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
      #expect(abs(mean - expected) < 4.89 * (variance / 100_000).squareRoot() + 5e-5)
    }
  }
}
