public import LinearAlgebra

/// Straight-through: the one-hot sample forward, the probabilities backward.
///
///     D ~ softmax(ℓ),  π = softmax(ℓ / τ)
///     ∂ℓ = J(π) g(D) / τ
///
/// Exact in expectation at `τ = 1` if `f` is linear in each one-hot vector, the others held fixed;
/// biased otherwise.
///
/// > Reference: Bengio, Léonard and Courville (2013), section 4.
public struct StraightThrough: PathwiseEstimator {
  /// The temperature `τ` of the backward pass, positive.
  public var temperature: Double

  /// Makes the estimator.
  ///
  /// - Parameter temperature: The temperature `τ` of the backward pass, positive.
  public init(temperature: Double = 1) { self.temperature = temperature }

  /// Draws `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try sampleStraightThrough(
      logits, classes: classes, temperature: Scalar(temperature: temperature), noise: noise.gumbel)
    return (
      sample.output,
      PathwiseContext(
        classes: classes, surrogate: sample.surrogate, temperature: Scalar(temperature: temperature)
      )
    )
  }
}
