public import LinearAlgebra

/// ZGR: the limit of Gumbel-Rao at temperature zero, in closed form.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ),  g_D = ⟨g, D⟩
///     ∂ℓ = ½ [p ⊙ (g - g_D) + D (g_D - ⟨p, g⟩)]
///        = ½ J(p) g + ½ ⟨D - p, g⟩ (D - p)
///
/// Exact in expectation if `f` is quadratic in each one-hot vector, the others held fixed: the mean of
/// ``StraightThrough`` and ``DARN``, whose errors of second order cancel. Equal to ``ReinMax`` at
/// temperature one, sample by sample. Without parameters.
///
/// > Reference: Shekhovtsov (2023), "Cold analysis of Rao-Blackwellized straight-through
/// > Gumbel-Softmax gradient estimator", theorem 1.
public struct ZGR: PathwiseEstimator {
  /// Makes the estimator.
  public init() {}

  /// Draws `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    let probabilities = try softmax(logits, classes: classes)
    let difference = sample - probabilities
    return (
      sample,
      PathwiseContext(
        classes: classes,
        terms: [
          .softmax(probabilities: probabilities, temperature: 1, weight: 0.5),
          .outer(a: difference, b: difference, weight: 0.5),
        ])
    )
  }
}
