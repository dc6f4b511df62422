public import LinearAlgebra

/// ARM: augment, reinforce, merge, for binary variables.
///
/// Binary variables are categoricals of two classes, 0 and 1, with `θ = ℓ_1 - ℓ_0`. With a logistic `ε`
/// for each of them, `u = σ(ε)`, the two samples mirror each other:
///
///     b = 1[θ + ε > 0],  b̃ = 1[θ - ε > 0]
///     ∂θ = ½ (f(b) - f(b̃)) (2u - 1),  2u - 1 = tanh(ε / 2),  ∂ℓ_1 = ∂θ,  ∂ℓ_0 = -∂θ
///
/// Unbiased for every `f`, with two evaluations of it. The noise is `ε` and not the uniform `u` of the
/// paper, which near one has no room for the tail: in `Float` no `u` below one reaches `ε = 17`.
///
/// > Reference: Yin and Zhou (2019), "ARM: augment-REINFORCE-merge gradient for stochastic binary
/// > networks", theorem 1.
public struct ARM: AntitheticEstimator, Hashable {
  /// Makes the estimator.
  public init() {}

  /// Weighs `tanh(ε / 2)` with half the difference of the values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    antitheticEstimate(
      draw, values: values, factors: ColumnKernels.tanh(draw.logisticNoise * 0.5))
  }
}
