public import LinearAlgebra

/// Decoupled Gumbel-Softmax: one temperature forward, another one backward, the same noise.
///
///     z = softmax((ℓ + G) / τ_f),  or its argmax
///     ∂ℓ = J(y) g(z) / τ_b,  y = softmax((ℓ + G) / τ_b)
///
/// A cold forward pass keeps the sample near the corners, a warm backward pass keeps the variance
/// low. With a hard forward pass `τ_f` has no effect, since the argmax is free of scale: that is
/// ``StraightThroughGumbelSoftmax``. Biased.
///
/// > Reference: Shah, Yan, Mozer and Liu (2024), "Improving discrete optimisation via decoupled
/// > straight-through Gumbel-Softmax".
public struct DecoupledGumbelSoftmax: PathwiseEstimator {
  /// The temperature `τ_f` of the forward pass, positive.
  public var forwardTemperature: Double

  /// The temperature `τ_b` of the backward pass, positive.
  public var backwardTemperature: Double

  /// Whether the forward pass takes the argmax.
  public var isHard: Bool

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - forwardTemperature: The temperature `τ_f` of the forward pass, positive.
  ///   - backwardTemperature: The temperature `τ_b` of the backward pass, positive.
  ///   - hard: Whether the forward pass takes the argmax.
  public init(
    forwardTemperature: Double = 0.5, backwardTemperature: Double = 1, hard: Bool = false
  ) {
    self.forwardTemperature = forwardTemperature
    self.backwardTemperature = backwardTemperature
    isHard = hard
  }

  /// Draws `z` and `y` from the same noise.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let front = try gumbelSoftmax(
      logits, classes: classes, temperature: Scalar(temperature: forwardTemperature), hard: isHard,
      noise: noise.gumbel)
    let back = try gumbelSoftmax(
      logits, classes: classes, temperature: Scalar(temperature: backwardTemperature),
      noise: noise.gumbel)
    return (
      front.output,
      PathwiseContext(
        classes: classes, surrogate: back.relaxed,
        temperature: Scalar(temperature: backwardTemperature))
    )
  }
}
