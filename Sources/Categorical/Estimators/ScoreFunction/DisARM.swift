public import LinearAlgebra

/// DisARM: ARM with the uniform noise integrated out, for binary variables.
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
public struct DisARM: ScoreFunctionEstimator, Hashable {
  /// Makes the estimator.
  public init() {}

  /// Draws the two samples `b` and `b̃`; the noise is `u`, `rows / 2 × columns`.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try AntitheticPair.draw(logits, classes: classes, using: &generator)
  }

  /// Makes the two samples of given uniform numbers.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical: 2, or `nil` for a matrix of two rows.
  ///   - uniforms: Numbers between 0 and 1, one for each pair of rows.
  /// - Returns: The samples `b` and `b̃`, with `u` as the noise.
  /// - Throws: ``CategoricalError``.
  public func draw<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, uniforms: Matrix<Scalar>
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try AntitheticPair.draw(logits, classes: classes, uniforms: uniforms)
  }

  /// Weighs `±σ(|θ|)` with half the difference of the values, where the two samples differ.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    AntitheticPair.estimate(draw, values: values) { pair in
      pair.first == pair.second ? 0 : pair.second ? -pair.largest : pair.largest
    }
  }
}
