import Categorical
import LinearAlgebra
import Testing

/// Every positive temperature gives finite samples, whatever the logits.
struct ExtremeTemperatureTests {
  func check<Scalar: RealScalar>(_: Scalar.Type, subnormal: Scalar) throws {
    let huge = Scalar.greatestFiniteMagnitude
    let logits: Matrix<Scalar> = [[huge, 1], [-huge, 0], [-.infinity, -.infinity]]
    for temperature: Scalar in [subnormal, 1, huge, .infinity] {
      let one = try softmax(logits, temperature: temperature)
      let own = try softmax(logits, temperatures: [[temperature]])
      expectClose(own, one.doubles, within: 2 * Double(Scalar.ulpOfOne))
      #expect(own[2, 0] == 0 && own[2, 1] == 0)
      let logs = try logSoftmax(logits, temperatures: [[temperature]])
      let output = try logSoftmax(logits, temperature: temperature)
      expectClose(logs, output.doubles, within: 4 * Double(Scalar.ulpOfOne))
    }
    let uniform = try softmax(logits, temperatures: [[.infinity]])
    #expect(uniform == [[0.5, 0.5], [0.5, 0.5], [0, 0]])
  }

  @Test func ownTemperaturesNeverOverflow() throws {
    try check(Float.self, subnormal: .leastNonzeroMagnitude)
    try check(Double.self, subnormal: .leastNonzeroMagnitude)
  }

  @Test func temperaturePullbackIsNeverNaN() throws {
    let logits: Matrix<Float> = [[1, 0.5], [0, 0.25], [-.infinity, 2]]
    let cotangent: Matrix<Float> = [[1, 2], [2, 1], [.infinity, 0]]
    for temperature: Float in [.leastNonzeroMagnitude, 1e-38, 1e38, .infinity] {
      let logs = try logSoftmax(logits, temperatures: [[temperature]])
      let pulled = logSoftmaxPullback(cotangent, output: logs, temperatures: [[temperature]])
      #expect(!pulled.temperatures[0, 0].isNaN, "\(temperature)")
      let number = pulled.logits.doubles.allSatisfy { !$0.isNaN }
      #expect(number && pulled.logits[2, 0] == 0)
    }
  }

  @Test(arguments: PathwiseEstimatorName.allCases) func everyEstimatorTakesEveryTemperature(
    _ name: PathwiseEstimatorName
  ) throws {
    let logits: Matrix<Float> = [[1, 3e38], [0, -3e38], [-.infinity, 0]]
    for temperature in [1e-60, 1e-45, 1e-38, 1e38, 1e60, .infinity] {
      let estimator = name.makeEstimator(temperature: temperature)
      let draws = estimator.conditionalDraws
      let noise = PathwiseNoise<Float>(
        gumbel: [[0.1, 0.2], [0.3, -0.4], [2, 1]],
        conditional: Array(repeating: [[0.5, 0.1], [1, -1], [0, 3]], count: draws))
      let (sample, context) = try estimator.forward(logits, classes: nil, noise: noise)
      let gradient = context.pullback([[1, 2], [2, 1], [.infinity, 0]])
      let finite = (sample.doubles + gradient.doubles).allSatisfy(\.isFinite)
      #expect(finite, "\(temperature)")
      #expect(sample[2, 0] == 0 && gradient[2, 0] == 0)
    }
  }
}
