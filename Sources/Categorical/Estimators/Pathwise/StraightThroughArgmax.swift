public import LinearAlgebra

/// Straight-through argmax: the most probable class forward, the probabilities backward, no noise.
///
///     z = one_hot(argmax ℓ),  π = softmax(ℓ / τ)
///     ∂ℓ = J(π) g(z) / τ
///
/// A quantizer, not an estimator of the gradient of an expectation: nothing is drawn.
///
/// > Reference: Bengio, Léonard and Courville (2013), section 4; SynJax (2023) for the argmax form.
public struct StraightThroughArgmax: PathwiseEstimator {
  /// The temperature `τ` of the backward pass, positive.
  public var temperature: Double

  /// Makes the estimator.
  ///
  /// - Parameter temperature: The temperature `τ` of the backward pass, positive.
  public init(temperature: Double = 1) { self.temperature = temperature }

  /// Takes the argmax; the noise is left unread.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try straightThrough(
      logits, classes: classes, temperature: Scalar(temperature: temperature))
    return (
      sample.output,
      PathwiseContext(
        classes: classes, surrogate: sample.surrogate, temperature: Scalar(temperature: temperature)
      )
    )
  }
}
