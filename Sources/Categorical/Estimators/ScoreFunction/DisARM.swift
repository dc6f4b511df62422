public import LinearAlgebra

/// DisARM: ARM with the noise integrated out, for binary variables.
///
/// Binary variables are categoricals of two classes, 0 and 1, with `θ = ℓ_1 - ℓ_0`. With `b` and `b̃` of
/// ``ARM``:
///
///     ∂θ = ½ (f(b) - f(b̃)) (-1)^b̃ 1[b ≠ b̃] σ(|θ|),  ∂ℓ_1 = ∂θ,  ∂ℓ_0 = -∂θ
///
/// Unbiased for every `f`, with two evaluations of it; the variance is never larger than that of ARM.
///
/// > Reference: Dong, Mnih and Tucker (2020), "DisARM: an antithetic gradient estimator for binary
/// > latent variables", equation 6; Yin, Ho, Yan, Qian and Zhou (2020) for the same as U2G.
public struct DisARM: AntitheticEstimator, Hashable {
  /// Makes the estimator.
  public init() {}

  /// Weighs `±σ(|θ|)` with half the difference of the values, where the two samples differ.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    antitheticEstimate(draw, values: values) { pair in
      pair.first == pair.second ? 0 : pair.second ? -pair.largest : pair.largest
    }
  }
}
