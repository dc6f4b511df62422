import Categorical
import Foundation
import LinearAlgebra
import Testing

struct TemperatureTests {
  struct Edges<Scalar: RealScalar> {
    let logits: Matrix<Scalar> = [[0.5], [-0.3], [1.2], [-.infinity]]
    let noise: Matrix<Scalar> = [[0.9], [0.1], [-0.4], [2]]
    let cotangent: Matrix<Scalar> = [[1], [2], [-1], [.infinity]]
    let zero: Matrix<Scalar> = [[0], [0], [0], [0]]

    /// The smallest temperatures give the limit, which is one-hot.
    func checkTiny(_ temperature: Scalar) throws {
      let sample = try gumbelSoftmax(logits, temperature: temperature, hard: true, noise: noise)
      #expect(sample.relaxed == [[1], [0], [0], [0]])
      #expect(sample.output == [[1], [0], [0], [0]])
      #expect(
        gumbelSoftmaxPullback(cotangent, relaxed: sample.relaxed, temperature: temperature) == zero)
      #expect(try softmax(logits, temperature: temperature) == [[0], [0], [1], [0]])
      let logs = try logSoftmax(logits, temperature: temperature)
      #expect(logs[2, 0] == 0 && logs[3, 0] == -.infinity)
      #expect(logs.doubles.allSatisfy { !$0.isNaN && $0 <= 0 })
      let pulled = logSoftmaxPullback(zero, output: logs, temperature: temperature)
      #expect(pulled == zero)
      #expect(try !logSumExp(logits, temperature: temperature)[0, 0].isNaN)
      #expect(try straightThrough(logits, temperature: temperature).output[2, 0] == 1)
    }

    /// An infinite temperature shares the mass among the classes that are left.
    func checkInfinite() throws {
      let third: Scalar = 1 / 3
      let sample = try gumbelSoftmax(logits, temperature: .infinity, hard: true, noise: noise)
      #expect(sample.relaxed == [[third], [third], [third], [0]])
      #expect(sample.output == [[1], [0], [0], [0]])
      #expect(
        gumbelSoftmaxPullback(cotangent, relaxed: sample.relaxed, temperature: .infinity) == zero)
      let logs = try logSoftmax(logits, temperature: .infinity)
      expectClose(
        logs, [-log(3), -log(3), -log(3), -.infinity], within: 2 * Double(Scalar.ulpOfOne))
      #expect(logSoftmaxPullback(cotangent, output: logs, temperature: .infinity) == zero)
      let infinite: Matrix<Scalar> = [[.infinity], [2], [-1], [0]]
      #expect(
        softmaxPullback(infinite, output: sample.relaxed, temperature: .infinity) == zero)
      expectClose(
        try logSumExp(logits, temperature: .infinity), [log(3)],
        within: 2 * Double(Scalar.ulpOfOne))
    }
  }

  @Test(arguments: [1e-38, Float.leastNormalMagnitude, .leastNonzeroMagnitude])
  func `tiny temperatures in Float give the one-hot argmax`(temperature: Float) throws {
    try Edges<Float>().checkTiny(temperature)
  }

  @Test(arguments: [1e-38, Double.leastNormalMagnitude, .leastNonzeroMagnitude])
  func `tiny temperatures in Double give the one-hot argmax`(temperature: Double) throws {
    try Edges<Double>().checkTiny(temperature)
  }

  @Test func `an infinite temperature gives equal shares and no gradient`() throws {
    try Edges<Float>().checkInfinite()
    try Edges<Double>().checkInfinite()
  }

  @Test func `the normalizer stays finite if its value does`() throws {
    // max ℓ = 0, so that logSumExp(ℓ / τ) is the logarithm of the number of zeros.
    let logits: Matrix<Float> = [[0], [-1], [0]]
    expectClose(
      try logSumExp(logits, temperature: 1e-38), [log(2)], within: 2 * Double(Float.ulpOfOne))
  }

  @Test func `huge logits stay finite`() throws {
    let logits: Matrix<Float> = [[3e38, 1e30], [-3e38, 1e30]]
    #expect(try softmax(logits) == [[1, 0.5], [0, 0.5]])
    #expect(try softmax(logits, temperature: .infinity) == [[0.5, 0.5], [0.5, 0.5]])
    #expect(try entropy(logits)[0, 0] == 0)
  }
}
