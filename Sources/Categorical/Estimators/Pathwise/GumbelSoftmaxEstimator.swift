public import LinearAlgebra

/// Gumbel-Softmax: the relaxed sample forward, its derivative backward.
///
///     y = softmax((ℓ + G) / τ)
///     ∂ℓ = J(y) g / τ
///
/// The estimate is exact for the relaxed objective `E[f(y)]` and biased for `E[f(D)]`; both agree as
/// `τ → 0`, where the variance grows like `1 / τ`. Needs an `f` that is defined between the corners.
///
/// > Reference: Jang, Gu and Poole (2017), equation 2; Maddison, Mnih and Teh (2017).
public struct GumbelSoftmaxEstimator: PathwiseEstimator {
  /// The temperature `τ`, positive.
  public var temperature: Double

  /// Makes the estimator.
  ///
  /// - Parameter temperature: The temperature `τ`, positive.
  public init(temperature: Double = 1) { self.temperature = temperature }

  /// No: it lies inside the simplex.
  public var isHard: Bool { false }

  /// Draws `y`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try gumbelSoftmax(
      logits, classes: classes, temperature: Scalar(temperature: temperature), noise: noise.gumbel)
    return (
      sample.relaxed,
      PathwiseContext(
        classes: classes, surrogate: sample.relaxed, temperature: Scalar(temperature: temperature))
    )
  }
}
