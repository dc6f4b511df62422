public import LinearAlgebra

/// Slope-annealed straight-through: sample and derivative of a softmax with a slope.
///
///     D ~ softmax(s ℓ)
///     ∂ℓ = s J(softmax(s ℓ)) g(D)
///
/// The slope `s` rises from 1 in the course of training, so that samples become nearly deterministic.
/// Unlike the temperature of ``StraightThrough`` it changes the distribution of the sample: with
/// `s ≠ 1` it follows `s ℓ`. Written with `τ = 1 / s`.
///
/// > Reference: Chung, Ahn and Bengio (2017), section 3.2.
public struct SlopeAnnealedStraightThrough: PathwiseEstimator {
  /// The reciprocal of the slope, positive.
  public var temperature: Double

  /// The slope `s`.
  public var slope: Double { 1 / temperature }

  /// Makes the estimator of a slope.
  ///
  /// - Parameter slope: The slope `s`, positive; 1 at the start of training.
  public init(slope: Double = 1) { temperature = 1 / slope }

  /// Makes the estimator of a temperature.
  ///
  /// - Parameter temperature: The reciprocal of the slope, positive.
  public init(temperature: Double) { self.temperature = temperature }

  /// Draws `D` from the steeper softmax.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let steep = try logSoftmax(
      logits, classes: classes, temperature: Scalar(temperature: temperature))
    let sample = try sampleGumbelMax(steep, classes: classes, noise: noise.gumbel)
    let surrogate = try softmax(
      logits, classes: classes, temperature: Scalar(temperature: temperature))
    return (
      sample,
      PathwiseContext(
        classes: classes, surrogate: surrogate, temperature: Scalar(temperature: temperature))
    )
  }
}
