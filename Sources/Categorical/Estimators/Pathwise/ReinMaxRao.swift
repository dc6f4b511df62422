public import LinearAlgebra
import RealModule

/// ReinMax-Rao: ReinMax with Gumbel-Rao in place of its first straight-through term.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ),  π_D = ½ (p + D)
///     ∂ℓ = 2/S Σ_s J(softmax(φ_s / τ)) g(D) / τ - ½ J(p) g(D)
///     φ_s = log π_D + G given D, s = 1 … S
///
/// Biased, also for quadratic `f`.
///
/// > Reference: "ReinMax-Rao and ReinMax-CV" (arXiv 2603.08257, 2026).
public struct ReinMaxRao: PathwiseEstimator {
  /// The temperature `τ`, positive.
  public var temperature: Double

  /// The number `S` of conditional draws.
  public let samples: Int

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - temperature: The temperature `τ`, positive.
  ///   - samples: The number `S` of conditional draws, at least one.
  public init(temperature: Double = 1, samples: Int = 10) {
    precondition(samples >= 1, "ReinMax-Rao needs at least one draw, not \(samples)")
    self.temperature = temperature
    self.samples = samples
  }

  /// The number `S` of conditional draws.
  public var conditionalDraws: Int { samples }

  /// Draws `D`, then `S` times the perturbed `log π_D` given `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(samples)
    try validate(temperature: Scalar(temperature: temperature))
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    var terms = try conditionalTerms(
      try logMiddle(logits, sample, classes: classes), given: sample, classes: classes,
      noise: noise.conditional[...], temperature: Scalar(temperature: temperature), weight: 2)
    terms.append(
      .softmax(
        probabilities: try softmax(logits, classes: classes), temperature: 1, weight: -0.5))
    return (sample, PathwiseContext(classes: classes, terms: terms))
  }
}

/// `log ½ (p + D)`, in log space where `D` is zero, so that small probabilities do not vanish.
func logMiddle<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, _ sample: Matrix<Scalar>, classes: Int?
) throws(CategoricalError) -> Matrix<Scalar> {
  var middle = try logSoftmax(logits, classes: classes)
  let d = sample.elements
  var x = middle.mutableElements
  for k in d.indices {
    x[k] = (d[k] == 1 ? Scalar.log(onePlus: Scalar.exp(x[k])) : x[k]) - Scalar.log(2)
  }
  return middle
}
