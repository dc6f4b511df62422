import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// The means of estimators that cannot be enumerated, by draws.
///
/// The default suite sees a bias of a few percent of the deviation of one draw over 70, the slow one
/// seven times less. Each z-score exceeds its bound with a probability of 1e-6 (4.89) for an unbiased
/// estimator; the seeds are fixed.
enum MonteCarlo {
  static let bound = 4.89

  /// Problems of three latents of two classes, two of three, one of four.
  static func problems() throws -> [EnumerationProblem] {
    try [(2, 3), (3, 2), (4, 1)].map {
      try EnumerationProblem(classes: $0.0, latents: $0.1, seed: UInt64(50 + $0.0))
    }
  }

  static func randomCritic(rows: Int, temperature: Double) -> QuadraticCritic {
    var random = SplitMix(60)
    let linear = (0..<rows).map { _ in Double.random(in: -1...1, using: &random) }
    var quadratic = [Double](repeating: 0, count: rows * rows)
    for i in 0..<rows {
      for j in 0...i {
        quadratic[i * rows + j] = .random(in: -1...1, using: &random)
        quadratic[j * rows + i] = quadratic[i * rows + j]
      }
    }
    return QuadraticCritic(linear: linear, quadratic: quadratic, temperature: temperature)
  }

  static func measure(
    _ estimator: some GradientEstimator, _ problem: EnumerationProblem,
    _ objective: some DifferentiableObjective<Double>, draws: Int, warmUp: Int = 0,
    seed: UInt64 = 1
  ) throws -> GradientQuality {
    var stream = RandomStream(seed: seed)
    return try GradientQuality.measure(
      estimator, of: objective, at: problem.logits, classes: problem.classes, draws: draws,
      batch: 1000, warmUp: warmUp, using: &stream)
  }

  static func checkUnbiased(draws: Int) throws {
    for problem in try problems() {
      let rows = problem.logits.rows
      let objective = problem.ridge(.cube, seed: 21)
      func expect(_ estimator: some GradientEstimator, warmUp: Int = 0) throws {
        let quality = try measure(estimator, problem, objective, draws: draws, warmUp: warmUp)
        #expect(
          quality.largestZ < bound, "\(estimator): z \(quality.largestZ), bias \(quality.bias)")
      }
      try expect(REINFORCE(baseline: .leaveOneOut))
      try expect(NVIL(normalizesVariance: false), warmUp: 5)
      try expect(RLOO(samples: 2))
      try expect(MuProp())
      for (weight, temperature) in [(0.5, 0.3), (1, 1), (-1.5, 2)] {
        try expect(REBAR(weight: weight, temperature: temperature))
      }
      try expect(REBAR(weightRate: 0.2, temperatureRate: 0.1), warmUp: 5)
      try expect(RELAX(critic: randomCritic(rows: rows, temperature: 0.7), rate: 0))
      try expect(RELAX(critic: QuadraticCritic()), warmUp: 5)
      if problem.classes == 2 {
        try expect(ARM())
        try expect(DisARM())
      }
    }
  }

  /// The difference of two path-wise estimates with the same sample has mean zero.
  static func checkEqualMeans(
    _ one: some PathwiseEstimator, _ two: some PathwiseEstimator, draws: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for problem in try problems() {
      let objective = problem.ridge(.cube, seed: 22)
      var stream = RandomStream(seed: 2)
      let rows = problem.logits.rows
      let logits = problem.repeated(1000)
      var (sums, squares) = (
        [Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows)
      )
      var (variances, means) = ([0.0, 0.0], Array(repeating: sums, count: 2))
      for _ in 0..<draws / 1000 {
        let first = PathwiseNoise<Double>(for: one, rows: rows, columns: 1000, using: &stream)
        var second = PathwiseNoise<Double>(for: two, rows: rows, columns: 1000, using: &stream)
        second.gumbel = first.gumbel
        let (sample, contextOne) = try one.forward(logits, classes: problem.classes, noise: first)
        let (other, contextTwo) = try two.forward(logits, classes: problem.classes, noise: second)
        #expect(sample == other, sourceLocation: sourceLocation)
        let cotangent = objective.valuesWithGradient(sample).gradient
        let gradients = [contextOne.pullback(cotangent), contextTwo.pullback(cotangent)]
        let difference = gradients[1] - gradients[0]
        for row in 0..<rows {
          for column in 0..<1000 {
            sums[row] += difference[row, column]
            squares[row] += difference[row, column] * difference[row, column]
          }
        }
        for index in 0..<2 {
          variances[index] += gradients[index].squaredNorm()
          for row in 0..<rows {
            for column in 0..<1000 { means[index][row] += gradients[index][row, column] }
          }
        }
      }
      let n = Double(draws)
      for row in 0..<rows {
        let deviation = (squares[row] / n).squareRoot()
        let z = sums[row] / n / (deviation / n.squareRoot())
        #expect(abs(z) < bound || deviation < 1e-13, "z \(z)", sourceLocation: sourceLocation)
      }
      for index in 0..<2 {
        variances[index] =
          variances[index] / n - means[index].reduce(0) { $0 + $1 * $1 / (n * n) }
      }
      #expect(variances[1] < variances[0], sourceLocation: sourceLocation)
    }
  }
}

struct MonteCarloTests {
  @Test func `unbiased estimators are unbiased for cubic functions`() throws {
    try MonteCarlo.checkUnbiased(draws: 5000)
  }

  @Test func `Gumbel-Rao has the mean of straight-through Gumbel-Softmax and less variance`() throws
  {
    try MonteCarlo.checkEqualMeans(
      StraightThroughGumbelSoftmax(temperature: 0.5), GumbelRao(temperature: 0.5, samples: 4),
      draws: 5000)
  }

  @Test func `biased estimators are seen as biased`() throws {
    let problem = try MonteCarlo.problems()[1]
    let objective = problem.ridge(.square, seed: 23)
    let straight = try MonteCarlo.measure(StraightThrough(), problem, objective, draws: 5000)
    let reinMax = try MonteCarlo.measure(ReinMax(), problem, objective, draws: 5000)
    #expect(straight.largestZ > 6)
    #expect(reinMax.largestZ < MonteCarlo.bound)
  }

  @Test func `DisARM varies less than ARM`() throws {
    let problem = try MonteCarlo.problems()[0]
    let objective = problem.ridge(.tanh, seed: 24)
    let arm = try MonteCarlo.measure(ARM(), problem, objective, draws: 5000)
    let disARM = try MonteCarlo.measure(DisARM(), problem, objective, draws: 5000)
    #expect(disARM.deviation < arm.deviation)
    #expect(arm.evaluations == 2 && disARM.evaluations == 2)
  }

  @Test func `control variates learn to lower the variance`() throws {
    let problem = try MonteCarlo.problems()[1]
    let objective = problem.ridge(.square, seed: 25)
    func deviation(_ estimator: some GradientEstimator, warmUp: Int) throws -> Double {
      try MonteCarlo.measure(estimator, problem, objective, draws: 4000, warmUp: warmUp).deviation
    }
    let plain = try deviation(REINFORCE(), warmUp: 0)
    #expect(
      try deviation(RELAX(critic: QuadraticCritic(), rate: 0), warmUp: 0)
        < plain * 1.05)
    #expect(
      try deviation(RELAX(critic: QuadraticCritic()), warmUp: 60) < plain * 0.6)
    #expect(
      try deviation(REBAR(weight: 0, weightRate: 0.5), warmUp: 5)
        < deviation(REBAR(weight: 0), warmUp: 0) * 0.8)
    #expect(try deviation(NVIL(normalizesVariance: false), warmUp: 30) < plain * 0.9)
    var learning = REBAR(temperature: 3, temperatureRate: 0.5)
    var stream = RandomStream(seed: 3)
    for _ in 0..<20 {
      _ = try learning.estimate(
        objective, at: problem.repeated(500), classes: 3, using: &stream)
    }
    #expect(learning.temperature != 3)
    #expect(
      try deviation(REBAR(temperature: learning.temperature), warmUp: 0)
        < deviation(REBAR(temperature: 3), warmUp: 0))
  }

  /// The step of the critic is along the gradient of the mean of `‖∂ℓ‖²`, by central differences, and a
  /// part of the way to the vertex of the parabola that this mean is there.
  @Test func `the critic of RELAX goes towards the least variance`() throws {
    let problem = try MonteCarlo.problems()[1]
    let rows = problem.logits.rows
    let objective = problem.ridge(.square, seed: 26)
    let critic = MonteCarlo.randomCritic(rows: rows, temperature: 0.7)
    var stream = RandomStream(seed: 4)
    let draw = try RELAX(critic: critic).draw(
      problem.repeated(7), classes: 3, using: &stream)
    let values = [objective.values(draw.samples[0])]
    let parameters = critic.linear + critic.quadratic
    func made(of parameters: [Double]) -> QuadraticCritic {
      QuadraticCritic(
        linear: Array(parameters[..<rows]), quadratic: Array(parameters[rows...]), temperature: 0.7)
    }
    func size(_ parameters: [Double]) -> Double {
      var estimator = RELAX(critic: made(of: parameters), rate: 0)
      return estimator.estimate(draw, values: values).gradient.squaredNorm() / 7
    }
    func moved(_ slopes: [Double], _ length: Double) -> [Double] {
      zip(parameters, slopes).map { $0 - length * $1 }
    }
    var slopes = parameters.indices.map { index in
      var unit = [Double](repeating: 0, count: parameters.count)
      unit[index] = 1
      return (size(moved(unit, -1e-4)) - size(moved(unit, 1e-4))) / 2e-4
    }
    for i in 0..<rows {  // the matrix stays symmetric
      for j in 0..<i {
        let (a, b) = (rows + i * rows + j, rows + j * rows + i)
        slopes[a] = (slopes[a] + slopes[b]) / 2
        slopes[b] = slopes[a]
      }
    }
    let (ahead, here, behind) = (
      size(moved(slopes, 1)), size(parameters), size(moved(slopes, -1))
    )
    let best = (behind - ahead) / 2 / (ahead + behind - 2 * here)
    #expect(size(moved(slopes, best)) < here)
    var learning = RELAX(critic: critic, rate: 0.3)
    _ = learning.estimate(draw, values: values)
    let found = learning.critic.linear + learning.critic.quadratic
    for (found, expected) in zip(found, moved(slopes, 0.3 * best)) {
      #expect(abs(found - expected) < 1e-7)
    }
  }

  /// With plain steps of the old default rate this diverged within a few batches.
  @Test func `the critic of RELAX is stable for many categoricals`() throws {
    let (latents, columns) = (60, 50)
    var random = SplitMix(7)
    let objective = RidgeObjective<Float>(
      rows: 2 * latents, terms: 4, profile: .square, scale: 5, using: &random)
    let logits = Matrix<Float>(rows: 2 * latents, columns: columns)
    var stream = RandomStream(seed: 7)
    var estimator = RELAX(critic: QuadraticCritic(), rate: 0.2)
    var sizes: [Double] = []
    for _ in 0..<20 {
      let gradient = try estimator.estimate(objective, at: logits, classes: 2, using: &stream)
        .gradient
      sizes.append(Double(gradient.squaredNorm()))
    }
    let (start, end) = (sizes.prefix(5).reduce(0, +), sizes.suffix(5).reduce(0, +))
    #expect(end < 0.7 * start, "\(sizes)")
  }
}

@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] != nil))
struct MonteCarloSlow {
  @Test(.timeLimit(.minutes(30)))
  func `unbiased estimators are unbiased over a million draws`() throws {
    try MonteCarlo.checkUnbiased(draws: 1_000_000)
  }

  @Test(.timeLimit(.minutes(30)), arguments: [0.2, 1])
  func `Gumbel-Rao has the mean of straight-through Gumbel-Softmax`(temperature: Double) throws {
    try MonteCarlo.checkEqualMeans(
      StraightThroughGumbelSoftmax(temperature: temperature),
      GumbelRao(temperature: temperature, samples: 4), draws: 1_000_000)
  }

  /// Twice the same estimator with another weight: equal means, and the difference that the control
  /// variate makes is that with ReinMax itself.
  @Test(.timeLimit(.minutes(30)), arguments: [0.5, 1.5])
  func `ReinMax-CV has the mean of ReinMax`(weight: Double) throws {
    for problem in try MonteCarlo.problems() {
      // For quadratic functions the mean of ReinMax is exact.
      let quality = try MonteCarlo.measure(
        ReinMaxCV(temperature: 0.5, samples: 4, weight: weight), problem,
        problem.ridge(.square, seed: 27), draws: 1_000_000)
      #expect(quality.largestZ < MonteCarlo.bound, "\(quality.largestZ)")
    }
  }

  /// The distance of the means halves with the temperature, about.
  @Test(.timeLimit(.minutes(30)))
  func `Gumbel-Rao approaches ZGR as the temperature falls`() throws {
    let problem = try MonteCarlo.problems()[1]
    let objective = problem.ridge(.square, seed: 28)
    let biases = try [0.4, 0.2, 0.1].map { temperature in
      try MonteCarlo.measure(
        GumbelRao(temperature: temperature, samples: 4), problem, objective, draws: 1_000_000
      ).bias
    }
    #expect(biases[1] < 0.65 * biases[0] && biases[2] < 0.65 * biases[1], "\(biases)")
  }
}
