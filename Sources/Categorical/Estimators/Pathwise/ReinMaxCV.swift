public import LinearAlgebra

/// ReinMax-CV: ReinMax with a Rao-Blackwellised difference as control variate.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ),  π_D = ½ (p + D)
///     ∂ℓ = 2 J(π_D) g - ½ J(p) g + η/S Σ_s J(softmax(φ_s / τ)) g / τ - η J(softmax(φ_0 / τ)) g / τ
///     φ_s = log π_D + G given D, s = 0 … S
///
/// The added difference has mean zero, because `φ_0` and the other `φ_s` are drawn alike: the mean,
/// hence the bias, is that of ``ReinMax`` at temperature one.
///
/// > Reference: "ReinMax-Rao and ReinMax-CV" (arXiv 2603.08257, 2026), with `φ_0` drawn given `D`;
/// > the noise that drew `D`, or fresh noise, would shift the mean.
public struct ReinMaxCV: PathwiseEstimator {
  /// The temperature `τ` of the control variate, positive.
  public var temperature: Double

  /// The number `S` of conditional draws.
  public let samples: Int

  /// The weight `η` of the control variate.
  public var weight: Double

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - temperature: The temperature `τ` of the control variate, positive.
  ///   - samples: The number `S` of conditional draws, at least one.
  ///   - weight: The weight `η` of the control variate, finite.
  public init(temperature: Double = 1, samples: Int = 10, weight: Double = 1) {
    precondition(samples >= 1, "ReinMax-CV needs at least one draw, not \(samples)")
    precondition(weight.isFinite, "the weight of a control variate cannot be \(weight)")
    self.temperature = temperature
    self.samples = samples
    self.weight = weight
  }

  /// `S + 1`: the last one is that of `φ_0`.
  public var conditionalDraws: Int { samples + 1 }

  /// Draws `D`, then `S + 1` times the perturbed `log π_D` given `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(samples + 1)
    try validate(temperature: Scalar(temperature: temperature))
    var (sample, context) = try ReinMax().forward(
      logits, classes: classes, noise: PathwiseNoise(gumbel: noise.gumbel))
    let middle = try logMiddle(logits, sample, classes: classes)
    for (draws, weight) in [
      (noise.conditional[..<samples], Scalar(weight)),
      (noise.conditional[samples...], -Scalar(weight)),
    ] {
      context.terms += try conditionalTerms(
        middle, given: sample, classes: classes, noise: draws,
        temperature: Scalar(temperature: temperature),
        weight: weight)
    }
    return (sample, context)
  }
}
