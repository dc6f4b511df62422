import LinearAlgebra
import NeuralNetwork
import RandomStreams
import RealModule
import TestSupport
import Testing

@Suite struct InitializationTests {
  static let random: [Initialization] = [.glorotUniform, .glorotNormal, .heUniform, .heNormal]

  /// The variance by the papers, for 200 inputs and 100 outputs.
  static func variance(_ initialization: Initialization) -> Double {
    switch initialization {
    case .zeros: 0
    case .glorotUniform, .glorotNormal: 2.0 / 300
    case .heUniform, .heNormal: 2.0 / 200
    }
  }

  // N = 20 000. With z = 4.89 a false alarm has probability 1e-6 per comparison (two for each case).
  // Var(x²) is 2σ⁴ (normal) or 0.8σ⁴ (uniform), so a variance off by 5 % (2.2 %) is found.
  @Test(arguments: random)
  func `mean and variance are those of the papers at a false-alarm rate of 1e-6`(
    initialization: Initialization
  ) {
    var stream = RandomStream(seed: 11)
    let weight: Matrix<Double> = initialization.weight(outputs: 100, inputs: 200, using: &stream)
    let n = Double(weight.count)
    let variance = Self.variance(initialization)
    let mean = Array(weight).reduce(0, +) / n
    #expect(abs(mean) <= 4.89 * (variance / n).squareRoot())
    let second = Array(weight).reduce(0) { $0 + $1 * $1 } / n
    let kurtosis = initialization.rawValue.hasSuffix("Uniform") ? 0.8 : 2.0
    #expect(abs(second - variance) <= 4.89 * variance * (kurtosis / n).squareRoot())
  }

  // The largest of 20 000 uniform numbers falls short of the bound by 0.1 % with probability 2e-9.
  @Test(arguments: [Initialization.glorotUniform, .heUniform])
  func `uniform weights fill their range and stay inside of it`(initialization: Initialization) {
    var stream = RandomStream(seed: 12)
    let weight: Matrix<Double> = initialization.weight(outputs: 100, inputs: 200, using: &stream)
    let bound = (3 * Self.variance(initialization)).squareRoot()
    #expect(weight.norm(.maxAbs) <= bound)
    #expect(weight.norm(.maxAbs) >= 0.999 * bound)
  }

  // Kolmogorov and Smirnov at a false-alarm rate of 1e-6: D ≤ √(ln(2e6) / 2N) = 0.019.
  @Test(arguments: [Initialization.glorotNormal, .heNormal])
  func `normal weights are distributed normally at a false-alarm rate of 1e-6`(
    initialization: Initialization
  ) {
    var stream = RandomStream(seed: 13)
    let weight: Matrix<Double> = initialization.weight(outputs: 100, inputs: 200, using: &stream)
    let deviation = Self.variance(initialization).squareRoot()
    let sorted = Array(weight).map { $0 / deviation }.sorted()
    let n = Double(sorted.count)
    let distance = sorted.enumerated().map { i, x in
      let below = (1 + Double.erf(x / 2.0.squareRoot())) / 2
      return max(abs(below - Double(i) / n), abs(below - Double(i + 1) / n))
    }.max()
    #expect(distance ?? 1 <= 0.0191)
  }

  @Test(arguments: Initialization.allCases)
  func `the same generator gives the same bits, column by column`(initialization: Initialization) {
    var (first, second) = (RandomStream(seed: 5), RandomStream(seed: 5))
    let a: Matrix<Double> = initialization.weight(outputs: 6, inputs: 5, using: &first)
    let b: Matrix<Double> = initialization.weight(outputs: 6, inputs: 5, using: &second)
    #expect(a == b)
    #expect(first == second)
  }

  @Test(arguments: random, [UInt64.min, UInt64.max, 0xAAAA_AAAA_AAAA_AAAA])
  func `degenerate generators give finite weights`(initialization: Initialization, word: UInt64) {
    var generator = ConstantGenerator(word)
    let weight: Matrix<Float> = initialization.weight(outputs: 3, inputs: 3, using: &generator)
    #expect(Array(weight).allSatisfy { $0.isFinite })
  }

  @Test func `zeros take no random bits and empty weights are fine`() {
    var stream = RandomStream(seed: 5)
    let zeros: Matrix<Float> = Initialization.zeros.weight(outputs: 2, inputs: 3, using: &stream)
    #expect(zeros == Matrix(rows: 2, columns: 3))
    for initialization in Initialization.allCases {
      let empty: Matrix<Float> = initialization.weight(outputs: 0, inputs: 0, using: &stream)
      #expect(empty.isEmpty)
    }
    #expect(stream == RandomStream(seed: 5))
  }
}
