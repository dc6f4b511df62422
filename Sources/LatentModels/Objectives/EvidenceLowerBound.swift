public import Categorical
public import LinearAlgebra
package import NeuralNetwork

/// What one pass through the model is worth, averaged over the batch, in nats.
public struct BoundTerms: Hashable, Sendable {
  /// The mean of `log p(x|z)`.
  public var reconstruction: Double
  /// The mean of `KL(q(z|x) ‖ p(z))`, in closed form.
  public var divergence: Double

  /// The evidence lower bound, `reconstruction - divergence`, whatever the weight in training.
  public var bound: Double { reconstruction - divergence }
}

/// How a ``CategoricalVAE`` is asked for its bound.
public struct BoundOptions<Scalar: RealScalar>: Sendable {
  /// How codes are drawn and how gradients pass through the draw.
  public var estimator: PathwiseEstimatorName
  /// The temperature of the relaxation, positive.
  public var temperature: Scalar
  /// The weight `β` of the divergence in the objective; one for the bound itself.
  public var divergenceWeight: Scalar

  /// Makes options.
  ///
  /// - Parameters:
  ///   - estimator: How codes are drawn and how gradients pass through the draw.
  ///   - temperature: The temperature of the relaxation, positive.
  ///   - divergenceWeight: The weight of the divergence in the objective.
  public init(estimator: PathwiseEstimatorName, temperature: Scalar, divergenceWeight: Scalar = 1) {
    self.estimator = estimator
    self.temperature = temperature
    self.divergenceWeight = divergenceWeight
  }
}

extension CategoricalVAE {
  /// What the backward pass of the bound needs.
  public struct BoundContext: Sendable {
    var encoder: MultilayerPerceptron<Scalar>.Context
    var layer: CategoricalLayer<Scalar>
    var code: CategoricalLayer<Scalar>.Context
    var decoder: MultilayerPerceptron<Scalar>.Context
    /// The gradient of the mean loss with respect to the decoder's output.
    var outputGradient: Matrix<Scalar>
    /// The gradient of the summed divergence with respect to the logits.
    var divergenceGradient: Matrix<Scalar>
    var divergenceWeight: Scalar
  }

  /// Estimates the evidence lower bound of a batch from one code for each sample.
  ///
  ///     ELBO(x) = log p(x|z) - KL(q(z|x) ‖ p(z)),   z ~ q(z|x) by the chosen estimator
  ///     KL(q ‖ uniform) = Σ_l (log K - H(q_l)),     in closed form
  ///
  /// With a soft code (`gumbel-softmax`, `decoupled`) the first term belongs to the relaxed model: it is not a
  /// bound on the likelihood of the discrete one. ``evaluate(_:samples:stream:)`` gives that.
  ///
  /// - Parameters:
  ///   - input: `features × samples`, in `[0, 1]`.
  ///   - noise: Gumbel noise, `latents · classes × samples`.
  ///   - conditionalNoise: As many more matrices of it as the estimator takes: none for most, see
  ///     `PathwiseEstimatorName.conditionalDraws`.
  ///   - options: Estimator, temperature and divergence weight.
  /// - Returns: The terms of the bound, the code that was decoded and the context for
  ///   ``accumulateGradient(of:into:)``.
  /// - Throws: ``CategoricalError`` if a logit is not finite or the temperature is not positive.
  /// - Precondition: The shapes fit the model, which has one layer of one-hot codes, a uniform prior and no
  ///   centering; ``accumulateGradient(of:options:estimators:stream:into:)`` serves all others too.
  ///
  /// > Reference: Jang, Gu and Poole (2017), equation 8 and section 4.2.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func bound(
    of input: Matrix<Scalar>, noise: Matrix<Scalar>, conditionalNoise: [Matrix<Scalar>] = [],
    options: BoundOptions<Scalar>
  ) throws(CategoricalError) -> (terms: BoundTerms, code: Matrix<Scalar>, context: BoundContext) {
    var workspace = PassWorkspace<Scalar>()
    return try bound(
      of: input, noise: noise, conditionalNoise: conditionalNoise, options: options, &workspace)
  }

  /// The same with matrices of a workspace.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  package func bound(
    of input: Matrix<Scalar>, noise: Matrix<Scalar>, conditionalNoise: [Matrix<Scalar>],
    options: BoundOptions<Scalar>, _ workspace: inout PassWorkspace<Scalar>
  ) throws(CategoricalError) -> (terms: BoundTerms, code: Matrix<Scalar>, context: BoundContext) {
    precondition(
      configuration.isPlain,
      "this pass is for one layer of one-hot codes, a uniform prior and no centering")
    precondition(
      input.rows == configuration.features,
      "the input is \(input.shape), but the model has \(configuration.features) features")
    let (logits, encoderContext) = encoder.forward(input, &workspace)
    let layer = CategoricalLayer<Scalar>(
      classes: configuration.classes, estimator: options.estimator)
    let (code, codeContext) = try layer.forward(
      logits, noise: noise, conditionalNoise: conditionalNoise, temperature: options.temperature)
    var divergence = workspace.matrix(rows: configuration.latents, columns: input.columns)
    var divergenceGradient = workspace.matrix(rows: logits.rows, columns: logits.columns)
    try klToUniform(
      logits, classes: configuration.classes, into: &divergence, gradient: &divergenceGradient)
    workspace.recycle(logits)
    // The output of the decoder becomes the gradient by it.
    var (outputGradient, decoderContext) = decoder.forward(code, &workspace)
    var losses = workspace.matrix(rows: input.columns, columns: 1)
    replaceByBernoulliGradient(
      &outputGradient, targets: input, weight: 1 / Scalar(max(input.columns, 1)), losses: &losses)

    let samples = Double(max(input.columns, 1))
    let terms = BoundTerms(
      reconstruction: -Double(losses.sum()) / samples,
      divergence: Double(divergence.sum()) / samples)
    workspace.recycle(losses)
    workspace.recycle(divergence)
    let context = BoundContext(
      encoder: encoderContext, layer: layer, code: codeContext, decoder: decoderContext,
      outputGradient: outputGradient, divergenceGradient: divergenceGradient,
      divergenceWeight: options.divergenceWeight)
    return (terms, code, context)
  }

  /// Adds the gradient of the negative weighted bound, averaged over the batch.
  ///
  ///     loss = mean(-log p(x|z) + β · KL(q(z|x) ‖ p(z)))
  ///
  /// The draw is differentiated as the estimator says; everything else exactly.
  ///
  /// - Parameters:
  ///   - context: What ``bound(of:noise:conditionalNoise:options:)`` returned.
  ///   - gradient: The gradient to add to, of the model's own type.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func accumulateGradient(of context: BoundContext, into gradient: inout Self) {
    var workspace = PassWorkspace<Scalar>()
    var context = context
    accumulateGradient(of: &context, into: &gradient, &workspace)
  }

  /// The same with matrices of a workspace, to which those of the context go.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  package func accumulateGradient(
    of context: inout BoundContext, into gradient: inout Self,
    _ workspace: inout PassWorkspace<Scalar>
  ) {
    let scale = 1 / Scalar(max(context.outputGradient.columns, 1))
    let codeGradient = decoder.backward(
      context.outputGradient, context.decoder, into: &gradient.decoder, &workspace)
    decoder.recycle(&context.decoder, &workspace)
    var logitGradient = workspace.matrix(rows: codeGradient.rows, columns: codeGradient.columns)
    context.layer.pullback(codeGradient, context.code, into: &logitGradient)
    workspace.recycle(codeGradient)
    logitGradient.add(context.divergenceGradient, scaledBy: scale * context.divergenceWeight)
    workspace.recycle(context.divergenceGradient)
    encoder.accumulateGradient(
      logitGradient, context.encoder, into: &gradient.encoder, &workspace)
    encoder.recycle(&context.encoder, &workspace)
  }
}
