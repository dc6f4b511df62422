public import LinearAlgebra

/// Straight-through Gumbel-Softmax: the one-hot sample forward, its relaxed twin backward.
///
///     D = one_hot(argmax (ℓ + G)),  y = softmax((ℓ + G) / τ)
///     ∂ℓ = J(y) g(D) / τ
///
/// Biased: the derivative is taken at `D` and weighted with the slope at `y`. The bias shrinks with
/// `τ`, the variance grows.
///
/// > Reference: Jang, Gu and Poole (2017), section 2.2.
public struct StraightThroughGumbelSoftmax: PathwiseEstimator {
  /// The temperature `τ`, positive.
  public var temperature: Double

  /// Makes the estimator.
  ///
  /// - Parameter temperature: The temperature `τ`, positive.
  public init(temperature: Double = 1) { self.temperature = temperature }

  /// Draws `D` and `y` from the same noise.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try gumbelSoftmax(
      logits, classes: classes, temperature: Scalar(temperature: temperature), hard: true,
      noise: noise.gumbel)
    return (
      sample.output,
      PathwiseContext(
        classes: classes, surrogate: sample.relaxed, temperature: Scalar(temperature: temperature))
    )
  }
}
