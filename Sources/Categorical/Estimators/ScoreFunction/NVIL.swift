public import LinearAlgebra
import RealModule

/// NVIL: the score function with a learned baseline, in units of the running deviation of `f`.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ)
///     ∂ℓ = (f(D) - c - ψ) / max(1, s) · (D - p)
///
/// `c` and `s²` are running mean and variance of `f`, and the baseline `ψ` is fitted to `f - c`. All
/// learn from a batch after it was used, so the estimate is unbiased, up to the known factor
/// `1 / max(1, s)`; see ``normalizesVariance``.
///
/// > Reference: Mnih and Gregor (2014), "Neural variational inference and learning in belief
/// > networks", section 2.3.
public struct NVIL<Baseline: LearnedBaseline>: ScoreFunctionEstimator {
  /// The baseline `ψ`.
  public private(set) var baseline: Baseline

  /// The running mean `c` of the values.
  public private(set) var mean = 0.0

  /// The running variance `s²` of the values.
  public private(set) var variance = 1.0

  /// How much of the running mean and variance a batch leaves, from 0 to 1.
  public let decay: Double

  /// Whether the gradient is divided by `max(1, s)`, as the paper has it.
  public let normalizesVariance: Bool

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - baseline: The baseline `ψ`.
  ///   - decay: How much of the running mean and variance a batch leaves, from 0 to 1.
  ///   - normalizesVariance: Whether the gradient is divided by `max(1, s)`.
  public init(baseline: Baseline, decay: Double = 0.8, normalizesVariance: Bool = true) {
    precondition(decay >= 0 && decay < 1, "a decay cannot be \(decay)")
    self.baseline = baseline
    self.decay = decay
    self.normalizesVariance = normalizesVariance
  }

  /// Draws one sample.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try ScoreFunctionDraw(count: 1, logits: logits, classes: classes, using: &generator)
  }

  /// Weighs the score with the values above the baseline, which then learns from them.
  public mutating func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: 1)
    let value = values[0]
    let center = Scalar(mean)
    let centered = value.map { $0 - center }
    var weights = centered - baseline.values(draw.probabilities)
    if normalizesVariance { weights /= Scalar(max(1, variance.squareRoot())) }
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    draw.addScores(of: 0, weights: weights, to: &gradient)

    baseline.fit(centered, at: draw.probabilities)
    if let batchMean = value.mean().map({ Double($0) }) {
      mean = decay * mean + (1 - decay) * batchMean
      let spread = value.map { ($0 - Scalar(batchMean)) * ($0 - Scalar(batchMean)) }.mean() ?? 0
      variance = decay * variance + (1 - decay) * Double(spread)
    }
    return GradientEstimate(gradient: gradient, values: value, evaluations: 1)
  }

  /// The running `mean` and `variance`, and what the baseline has learned below `baseline.`.
  public var learned: LearnedState {
    var learned: LearnedState = [
      "mean": learnedNumber(mean), "variance": learnedNumber(variance),
    ]
    learned.add(baseline.learned, below: "baseline")
    return learned
  }

  /// Takes the running mean and variance and what the baseline had learned.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames(["mean", "variance"], below: "baseline")
    let (mean, variance) = (try learned.number("mean"), try learned.number("variance"))
    guard variance >= 0 else { throw .mismatchedState(name: "variance") }
    try baseline.restore(learned.members(below: "baseline"))
    (self.mean, self.variance) = (mean, variance)
  }
}

extension NVIL<LinearBaseline> {
  /// Makes the estimator with a linear baseline.
  ///
  /// - Parameters:
  ///   - decay: How much of the running mean and variance a batch leaves, from 0 to 1.
  ///   - normalizesVariance: Whether the gradient is divided by `max(1, s)`.
  public init(decay: Double = 0.8, normalizesVariance: Bool = true) {
    self.init(
      baseline: LinearBaseline(), decay: decay, normalizesVariance: normalizesVariance)
  }
}

/// A function of the probabilities, not of the sample, that learns to predict the values of ``NVIL``.
///
/// A network that sees the input `x` of an encoder conforms too: the columns are those of its batch.
public protocol LearnedBaseline: Learner {
  /// Predicts the values, one number for each column.
  ///
  /// - Parameter probabilities: The probabilities `softmax(ℓ)`.
  /// - Returns: One number for each column.
  func values<Scalar: RealScalar>(_ probabilities: Matrix<Scalar>) -> Vector<Scalar>

  /// Takes a step towards values that were seen.
  ///
  /// - Parameters:
  ///   - values: The values less their running mean, one number for each column.
  ///   - probabilities: The probabilities `softmax(ℓ)`.
  mutating func fit<Scalar: RealScalar>(_ values: Vector<Scalar>, at probabilities: Matrix<Scalar>)
}

/// A baseline that is linear in the probabilities, fitted by normalized least mean squares.
public struct LinearBaseline: LearnedBaseline, Hashable {
  /// One weight for each row of the probabilities; empty before the first batch.
  public private(set) var weights: [Double] = []

  /// The part of the mean error that a step removes, from 0 to 1.
  public let rate: Double

  /// Makes a baseline of zero.
  ///
  /// - Parameter rate: The part of the mean error that a step removes, from 0 to 1.
  public init(rate: Double = 0.1) { self.rate = rate }

  /// Computes `⟨w, p⟩` for each column.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func values<Scalar: RealScalar>(_ probabilities: Matrix<Scalar>) -> Vector<Scalar> {
    guard !weights.isEmpty else { return Vector(count: probabilities.columns) }
    precondition(
      weights.count == probabilities.rows,
      "the baseline has learned \(weights.count) rows, not \(probabilities.rows)")
    return Vector(count: probabilities.columns) { column in
      var sum = 0.0
      for row in weights.indices { sum += weights[row] * Double(probabilities[row, column]) }
      return Scalar(sum)
    }
  }

  /// Moves the weights along the mean error, in units of the mean square of the probabilities.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func fit<Scalar: RealScalar>(
    _ values: Vector<Scalar>, at probabilities: Matrix<Scalar>
  ) {
    let errors = values - self.values(probabilities)
    if weights.isEmpty { weights = Array(repeating: 0, count: probabilities.rows) }
    let scale = Double(probabilities.squaredNorm())
    guard scale > 0, values.count > 0 else { return }
    for row in weights.indices {
      var slope = 0.0
      for column in 0..<errors.count {
        slope += Double(errors[column]) * Double(probabilities[row, column])
      }
      weights[row] += rate * slope / scale
    }
  }

  /// The weights, of as many rows as the probabilities, or none before the first batch.
  public var learned: LearnedState { ["weights": learnedColumn(weights)] }

  /// Takes weights.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames(["weights"])
    weights = try learned.column("weights")
  }
}
