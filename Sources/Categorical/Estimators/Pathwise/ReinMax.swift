public import LinearAlgebra

/// ReinMax: straight-through, corrected to second order by the method of Heun.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ),  π_D = ½ (softmax(ℓ / τ) + D)
///     ∂ℓ = 2 J(π_D) g(D) - ½ J(p) g(D)
///
/// At `τ = 1` exact in expectation if `f` is quadratic in each one-hot vector, the others held fixed,
/// and equal to ``ZGR``, sample by sample. Larger temperatures trade bias for variance; below one the
/// authors' code refuses.
///
/// > Reference: Liu, Dong, Liu, Yu and Gao (2023), "Bridging discrete and backpropagation:
/// > straight-through and beyond", algorithm 2.
public struct ReinMax: PathwiseEstimator {
  /// The temperature `τ`, positive; one or more is advised.
  public var temperature: Double

  /// Makes the estimator.
  ///
  /// - Parameter temperature: The temperature `τ`, positive; one or more is advised.
  public init(temperature: Double = 1) { self.temperature = temperature }

  /// Draws `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    let probabilities = try softmax(logits, classes: classes)
    var middle =
      temperature == 1
      ? probabilities
      : try softmax(logits, classes: classes, temperature: Scalar(temperature: temperature))
    middle += sample
    middle *= 0.5
    return (
      sample,
      PathwiseContext(
        classes: classes,
        terms: [
          .softmax(probabilities: middle, temperature: 1, weight: 2),
          .softmax(probabilities: probabilities, temperature: 1, weight: -0.5),
        ])
    )
  }
}
