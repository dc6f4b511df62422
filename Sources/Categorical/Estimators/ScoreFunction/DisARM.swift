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
    antitheticEstimate(draw, values: values, factors: factors(draw))
  }

  private func factors<Scalar: RealScalar>(_ draw: ScoreFunctionDraw<Scalar>) -> Matrix<Scalar> {
    var factors = Matrix<Scalar>(draw.logisticNoise.shape)
    let (first, second) = (draw.samples[0], draw.samples[1])
    let (p, a, b) = (draw.probabilities.elements, first.elements, second.elements)
    var result = factors.mutableElements
    for variable in result.indices {
      let (zero, one) = (2 * variable, 2 * variable + 1)
      guard a[one] != b[one] else { continue }
      let largest = max(p[zero], p[one])
      result[variable] = b[one] == 1 ? -largest : largest
    }
    return factors
  }
}
