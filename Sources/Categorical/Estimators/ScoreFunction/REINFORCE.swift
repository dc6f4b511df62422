public import LinearAlgebra

/// REINFORCE: the score function, weighted with the value above a baseline.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ)
///     ∂ℓ = (f(D) - b) (D - p)
///
/// Unbiased for every `f` as long as the baseline `b` is independent of `D`. The variance is high and
/// grows with the number of latents.
///
/// > Reference: Williams (1992), "Simple statistical gradient-following algorithms for connectionist
/// > reinforcement learning".
public struct REINFORCE: ScoreFunctionEstimator, Hashable {
  /// What is subtracted from the values.
  public enum Baseline: Hashable, Sendable {
    /// Nothing.
    case none

    /// A running mean of earlier batches: `b ← β b + (1 - β) mean f`, after use.
    case movingAverage(decay: Double)

    /// For each column the mean of the other columns of the batch, for problems that are alike.
    ///
    /// The own value is left out: it would shrink the gradient by a factor of `1 - 1/B`.
    case leaveOneOut
  }

  /// What is subtracted from the values.
  public let baseline: Baseline

  /// The running mean of the values.
  public private(set) var average = 0.0

  /// Makes the estimator.
  ///
  /// - Parameter baseline: What is subtracted from the values.
  public init(baseline: Baseline = .none) {
    if case .movingAverage(let decay) = baseline {
      precondition(decay >= 0 && decay < 1, "a decay cannot be \(decay)")
    }
    self.baseline = baseline
  }

  /// Draws one sample.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try ScoreFunctionDraw(count: 1, logits: logits, classes: classes, using: &generator)
  }

  /// Weighs the score with the values above the baseline, which then learns from them.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: 1)
    let value = values[0]
    let count = value.count
    let weights: Vector<Scalar>
    switch baseline {
    case .none: weights = value
    case .movingAverage(let decay):
      let average = Scalar(average)
      weights = Vector(count: count) { value[$0] - average }
      if let mean = value.mean() {
        self.average = decay * self.average + (1 - decay) * Double(mean)
      }
    case .leaveOneOut:
      let sum = value.sum()
      weights = Vector(count: count) {
        count == 1 ? value[$0] : value[$0] - (sum - value[$0]) / Scalar(count - 1)
      }
    }
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    draw.addScores(of: 0, weights: weights, to: &gradient)
    return GradientEstimate(gradient: gradient, values: value, evaluations: 1)
  }

  /// The running mean, if the baseline is one.
  public var learned: LearnedState {
    learnedNames.isEmpty ? [:] : ["average": learnedNumber(average)]
  }

  /// Takes a running mean, if the baseline is one.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames(learnedNames)
    if !learnedNames.isEmpty { average = try learned.number("average") }
  }

  private var learnedNames: [String] {
    if case .movingAverage = baseline { ["average"] } else { [] }
  }
}
