import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// What Pyro's tests of its straight-through distributions ask, and GumbelSoftmax.jl's golden values.
struct PyroConformanceTests {
  /// A hard sample is one-hot, keeps its relaxed twin for the density, and has its gradient.
  @Test func `a hard sample keeps its soft twin`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(4, 5)
    var stream = RandomStream(seed: 1)
    let sample = try gumbelSoftmax(logits, temperature: 0.5, hard: true, using: &stream)
    let concrete = try Concrete(logits: logits, temperature: 0.5)
    #expect(try concrete.logProbability(of: sample.relaxed).doubles.allSatisfy { $0.isFinite })
    #expect(try argmaxOneHot(sample.relaxed) == sample.output)
  }

  /// The Monte Carlo gradient of the entropy `-E⟨z, log p⟩` through straight-through samples is that
  /// through relaxed ones, within .08; Pyro takes 1 000 000 samples, the slow suite too.
  static func entropyGradients(
    _ temperature: Double, count: Int
  ) throws -> (hard: [Double], soft: [Double]) {
    var stream = RandomStream(seed: 2)
    let logits = Matrix<Double>(rows: 4, columns: count) { row, _ in [0.5, -0.3, 0.2, 0][row] }
    let logP = try logSoftmax(logits)
    let sample = try gumbelSoftmax(logits, temperature: temperature, hard: true, using: &stream)
    func gradient(_ z: Matrix<Double>) -> [Double] {
      let path = gumbelSoftmaxPullback(-logP, relaxed: sample.relaxed, temperature: temperature)
      let direct = logSoftmaxPullback(-z, output: logP)
      let sums = (path + direct).rowSums()
      return (0..<4).map { sums[$0] / Double(count) }
    }
    return (gradient(sample.output), gradient(sample.relaxed))
  }

  @Test(arguments: [0.2, 0.5, 1])
  func `the gradient of the entropy is that of relaxed samples`(temperature: Double) throws {
    let gradients = try Self.entropyGradients(temperature, count: 20_000)
    for (a, b) in zip(gradients.hard, gradients.soft) { #expect(abs(a - b) < 0.08) }
  }

  /// GumbelSoftmax.jl: the mean Jacobian given samples at τ = .1, and its limit `J(p)`, within 10 %.
  @Test(
    arguments: zip(
      [[1, 1.5, 0.8], [0.3, 0.2, 0.5]],
      [
        [[0.2043, 0.2473, 0.1786], [0.205224, 0.249399, 0.180367]],
        [[0.2161, 0.2053, 0.2359], [0.217554, 0.205662, 0.238052]],
      ]))
  func `GumbelSoftmax.jl: the mean Jacobian given the sample`(
    logits: [Double], golden: [[Double]]
  ) throws {
    let count = 100_000
    var stream = RandomStream(seed: 3)
    let wide = Matrix<Double>(rows: 3, columns: count) { row, _ in logits[row] }
    let sample = try sampleGumbelMax(wide, using: &stream)
    let phi = try sampleConditionalGumbel(wide, given: sample, using: &stream)
    let y = try softmax(phi, temperature: 0.1)
    let means = y.map { $0 * (1 - $0) / 0.1 }.rowSums()
    let limit = try OneHotCategorical(logits: [[logits[0]], [logits[1]], [logits[2]]]).variance()
    for k in 0..<3 {
      #expect(abs(means[k] / Double(count) / golden[0][k] - 1) < 0.1)
      #expect(abs(limit[k, 0] - golden[1][k]) < 1e-6)
    }
  }
}
