import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// Polynomial programming: minimize the mean of |z - .45|^p over 128 binary variables.
///
/// As Liu et al. (2023), section 5.1: batches of 64, 8000 steps of Adam, logits that start within .01.
/// The optimum is .45^p, where every variable is 0. The rate is 3e-3 instead of 1e-3: there, an
/// independent simulation of the same steps with a mean without bias is still 3.4e-3 (p = 1.5) and
/// 1.2e-3 (p = 2) above the optimum, since Adam moves by the ratio of mean and deviation.
///
/// An estimator should reach the optimum if the sign of its mean is right everywhere on the way, at a
/// variance that does not hide it. The sign was computed by quadrature: for the relaxed ones it takes a
/// temperature below 0.036 (straight-through Gumbel-Softmax, p = 1.5), where they are still on their way
/// after as many steps: 1.3e-2 above the optimum at most, and at p = 3 about 1e-3.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] != nil))
struct PolynomialProgrammingSlow {
  static let powers = [1.5, 2, 3]

  /// The estimators that reach the optimum, whatever the power.
  static let reaching: [any PathwiseEstimator] = [
    ZGR(), ReinMax(), ReinMaxCV(samples: 2, weight: 0.5), ReinMaxRao(temperature: 0.3, samples: 2),
    DARN(center: .uniform),
  ]

  /// The relaxed estimators, as warm as the sign of their mean allows.
  static func relaxed(_ power: Double) -> [any PathwiseEstimator] {
    let temperature = power == 1.5 ? 0.03 : power == 2 ? 0.06 : 0.12
    return [
      GumbelRao(temperature: temperature, samples: 2),
      StraightThroughGumbelSoftmax(temperature: temperature),
      GumbelSoftmaxEstimator(temperature: temperature),
    ]
  }

  /// Trains and returns by how much the expected value exceeds the optimum.
  static func excess(
    _ estimator: some PathwiseEstimator, power: Double, steps: Int = 8000, seed: UInt64 = 1
  ) throws -> Double {
    let variables = 128
    let objective = RidgeObjective<Float>.polynomialProgram(variables: variables, power: power)
    var random = SplitMix(seed)
    var logits: Matrix<Float> = random.matrix(2 * variables, 1, in: -0.01...0.01)
    var (first, second) = (
      Matrix<Float>(rows: 256, columns: 1), Matrix<Float>(rows: 256, columns: 1)
    )
    var stream = RandomStream(seed: seed)
    for step in 1...steps {
      let batch = Matrix<Float>(rows: 2 * variables, columns: 64) { row, _ in logits[row, 0] }
      let gradient = try estimator.estimate(objective, at: batch, classes: 2, using: &stream)
        .gradient.rowSums()
      // Adam (.9, .999, 1e-8); the size of the gradient does not matter.
      let (a, b) = (1 - pow(0.9, Float(step)), 1 - pow(0.999, Float(step)))
      for row in 0..<2 * variables {
        let g = gradient[row] / 64
        first[row, 0] += 0.1 * (g - first[row, 0])
        second[row, 0] += 0.001 * (g * g - second[row, 0])
        logits[row, 0] -= 3e-3 * (first[row, 0] / a) / ((second[row, 0] / b).squareRoot() + 1e-8)
      }
    }
    let p = try softmax(logits, classes: 2)
    let ones = (0..<variables).reduce(0) { $0 + Double(p[2 * $1 + 1, 0]) } / Double(variables)
    return ones * (pow(0.55, power) - pow(0.45, power))
  }

  @Test(.timeLimit(.minutes(60)), arguments: powers, 0..<reaching.count)
  func `the optimum is reached to 1e-3`(power: Double, index: Int) throws {
    let estimator = Self.reaching[index]
    let excess = try Self.excess(estimator, power: power)
    print("\(estimator), p = \(power): \(excess) above the optimum")
    #expect(excess <= 1e-3, "\(estimator)")
  }

  @Test(.timeLimit(.minutes(60)), arguments: powers, 0..<3)
  func `cold relaxed estimators come near the optimum`(power: Double, index: Int) throws {
    let estimator = Self.relaxed(power)[index]
    let excess = try Self.excess(estimator, power: power)
    print("\(estimator), p = \(power): \(excess) above the optimum")
    #expect(excess <= 0.02, "\(estimator)")
  }

  /// Negative control: the mean of straight-through vanishes at another place.
  @Test(.timeLimit(.minutes(60)), arguments: powers)
  func `straight-through stops elsewhere`(power: Double) throws {
    #expect(try Self.excess(StraightThrough(), power: power) > 0.01)
  }
}
