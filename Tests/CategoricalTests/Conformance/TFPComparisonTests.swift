import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// Samples, densities and gradients against TensorFlow Probability itself.
///
/// Skipped where `python3` has no module `tensorflow_probability`; see `Tests/Peers/compare_tfp.py`.
@Suite(.enabled("python3 has no TensorFlow Probability") { Peer.tensorFlowProbability.isInstalled })
struct TFPComparisonTests {
  @Test func `values and gradients are those of TensorFlow Probability`() throws {
    // It takes noise as uniform numbers, whose rounding near one is most of the difference.
    var cases = ComparisonCases<Double>(tolerance: 1e-11)
    try cases.sweep(seeds: 30..<42)
    var singles = ComparisonCases<Float>(tolerance: 2e-5)
    try singles.sweep(seeds: 42..<48)
    let (status, report) = try Peer.tensorFlowProbability.compare(
      cases.cases + singles.cases.filter { $0.kind != "gumbelSoftmax" })
    #expect(status == 0, "\(report)")
    #expect(report.contains("0 differences"), "\(report)")
  }

  /// Two samples of 20 000 by the test of Kolmogorov and Smirnov, at an error rate of 1e-6 each.
  @Test func `samples are distributed like those of TensorFlow Probability`() throws {
    let count = 20_000
    var stream = RandomStream(seed: 1)
    var cases: [ComparisonCase] = []
    for temperature in [0.3, 1, 2.5] {
      let logits = [0.3, -0.8, 1.1]
      let concrete = try Concrete(
        logits: Matrix<Double>(rows: 3, columns: count) { row, _ in logits[row] },
        temperature: temperature)
      let sample = concrete.sample(using: &stream)
      let gumbel: Matrix<Double> = gumbelNoise(rows: 1, columns: count, using: &stream)
      let binary = try BinaryConcrete(
        logits: Matrix<Double>(rows: 1, columns: count, repeating: 0.7), temperature: temperature)
      cases.append(
        ComparisonCase(
          kind: "samples", scalar: "Double", classes: 3,
          // The quantile of the two-sample statistic.
          tolerance: (log(2 / 1e-6) / Double(count)).squareRoot(), temperature: temperature,
          inputs: [
            "logits": logits, "binaryLogit": [0.7],
            "first": (0..<count).map { sample[0, $0] }, "last": (0..<count).map { sample[2, $0] },
            "binary": binary.sample(using: &stream).doubles, "gumbel": gumbel.doubles,
          ],
          results: ["first": [0], "last": [0], "binary": [0], "gumbel": [0]]))
    }
    let (status, report) = try Peer.tensorFlowProbability.compare(cases)
    #expect(status == 0, "\(report)")
  }
}
