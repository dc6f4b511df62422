import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// What TensorFlow Probability's own tests ask; densities and corners are in the suites of the types.
struct TFPConformanceTests {
  /// Mean and standard deviation of 100 000 draws within 1 %.
  @Test func `gumbel_test: moments`() throws {
    var stream = RandomStream(seed: 1)
    let gumbel = try GumbelDistribution<Double>(
      location: Matrix(rows: 1, columns: 100_000, repeating: 1),
      scale: Matrix(rows: 1, columns: 100_000, repeating: 2.5))
    let draws = gumbel.sample(using: &stream).doubles
    let mean = draws.reduce(0, +) / 100_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean / gumbel.mean()[0, 0] - 1) < 0.01)
    let deviation = variance.squareRoot() / gumbel.variance()[0, 0].squareRoot()
    #expect(abs(deviation - 1) < 0.01)
  }

  /// A batch of temperatures, (.4, 2.3), against the direct formula.
  @Test func `relaxed_onehot_categorical_test: a batch of temperatures`() throws {
    let logits = [0.3, 0.1, 0.4]
    let wide = Matrix<Double>(rows: 3, columns: 2) { row, _ in logits[row] }
    let concrete = try Concrete(logits: wide, temperatures: [[0.4, 2.3]])
    let x: Matrix<Double> = [[0.1, 0.7], [0.3, 0.2], [0.6, 0.1]]
    expectClose(
      try concrete.logProbability(of: x),
      [
        log(ConcreteTests.density(logits, 0.4, [0.1, 0.3, 0.6])),
        log(ConcreteTests.density(logits, 2.3, [0.7, 0.2, 0.1])),
      ], within: 1e-12)
  }

  /// At τ = .01 the share of samples above one half is p, within .02 of 10 000 (TFP: .01).
  @Test(arguments: [0.1, 0.5, 0.8])
  func `relaxed_bernoulli_test: rounding at a low temperature`(probability: Double) throws {
    var stream = RandomStream(seed: 2)
    let binary = try RelaxedBernoulli(
      probabilities: Matrix<Float>(rows: 1, columns: 10_000, repeating: Float(probability)),
      temperature: 1e-2)
    let draws = binary.sample(using: &stream).doubles
    let share = Double(draws.filter { $0 >= 0.5 }.count) / 10_000
    #expect(abs(share - probability) < 0.02)
    #expect(draws.filter { $0 < 0.01 || $0 > 0.99 }.count > 9_700)
  }

  /// Unlike there, the corners of more than two classes are not NaN.
  @Test func `issue 705: values at the boundary`() throws {
    let concrete = try RelaxedOneHotCategorical(
      logits: [[0.3], [0.1], [0.4]] as Matrix<Float>, temperature: 0.4)
    for x in [[1, 0, 0], [0.5, 0.5, 0], [0, 0.3, 0.7]] as [[Float]] {
      let value = try concrete.logProbability(of: Matrix(columnMajor: x, rows: 3, columns: 1))
      #expect(value == [[.infinity]])
    }
  }
}
