public import LinearAlgebra

/// RLOO: the score function over several samples, each with the mean of the others as its baseline.
///
///     D_1 … D_S ~ softmax(ℓ)
///     ∂ℓ = 1/(S - 1) Σ_s (f(D_s) - mean f) (D_s - p)
///
/// Unbiased for every `f`. A good first choice where `f` has no derivative.
///
/// > Reference: Kool, van Hoof and Welling (2019), "Buy 4 REINFORCE samples, get a baseline for free!"
public struct RLOO: ScoreFunctionEstimator, Hashable {
  /// The number `S` of samples, at least two.
  public let samples: Int

  /// Makes the estimator.
  ///
  /// - Parameter samples: The number `S` of samples, at least two.
  public init(samples: Int = 4) {
    precondition(samples >= 2, "RLOO needs at least two samples, not \(samples)")
    self.samples = samples
  }

  /// Draws `S` samples.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try ScoreFunctionDraw(count: samples, logits: logits, classes: classes, using: &generator)
  }

  /// Weighs the scores with the values above their mean.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: samples)
    let mean = draw.mean(values)
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    for (sample, value) in values.enumerated() {
      var weights = value - mean
      weights /= Scalar(samples - 1)
      draw.addScores(of: sample, weights: weights, to: &gradient)
    }
    return GradientEstimate(gradient: gradient, values: mean, evaluations: samples)
  }
}
