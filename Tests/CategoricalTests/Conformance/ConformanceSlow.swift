import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// The properties of the peers at the sizes of the peers, and rare classes by brute force.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] != nil))
struct ConformanceSlow {
  /// Gaps of 12 (6.1e-6) and 16 nats (1.1e-7): expected counts of 1229 and 113, within 4.89 errors.
  @Test(.timeLimit(.minutes(10)), arguments: zip([12, 16] as [Float], [200, 1000]))
  func `rare classes are drawn as often as they should be`(gap: Float, millions: Int) throws {
    let logits = Matrix<Float>(rows: 2, columns: 1_000_000) { row, _ in row == 0 ? gap : 0 }
    var noise = logits
    var stream = RandomStream(seed: 1)
    var found = 0
    for _ in 0..<millions {
      fillGumbelNoise(&noise, using: &stream)
      found += try sampleGumbelMaxIndices(logits, noise: noise).reduce(0, +)
    }
    let expected = Double(millions) * 1e6 / (1 + exp(Double(gap)))
    #expect(abs(Double(found) - expected) < 4.89 * expected.squareRoot())
  }

  @Test(.timeLimit(.minutes(10)), arguments: [0.2, 0.5, 1])
  func `Pyro: the gradient of the entropy with a million samples`(temperature: Double) throws {
    let gradients = try PyroConformanceTests.entropyGradients(temperature, count: 1_000_000)
    for (a, b) in zip(gradients.hard, gradients.soft) { #expect(abs(a - b) < 0.08) }
  }

  /// From (.1, .2, .3, .4) to (.25)⁴ in 6000 steps of Adam at rate 1e-3, to .01, by the divergence of
  /// the relaxed posterior from the relaxed prior at τ = .1.
  @Test(.timeLimit(.minutes(10)))
  func `Pyro: variational inference recovers the uniform distribution`() throws {
    let prior = try ExpConcrete(logits: Matrix<Double>(rows: 4, columns: 1), temperature: 0.1)
    var logits: Matrix<Double> = [[log(0.1)], [log(0.2)], [log(0.3)], [log(0.4)]]
    var (m, v) = (Matrix<Double>(rows: 4, columns: 1), Matrix<Double>(rows: 4, columns: 1))
    var stream = RandomStream(seed: 4)
    for step in 1...6000 {
      let posterior = try ExpConcrete(logits: logits, temperature: 0.1)
      let y = posterior.sample(using: &stream)
      let pulled = try RelaxedDivergence.relaxedDensities.pullback(
        [[1]], posterior: posterior, prior: prior, sample: y)
      let gradient = pulled.posterior + posterior.samplePullback(pulled.sample, sample: y).logits
      for k in 0..<4 {
        m[k, 0] = 0.9 * m[k, 0] + 0.1 * gradient[k, 0]
        v[k, 0] = 0.999 * v[k, 0] + 0.001 * gradient[k, 0] * gradient[k, 0]
        let (a, b) = (1 - pow(0.9, Double(step)), 1 - pow(0.999, Double(step)))
        logits[k, 0] -= 1e-3 * (m[k, 0] / a) / ((v[k, 0] / b).squareRoot() + 1e-8)
      }
    }
    expectClose(try softmax(logits), [0.25, 0.25, 0.25, 0.25], within: 0.01)
  }
}
