import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct GradientQualityTests {
  /// An estimator of known quality: the exact gradient, shifted, and with opposite errors in turn.
  struct Wobbling: GradientEstimator {
    var shift: Double
    var wobble: Double

    func estimate<Function: DifferentiableObjective, Generator: RandomNumberGenerator>(
      _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
      using generator: inout Generator
    ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
      var exact = try ExactEnumeration().estimate(objective, at: logits, classes: classes)
      for column in 0..<logits.columns {
        exact.gradient[0, column] += Function.Scalar(
          shift + (column.isMultiple(of: 2) ? wobble : -wobble))
      }
      return exact
    }
  }

  @Test func `bias, deviation and error are those of the definition`() throws {
    let problem = try EnumerationProblem(classes: 3, latents: 1, seed: 1)
    let objective = problem.ridge(.tanh, seed: 2)
    let exact = try problem.exact(objective)
    let size = distance(exact, [0, 0, 0])
    var stream = RandomStream(seed: 3)
    let quality = try GradientQuality.measure(
      Wobbling(shift: 0.3, wobble: 0.4), of: objective, at: problem.logits, draws: 1000,
      batch: 300, using: &stream)
    #expect(quality.draws == 1000 && quality.evaluations == 3)
    #expect(distance(quality.exact, exact) < 1e-15)
    func expect(_ found: Double, _ expected: Double) {
      #expect(abs(found - expected) < 1e-12 * max(1, expected), "\(found), expected \(expected)")
    }
    expect(quality.bias, 0.3 / size)
    let deviation = 0.4 * (1000.0 / 999).squareRoot()
    expect(quality.deviation, deviation / size)
    expect(quality.error, 0.5 / size)
    expect(quality.biasNoise, deviation / size / 1000.0.squareRoot())
    expect(quality.largestZ, 0.3 / deviation * 1000.0.squareRoot())
    #expect(quality.zScores[1] == 0)
    var mean = exact
    mean[0] += 0.3
    let cosine = zip(mean, exact).reduce(0) { $0 + $1.0 * $1.1 } / size / distance(mean, [0, 0, 0])
    expect(quality.meanCosine, cosine)
    #expect(quality.drawCosine < 1 && quality.drawCosine > -1)
  }

  @Test func `an exact estimator is perfect, a constant one off by its shift`() throws {
    let problem = try EnumerationProblem(classes: 2, latents: 2, seed: 4)
    let objective = problem.ridge(.cube, seed: 5)
    var stream = RandomStream(seed: 6)
    let perfect = try GradientQuality.measure(
      ExactEnumeration(), of: objective, at: problem.logits, classes: 2, draws: 10, using: &stream)
    #expect(perfect.bias < 1e-14 && perfect.deviation < 1e-14 && perfect.largestZ == 0)
    #expect(abs(perfect.meanCosine - 1) < 1e-14 && abs(perfect.drawCosine - 1) < 1e-14)
    let shifted = try GradientQuality.measure(
      Wobbling(shift: 1, wobble: 0), of: objective, at: problem.logits, classes: 2, draws: 10,
      using: &stream)
    #expect(shifted.largestZ == .infinity)
  }

  @Test func `too many samples to enumerate are an error that says so`() throws {
    var stream = RandomStream(seed: 7)
    let objective = FunctionObjective<Float> { Vector(count: $0.columns) }
    let logits = Matrix<Float>(rows: 140, columns: 1)
    let error = CategoricalError.enumerationTooLarge(states: 0x1p70, limit: 16_384)
    #expect(throws: error) {
      try ExactEnumeration().estimate(objective, at: logits, classes: 2, using: &stream)
    }
    #expect("\(error)".contains("16384"))
    #expect(throws: CategoricalError.self) {
      try ExactEnumeration(limit: 7).estimate(objective, at: Matrix(rows: 8, columns: 1))
    }
    #expect(
      try ExactEnumeration(limit: 8).estimate(objective, at: Matrix(rows: 8, columns: 1))
        .evaluations == 8)
  }

  @Test func `masked classes do not count, whatever the function is there`() throws {
    let logits: Matrix<Double> = [[0.5], [-.infinity], [1]]
    let objective = FunctionObjective<Double> { z in
      Vector(count: z.columns) { z[1, $0] == 1 ? .nan : z[0, $0] }
    }
    let estimate = try ExactEnumeration().estimate(objective, at: logits)
    let p = Reference.softmax([0.5, -.infinity, 1])
    expectClose(estimate.gradient, [p[0] * p[2], 0, -p[0] * p[2]], within: 1e-15)
    expectClose(estimate.values.matrix, [p[0]], within: 1e-15)
  }
}
