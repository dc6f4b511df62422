public import LinearAlgebra

/// A stochastic layer: logits in, samples of categoricals out, a gradient estimator on the way back.
///
/// The value names the estimator and the grouping of the rows; noise and temperature are arguments,
/// so that the layer is a deterministic map and a schedule can change the temperature at each step.
/// The work is done by the pure functions of this module, to which the layer dispatches.
///
/// ```swift
/// let layer = CategoricalLayer<Float>(classes: 10, estimator: .straightThroughGumbel)
/// let (sample, context) = try layer.forward(logits, noise: noise, temperature: 0.5)
/// let gradient = layer.pullback(cotangent, context)
/// ```
public struct CategoricalLayer<Scalar: RealScalar>: Sendable, Hashable {
  /// The number of rows of one categorical.
  public var classes: Int

  /// The estimator of the gradient.
  public var estimator: GradientEstimator

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - classes: The number of rows of one categorical; positive.
  ///   - estimator: The estimator of the gradient.
  public init(classes: Int, estimator: GradientEstimator) {
    precondition(classes > 0, "a categorical has at least one class, not \(classes)")
    self.classes = classes
    self.estimator = estimator
  }

  /// What the pullback needs: the probabilities that stand for the sample, and the temperature.
  public struct Context: Sendable, Equatable {
    /// The probabilities `π` through which the gradient flows.
    public var surrogate: Matrix<Scalar>

    /// The temperature of the forward pass.
    public var temperature: Scalar
  }

  /// Draws one sample from each categorical.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - noise: Gumbel noise of the shape of `logits`.
  ///   - temperature: A positive, dimensionless number.
  /// - Returns: The sample, of the shape of `logits`, and the context of the pullback.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical
  ///   are masked, if the noise is not finite or if the temperature is not positive.
  /// - Precondition: `classes` divides the rows; the shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward(
    _ logits: Matrix<Scalar>, noise: Matrix<Scalar>, temperature: Scalar
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: Context) {
    switch estimator {
    case .straightThroughGumbel, .gumbelSoftmax:
      let sample = try gumbelSoftmax(
        logits, classes: classes, temperature: temperature,
        hard: estimator == .straightThroughGumbel, noise: noise)
      return (sample.output, Context(surrogate: sample.relaxed, temperature: temperature))
    case .straightThrough:
      let sample = try sampleStraightThrough(
        logits, classes: classes, temperature: temperature, noise: noise)
      return (sample.output, Context(surrogate: sample.surrogate, temperature: temperature))
    case .straightThroughArgmax:
      let sample = try Categorical.straightThrough(
        logits, classes: classes, temperature: temperature)
      return (sample.output, Context(surrogate: sample.surrogate, temperature: temperature))
    }
  }

  /// Estimates the cotangent of the logits.
  ///
  /// With `π` and `τ` of the context and the cotangent `g` of the sample:
  ///
  ///     ∂ℓ = π ⊙ (g - ⟨π, g⟩) / τ
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the sample.
  ///   - context: What ``forward(_:noise:temperature:)`` returned.
  /// - Returns: The cotangent of the logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func pullback(_ cotangent: Matrix<Scalar>, _ context: Context) -> Matrix<Scalar> {
    var gradient = Matrix<Scalar>(cotangent.shape)
    pullback(cotangent, context, into: &gradient)
    return gradient
  }

  /// Estimates the cotangent of the logits, in a matrix of the caller.
  ///
  /// The same as ``pullback(_:_:)`` without an allocation.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the sample.
  ///   - context: What ``forward(_:noise:temperature:)`` returned.
  ///   - gradient: The cotangent of the logits, overwritten.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func pullback(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Matrix<Scalar>
  ) {
    switch estimator {
    case .straightThroughGumbel, .gumbelSoftmax:
      gumbelSoftmaxPullback(
        cotangent, relaxed: context.surrogate, classes: classes, temperature: context.temperature,
        into: &gradient)
    case .straightThrough, .straightThroughArgmax:
      straightThroughPullback(
        cotangent, surrogate: context.surrogate, classes: classes,
        temperature: context.temperature, into: &gradient)
    }
  }
}
