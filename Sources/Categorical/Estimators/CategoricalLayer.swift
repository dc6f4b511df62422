public import LinearAlgebra

/// A stochastic layer: logits in, samples of categoricals out, a gradient estimator on the way back.
///
/// The value names the estimator and the grouping of the rows; noise and temperature are arguments,
/// so that the layer is a deterministic map and a schedule can change the temperature at each step.
/// The work is done by the ``PathwiseEstimator`` of that name.
///
/// ```swift
/// let layer = CategoricalLayer<Float>(classes: 10, estimator: .straightThroughGumbel)
/// let (sample, context) = try layer.forward(logits, noise: noise, temperature: 0.5)
/// let gradient = layer.pullback(cotangent, context)
/// ```
public struct CategoricalLayer<Scalar: RealScalar>: Sendable, Hashable {
  /// What the pullback needs.
  public typealias Context = PathwiseContext<Scalar>

  /// The number of rows of one categorical.
  public var classes: Int

  /// The name of the estimator of the gradient.
  public var estimator: PathwiseEstimatorName

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - classes: The number of rows of one categorical; positive.
  ///   - estimator: The name of the estimator of the gradient.
  public init(classes: Int, estimator: PathwiseEstimatorName) {
    precondition(classes > 0, "a categorical has at least one class, not \(classes)")
    self.classes = classes
    self.estimator = estimator
  }

  /// How many matrices of conditional noise the forward pass takes besides the Gumbel noise.
  public var conditionalDraws: Int { estimator.conditionalDraws }

  /// Draws one sample from each categorical.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - noise: Gumbel noise of the shape of `logits`.
  ///   - conditionalNoise: ``conditionalDraws`` more matrices of Gumbel noise of that shape, none for
  ///     most estimators.
  ///   - temperature: A positive, dimensionless number.
  /// - Returns: The sample, of the shape of `logits`, and the context of the pullback.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical
  ///   are masked, if the noise is not finite or if the temperature is not positive.
  /// - Precondition: `classes` divides the rows; the shapes and the number of matrices agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward(
    _ logits: Matrix<Scalar>, noise: Matrix<Scalar>, conditionalNoise: [Matrix<Scalar>] = [],
    temperature: Scalar
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: Context) {
    try validate(temperature: temperature)
    return try estimator.makeEstimator(temperature: Double(temperature)).forward(
      logits, classes: classes,
      noise: PathwiseNoise(gumbel: noise, conditional: conditionalNoise))
  }

  /// Estimates the cotangent of the logits.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the sample.
  ///   - context: What ``forward(_:noise:conditionalNoise:temperature:)`` returned.
  /// - Returns: The cotangent of the logits.
  public func pullback(_ cotangent: Matrix<Scalar>, _ context: Context) -> Matrix<Scalar> {
    context.pullback(cotangent)
  }

  /// Estimates the cotangent of the logits, in a matrix of the caller.
  ///
  /// The same as ``pullback(_:_:)`` without an allocation for the result.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the sample.
  ///   - context: What ``forward(_:noise:conditionalNoise:temperature:)`` returned.
  ///   - gradient: The cotangent of the logits, overwritten.
  public func pullback(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Matrix<Scalar>
  ) {
    context.pullback(cotangent, into: &gradient)
  }
}
