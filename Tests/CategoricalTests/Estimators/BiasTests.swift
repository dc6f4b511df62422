import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// The mean of each estimator, by a sum over everything that is random in it.
struct BiasTests {
  static let sizes = [(3, 1), (4, 1), (2, 3), (3, 2), (4, 2)]

  static func problems() throws -> [EnumerationProblem] {
    try sizes.enumerated().map { index, size in
      try EnumerationProblem(classes: size.0, latents: size.1, seed: UInt64(7 + index))
    }
  }

  func expectUnbiased(
    _ mean: [Double], _ exact: [Double], within tolerance: Double = 1e-12, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      distance(mean, exact) <= tolerance, "\(name): \(mean), exact \(exact)",
      sourceLocation: sourceLocation)
  }

  @Test func `enumeration is the derivative of the expectation`() throws {
    for problem in try Self.problems() {
      let objective = problem.ridge(.tanh, seed: 1)
      let estimate = try ExactEnumeration().estimate(
        objective, at: problem.logits, classes: problem.classes)
      #expect(estimate.evaluations == problem.states.count)
      let values = objective.values(problem.all)
      func expectation(_ logits: Matrix<Double>) -> Double {
        let runs = logits.runs(problem.classes).map { Reference.softmax($0) }
        return (0..<problem.states.count).reduce(0) { sum, state in
          let p = problem.states.chosen(state).enumerated().reduce(1) { $0 * runs[$1.0][$1.1] }
          return sum + p * values[state]
        }
      }
      expectClose(estimate.values.matrix, [expectation(problem.logits)], within: 1e-14)
      try expectPullback(
        estimate.gradient, of: { [[expectation($0)]] }, at: problem.logits, cotangent: [[1]])
    }
  }

  @Test func `straight-through is exact for linear and multilinear functions`() throws {
    for problem in try Self.problems() {
      let linear = problem.ridge(.linear, seed: 2)
      let product = problem.product(seed: 3)
      for estimator in [StraightThrough()] {
        expectUnbiased(try problem.mean(estimator, linear), try problem.exact(linear), "linear")
        expectUnbiased(try problem.mean(estimator, product), try problem.exact(product), "product")
      }
      expectUnbiased(
        try problem.mean(SlopeAnnealedStraightThrough(), product), try problem.exact(product),
        "slope one")
      let square = problem.ridge(.square, seed: 4)
      #expect(
        distance(try problem.mean(StraightThrough(), square), try problem.exact(square)) > 1e-3)
      #expect(
        distance(
          try problem.mean(StraightThrough(temperature: 0.7), linear), try problem.exact(linear))
          > 1e-3)
    }
  }

  @Test func `ZGR and ReinMax are exact for quadratic functions and not for cubic ones`() throws {
    for problem in try Self.problems() {
      for objective in [problem.ridge(.linear, seed: 5), problem.ridge(.square, seed: 6)] {
        let exact = try problem.exact(objective)
        expectUnbiased(try problem.mean(ZGR(), objective), exact, "ZGR")
        expectUnbiased(try problem.mean(ReinMax(), objective), exact, "ReinMax")
      }
      let cube = problem.ridge(.cube, seed: 7)
      let exact = try problem.exact(cube)
      #expect(distance(try problem.mean(ZGR(), cube), exact) > 1e-3)
      #expect(distance(try problem.mean(ReinMax(), cube), exact) > 1e-3)
      let square = problem.ridge(.square, seed: 6)
      #expect(
        distance(try problem.mean(ReinMax(temperature: 1.3), square), try problem.exact(square))
          > 1e-4)
    }
  }

  @Test func `DARN is exact for linear functions, and for quadratic ones of binary variables`()
    throws
  {
    for problem in try Self.problems() {
      let linear = problem.ridge(.linear, seed: 8)
      let square = problem.ridge(.square, seed: 9)
      for center in [DARN.Center.probabilities, .uniform] {
        expectUnbiased(
          try problem.mean(DARN(center: center), linear), try problem.exact(linear), "\(center)")
      }
      let exact = try problem.exact(square)
      let uniform = distance(try problem.mean(DARN(center: .uniform), square), exact)
      #expect(problem.classes == 2 ? uniform < 1e-12 : uniform > 1e-3)
      #expect(distance(try problem.mean(DARN(), square), exact) > 1e-3)
    }
  }

  @Test func `the gapped estimator is biased, for linear functions too`() throws {
    for problem in try Self.problems() {
      for gap in [GappedStraightThrough.Gap.constant(1), .probability] {
        let linear = problem.ridge(.linear, seed: 10)
        let mean = try problem.mean(GappedStraightThrough(gap: gap), linear)
        #expect(distance(mean, try problem.exact(linear)) > 1e-4)
      }
    }
  }

  @Test func `MuProp is exact for every function`() throws {
    for problem in try Self.problems() {
      for profile in [RidgeObjective<Double>.Profile.cube, .tanh, .power(1.5)] {
        let objective = problem.ridge(profile, seed: 11)
        let estimate = try MuProp().estimate(
          objective, at: problem.repeated(problem.states.count), classes: problem.classes,
          sample: problem.all)
        #expect(estimate.evaluations == 2)
        expectUnbiased(
          problem.mean(estimate.gradient), try problem.exact(objective), "\(profile)")
      }
    }
  }

  @Test func `REINFORCE is exact with every baseline`() throws {
    for problem in try Self.problems() {
      let objective = problem.ridge(.tanh, seed: 12)
      let exact = try problem.exact(objective)
      let draw = try ScoreFunctionDraw(
        samples: [problem.all], logits: problem.repeated(problem.states.count),
        classes: problem.classes)
      let values = [objective.values(problem.all)]
      var plain = REINFORCE()
      expectUnbiased(problem.mean(plain.estimate(draw, values: values).gradient), exact, "none")
      var moving = REINFORCE(baseline: .movingAverage(decay: 0.25))
      let first = moving.estimate(draw, values: values)
      #expect(first == plain.estimate(draw, values: values))
      expectClose(
        [[moving.average]], [0.75 * (values[0].mean() ?? 0)], within: 1e-15, "the average")
      let second = moving.estimate(draw, values: values)
      #expect(second != first)
      expectUnbiased(problem.mean(second.gradient), exact, "moving average")

      // Over all pairs of columns; the first column of each is what counts.
      guard problem.states.count <= 9 else { continue }
      var leaveOneOut = REINFORCE(baseline: .leaveOneOut)
      let (samples, weights) = problem.tuples(2)
      var mean = [Double](repeating: 0, count: problem.logits.rows)
      for (pair, weight) in weights.enumerated() {
        let columns = Matrix<Double>(rows: mean.count, columns: 2) { samples[$1][$0, pair] }
        let draw = try ScoreFunctionDraw(
          samples: [columns], logits: problem.repeated(2), classes: problem.classes)
        let gradient = leaveOneOut.estimate(draw, values: [objective.values(columns)]).gradient
        for row in mean.indices { mean[row] += weight * gradient[row, 0] }
      }
      expectUnbiased(mean, exact, "leave one out")
    }
  }

  @Test func `NVIL is exact up to its scale`() throws {
    for problem in try Self.problems() {
      let objective = problem.ridge(.square, seed: 13)
      let exact = try problem.exact(objective)
      let draw = try ScoreFunctionDraw(
        samples: [problem.all], logits: problem.repeated(problem.states.count),
        classes: problem.classes)
      let values = [objective.values(problem.all).map { 9 * $0 }]
      for normalizes in [false, true] {
        var estimator = NVIL(normalizesVariance: normalizes)
        for _ in 0..<20 { _ = estimator.estimate(draw, values: values) }
        #expect(estimator.mean > 0 && estimator.baseline.weights.contains { $0 != 0 })
        let scale = normalizes ? 9 / max(1, estimator.variance.squareRoot()) : 9
        let mean = problem.mean(estimator.estimate(draw, values: values).gradient)
        expectUnbiased(mean.map { $0 / scale }, exact, "scale \(scale)")
      }
    }
  }

  @Test func `RLOO is exact over all tuples`() throws {
    for problem in try Self.problems() where problem.states.count <= 9 {
      let objective = problem.ridge(.cube, seed: 14)
      for count in [2, 3] {
        let (samples, weights) = problem.tuples(count)
        let draw = try ScoreFunctionDraw(
          samples: samples, logits: problem.repeated(weights.count), classes: problem.classes)
        let estimate = RLOO(samples: count)
          .estimate(draw, values: samples.map { objective.values($0) })
        #expect(estimate.evaluations == count)
        expectUnbiased(
          problem.mean(estimate.gradient, weights: weights), try problem.exact(objective),
          "\(count) samples")
      }
    }
  }

  @Test func `VIMCO is exact for the bound over all tuples`() throws {
    for problem in try Self.problems() where problem.states.count <= 9 {
      let objective = problem.ridge(.tanh, seed: 15)
      let values = objective.values(problem.all)
      for count in [2, 3] {
        let (samples, weights) = problem.tuples(count)
        let estimator = VIMCO(samples: count)
        let draw = try ScoreFunctionDraw(
          samples: samples, logits: problem.repeated(weights.count), classes: problem.classes)
        let sampleValues = samples.map { objective.values($0) }
        let estimate = estimator.estimate(draw, values: sampleValues)
        func bound(_ logits: Matrix<Double>) -> Double {
          let runs = logits.runs(problem.classes).map { Reference.softmax($0) }
          let q = (0..<problem.states.count).map { state in
            problem.states.chosen(state).enumerated().reduce(1) { $0 * runs[$1.0][$1.1] }
          }
          return weights.indices.reduce(0) { sum, tuple in
            var rest = tuple
            var (probability, total) = (1.0, 0.0)
            for _ in 0..<count {
              let state = rest % q.count
              probability *= q[state]
              total += exp(values[state]) / q[state]
              rest /= q.count
            }
            return sum + probability * log(total / Double(count))
          }
        }
        let mean = problem.mean(estimate.gradient, weights: weights)
        try expectPullback(
          Matrix(columnMajor: mean, rows: mean.count, columns: 1), of: { [[bound($0)]] },
          at: problem.logits, cotangent: [[1]])
        let value = weights.indices.reduce(0) { $0 + weights[$1] * estimate.values[$1] }
        #expect(abs(value - bound(problem.logits)) < 1e-12)
        let shares = estimator.weights(draw, values: sampleValues)
        for column in weights.indices {
          #expect(abs(shares.reduce(0) { $0 + $1[column] } - 1) < 1e-14)
        }
      }
    }
  }

  /// As functions of the uniform numbers both are linear between the places where a sample changes, so
  /// that the midpoint of each piece gives the exact mean.
  @Test func `ARM and DisARM are exact over all uniform numbers`() throws {
    for latents in 1...3 {
      let problem = try EnumerationProblem(classes: 2, latents: latents, seed: UInt64(30 + latents))
      let objective = problem.ridge(.cube, seed: 16)
      var cells: [(uniforms: [Double], weight: Double)] = [([], 1)]
      for latent in 0..<latents {
        let theta = problem.logits[2 * latent + 1, 0] - problem.logits[2 * latent, 0]
        let edges = [0, 1 / (1 + exp(theta)), 1 / (1 + exp(-theta)), 1].sorted()
        cells = cells.flatMap { cell in
          zip(edges, edges.dropFirst()).map {
            (cell.uniforms + [($0 + $1) / 2], cell.weight * ($1 - $0))
          }
        }
      }
      let noise = Matrix<Double>(rows: latents, columns: cells.count) {
        let u = cells[$1].uniforms[$0]
        return log(u) - log1p(-u)
      }
      let draw = try ARM().draw(problem.repeated(cells.count), classes: 2, noise: noise)
      let values = draw.samples.map { objective.values($0) }
      let (one, two) = (
        ARM().estimate(draw, values: values).gradient,
        DisARM().estimate(draw, values: values).gradient
      )
      let exact = try problem.exact(objective)
      let weights = cells.map(\.weight)
      expectUnbiased(problem.mean(one, weights: weights), exact, "ARM")
      expectUnbiased(problem.mean(two, weights: weights), exact, "DisARM")
    }
  }
}
