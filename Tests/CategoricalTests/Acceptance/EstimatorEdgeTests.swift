import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// Estimators with extreme weights, large values, masks and odd parameters.
struct EstimatorEdgeTests {
  /// Draws whose samples are given by their classes, for one column of three classes.
  func draw(_ classes: [Int]) throws -> ScoreFunctionDraw<Double> {
    try ScoreFunctionDraw(
      samples: classes.map { one in Matrix(rows: 3, columns: 1) { row, _ in row == one ? 1 : 0 } },
      logits: [[0.5], [-0.3], [1.2]], classes: nil)
  }

  @Test func vimcoTakesSamplesWithoutWeight() throws {
    let drawn = try draw([0, 2, 1])
    let estimate = VIMCO(samples: 3).estimate(drawn, values: [[-.infinity], [0.7], [-1.1]])
    let p = try softmax([[0.5], [-0.3], [1.2]] as Matrix<Double>).doubles
    let w = [0, exp(0.7) / p[2], exp(-1.1) / p[1]]
    let bound = log(w.reduce(0, +) / 3)
    // The geometric means of the others; each that contains the first sample is zero.
    let means = [(w[1] * w[2]).squareRoot(), 0, 0]
    var expected = [0.0, 0, 0]
    for (k, one) in [0, 2, 1].enumerated() {
      let without = log((w.reduce(0, +) - w[k] + means[k]) / 3)
      let factor = bound - without - w[k] / w.reduce(0, +)
      for row in 0..<3 { expected[row] += factor * ((row == one ? 1 : 0) - p[row]) }
    }
    expectClose(estimate.gradient, expected, within: 1e-12)
    expectClose(Matrix(rows: 1, columns: 1) { _, _ in estimate.values[0] }, [bound], within: 1e-12)
  }

  @Test(arguments: [2, 3]) func vimcoIsFiniteAtEveryWeight(_ samples: Int) throws {
    let drawn = try draw(Array([0, 2, 1].prefix(samples)))
    let extremes: [Double] = [-.infinity, -1e300, -800, 0, 800, 1e300]
    for first in extremes {
      for second in extremes {
        let values: [Vector<Double>] = [[first], [second], [-.infinity]]
        let taken = Array(values.prefix(samples))
        let estimate = VIMCO(samples: samples).estimate(drawn, values: taken)
        let finite = estimate.gradient.doubles.allSatisfy(\.isFinite)
        #expect(finite, "\(first), \(second)")
        let weights = VIMCO(samples: samples).weights(drawn, values: taken).map { $0[0] }
        let sum = weights.reduce(0, +)
        let impossible = first == -.infinity && second == -.infinity
        #expect(impossible ? sum == 0 : abs(sum - 1) < 1e-12)
      }
    }
  }

  /// A large mean of `f` does not enter the gradient.
  @Test func enumerationInFloatIsExactBesideALargeMean() throws {
    let logits: Matrix<Float> = [[0.5], [-0.3], [1.2], [2], [0.1], [-1]]
    let large = FunctionObjective<Float> { Vector(count: $0.columns, repeating: 1e6) }
    let flat = try ExactEnumeration().estimate(large, at: logits, classes: 3)
    let largest = flat.gradient.doubles.map(\.magnitude).max() ?? 0
    #expect(largest < 1e-8)
    #expect(flat.values[0] == 1e6)
  }

  @Test func relaxedSubsetDoesNotJumpWhereWeightsUnderflow() throws {
    for gap in [30.0, 700, 800, 1e5] {
      let logits: Matrix<Double> = [[0], [-gap], [-2 * gap]]
      let sample = try relaxedSubset(
        logits, count: 2, temperature: 1, noise: Matrix(rows: 3, columns: 1))
      expectClose(sample.relaxed, [1.5, 0.5, 0], within: 1e-12, "\(gap)")
      expectClose(
        relaxedSubsetPullback([[1], [2], [3]], sample), [0, 0, 0], within: 1e-9, "\(gap)")
    }
  }

  @Test(arguments: [(-2.3, 0.07), (0.4, 6.0), (1.0, 0.5)]) func rebarIsUnbiasedWithMasks(
    _ weight: Double, _ temperature: Double
  ) throws {
    var stream = RandomStream(seed: 11)
    let objective = RidgeObjective<Double>(
      rows: 6, terms: 3, profile: .cube, scale: 1, using: &stream)
    let logits: Matrix<Double> = [[0.5], [-.infinity], [1.2], [-3], [0.4], [0]]
    let quality = try GradientQuality.measure(
      REBAR(weight: weight, temperature: temperature), of: objective, at: logits, classes: 3,
      draws: 20_000, using: &stream)
    #expect(quality.largestZ < 4.9, "\(quality.zScores)")
    #expect(quality.mean[1] == 0)
  }
}
