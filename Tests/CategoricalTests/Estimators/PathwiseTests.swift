import Categorical
import LinearAlgebra
import RandomStreams
import Testing

/// Laws that every path-wise estimator keeps.
struct PathwiseTests {
  /// The estimators of this package, with parameters away from their defaults.
  static let estimators: [any PathwiseEstimator] = [
    GumbelSoftmaxEstimator(temperature: 0.6), StraightThroughGumbelSoftmax(temperature: 0.6),
    StraightThrough(temperature: 1.4), StraightThroughArgmax(temperature: 0.8),
    SlopeAnnealedStraightThrough(slope: 2),
    DecoupledGumbelSoftmax(forwardTemperature: 0.3, backwardTemperature: 1.2),
    GumbelRao(temperature: 0.4, samples: 3), ZGR(),
    GappedStraightThrough(temperature: 0.7, gap: .constant(0.5)),
    GappedStraightThrough(temperature: 0.7, gap: .probability), ReinMax(temperature: 1.2),
    ReinMaxRao(temperature: 0.5, samples: 3),
    ReinMaxCV(temperature: 0.5, samples: 3, weight: 1.5), DARN(center: .uniform), DARN(),
  ]

  @Test func `gradients sum to zero and do not move with the logits`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(9, 6)
    let cotangent: Matrix<Double> = random.matrix(9, 6)
    for estimator in Self.estimators {
      let noise = PathwiseNoise<Double>(for: estimator, rows: 9, columns: 6, using: &random)
      let (sample, context) = try estimator.forward(logits, classes: 3, noise: noise)
      let gradient = context.pullback(cotangent)
      for run in gradient.runs(3) { #expect(abs(run.reduce(0, +)) < 1e-13, "\(estimator)") }
      let shifted = logits.map { $0 + 3 }
      let (other, moved) = try estimator.forward(shifted, classes: 3, noise: noise)
      expectClose(other, sample.doubles, within: 1e-13, "\(estimator)")
      expectClose(moved.pullback(cotangent), gradient.doubles, within: 1e-12, "\(estimator)")
      // A constant in the cotangent of a categorical changes nothing, but for the baseline of DARN
      // around the uniform vector, which has the same sum.
      let raised = Matrix<Double>(rows: 9, columns: 6) { cotangent[$0, $1] + 5 }
      expectClose(context.pullback(raised), gradient.doubles, within: 1e-12, "\(estimator)")
    }
  }

  @Test func `Float agrees with Double`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Float> = random.matrix(8, 6, in: -2...2)
    let cotangent: Matrix<Float> = random.matrix(8, 6, in: -1...1)
    for estimator in Self.estimators {
      let noise = PathwiseNoise<Float>(for: estimator, rows: 8, columns: 6, using: &random)
      let (sample, context) = try estimator.forward(logits, classes: 4, noise: noise)
      let (wide, wideContext) = try estimator.forward(
        logits.converted(to: Double.self), classes: 4,
        noise: PathwiseNoise<Double>(
          gumbel: noise.gumbel.converted(), conditional: noise.conditional.map { $0.converted() }))
      expectClose(sample, wide.doubles, within: 2e-6, "\(estimator)")
      expectClose(
        context.pullback(cotangent), wideContext.pullback(cotangent.converted()).doubles,
        within: 1e-5, "\(estimator)")
    }
  }

  @Test func `columns are estimated one by one`() throws {
    var random = SplitMix(3)
    let logits: Matrix<Double> = random.matrix(6, 4)
    let cotangent: Matrix<Double> = random.matrix(6, 4)
    func column(_ matrix: Matrix<Double>, _ index: Int) -> Matrix<Double> {
      Matrix(rows: matrix.rows, columns: 1) { row, _ in matrix[row, index] }
    }
    for estimator in Self.estimators {
      let noise = PathwiseNoise<Double>(for: estimator, rows: 6, columns: 4, using: &random)
      let (sample, context) = try estimator.forward(logits, classes: 3, noise: noise)
      let gradient = context.pullback(cotangent)
      for index in 0..<4 {
        let (one, oneContext) = try estimator.forward(
          column(logits, index), classes: 3,
          noise: PathwiseNoise(
            gumbel: column(noise.gumbel, index),
            conditional: noise.conditional.map { column($0, index) }))
        #expect(one == column(sample, index))
        expectClose(
          oneContext.pullback(column(cotangent, index)), column(gradient, index).doubles,
          within: 1e-14, "\(estimator)")
      }
    }
  }

  @Test func `zero columns, one class and no rows give empty or trivial results`() throws {
    var stream = RandomStream(seed: 4)
    for estimator in Self.estimators {
      for (rows, columns, classes) in [(6, 0, 3), (0, 5, 3), (4, 3, 1)] {
        let logits = Matrix<Double>(rows: rows, columns: columns, repeating: 0.5)
        let (sample, context) = try estimator.forward(logits, classes: classes, using: &stream)
        let ones = Matrix<Double>(rows: rows, columns: columns, repeating: 1)
        if classes == 1 { #expect(sample == ones, "\(estimator)") }
        #expect(context.pullback(ones) == Matrix<Double>(rows: rows, columns: columns))
      }
    }
  }

  @Test(arguments: [1e-300, 1e-30, 1e30, .infinity])
  func `extreme temperatures stay finite`(temperature: Double) throws {
    var random = SplitMix(5)
    let logits: Matrix<Double> = random.matrix(6, 4)
    let cotangent: Matrix<Double> = random.matrix(6, 4)
    for name in PathwiseEstimatorName.allCases {
      let (sample, context) = try name.makeEstimator(temperature: temperature).forward(
        logits, classes: 3, using: &random)
      #expect(sample.doubles.allSatisfy { $0.isFinite }, "\(name)")
      #expect(context.pullback(cotangent).doubles.allSatisfy { !$0.isNaN }, "\(name)")
    }
  }

  @Test func `ReinMax at temperature one is ZGR, sample by sample`() throws {
    var random = SplitMix(6)
    let logits: Matrix<Double> = random.matrix(12, 50, in: -6...6)
    let cotangent: Matrix<Double> = random.matrix(12, 50)
    let noise = PathwiseNoise<Double>(for: ZGR(), rows: 12, columns: 50, using: &random)
    for classes in [2, 3, 4, 12] {
      let zgr = try ZGR().forward(logits, classes: classes, noise: noise).context
      let reinMax = try ReinMax().forward(logits, classes: classes, noise: noise).context
      expectClose(reinMax.pullback(cotangent), zgr.pullback(cotangent).doubles, within: 1e-13)
    }
  }

  @Test func `the slope is the reciprocal of the temperature and changes the sample`() throws {
    #expect(SlopeAnnealedStraightThrough(slope: 4).temperature == 0.25)
    #expect(SlopeAnnealedStraightThrough(temperature: 0.5).slope == 2)
    var random = SplitMix(7)
    let logits: Matrix<Double> = random.matrix(6, 40, in: -1...1)
    let noise = PathwiseNoise<Double>(for: ZGR(), rows: 6, columns: 40, using: &random)
    let steep = try SlopeAnnealedStraightThrough(slope: 3).forward(
      logits, classes: 3, noise: noise)
    #expect(
      steep.sample == (try sampleGumbelMax(3 * logits, classes: 3, noise: noise.gumbel)))
  }

  @Test func `missing noise and absurd parameters trap`() async {
    await #expect(processExitsWith: .failure) {
      let logits: Matrix<Double> = [[0], [0]]
      _ = try GumbelRao().forward(logits, classes: nil, noise: PathwiseNoise(gumbel: logits))
    }
    await #expect(processExitsWith: .failure) { _ = GumbelRao(samples: 0) }
    await #expect(processExitsWith: .failure) { _ = GappedStraightThrough(gap: .constant(-1)) }
    await #expect(processExitsWith: .failure) { _ = RLOO(samples: 1) }
    await #expect(processExitsWith: .failure) { _ = REINFORCE(baseline: .movingAverage(decay: 1)) }
  }
}
