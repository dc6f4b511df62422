public import LinearAlgebra
public import NeuralNetwork

/// A variational autoencoder whose code is a set of categorical variables.
///
/// An encoder maps an input `x` to the logits of `L` categorical variables with `K` classes each,
/// a categorical layer draws (or relaxes) one-hot vectors from them, and a decoder maps the
/// one-hot vectors `z` to the logits of a Bernoulli likelihood:
///
///     q(z|x) = Π_l Categorical(z_l | encoder(x)_l)      p(z) = Π_l Uniform(K)
///     p(x|z) = Π_i Bernoulli(x_i | σ(decoder(z)_i))
///
/// Without hidden layers both halves are a single ``Linear``: the *linear-logits* model. Samples are
/// columns throughout: inputs are `features × samples`, codes `latents · classes × samples`, and the
/// `classes` rows of one latent lie next to each other.
///
/// With several stochastic layers the posterior is a chain from the data upwards and the prior one
/// from the top down:
///
///     q(z|x) = q(z₁|x) q(z₂|z₁) …      p(x, z) = p(x|z₁) p(z₁|z₂) … p(zₙ)
///
/// The topmost prior is uniform or learned. Classes may be written as bits instead of one-hot
/// vectors, see ``CodeKind``; then an encoder gives one logit for each bit of a binary variable.
///
/// > Reference: Jang, Gu and Poole (2017), section 4.2; Kingma and Welling (2014).
public struct CategoricalVAE<Scalar: RealScalar>: Parameterized {
  /// The sizes of the model.
  public let configuration: CategoricalVAEConfiguration
  /// The network from inputs to the logits of the first code.
  public var encoder: MultilayerPerceptron<Scalar>
  /// The network from the first code to the logits of the likelihood.
  public var decoder: MultilayerPerceptron<Scalar>
  /// The networks from each code to the posterior logits of the next, upwards.
  public var inference: [MultilayerPerceptron<Scalar>]
  /// The networks to the prior logits of each code from the next, downwards; the lowest first.
  public var generation: [MultilayerPerceptron<Scalar>]
  /// The logits of the topmost prior as a column, or nil if it is uniform.
  public var priorLogits: Matrix<Scalar>?
  /// What centers the encoder and the networks of ``inference``.
  public var centering: [Centering<Scalar>]

  /// Makes a model with Glorot-uniform weights and zero biases.
  ///
  /// The decoder's last bias starts at the logit of the mean of the data, clipped to
  /// `[0.001, 0.999]`, so that the first steps need not learn it.
  ///
  /// - Parameters:
  ///   - configuration: The sizes of the model.
  ///   - mean: The mean of each feature over the data, or nil for zero biases.
  ///   - weightScale: A factor of the Glorot-uniform weights. Small ones let codes start from nothing
  ///     and grow towards single causes rather than keep the random mixtures of the start.
  ///   - generator: The source of the weights.
  /// - Precondition: `mean` has one entry for each feature.
  public init(
    _ configuration: CategoricalVAEConfiguration, mean: [Double]? = nil,
    weightScale: Scalar = 1, using generator: inout some RandomNumberGenerator
  ) {
    self.configuration = configuration
    let activation = configuration.activation
    encoder = MultilayerPerceptron(
      widths: configuration.encoderWidths, activation: activation, using: &generator)
    decoder = MultilayerPerceptron(
      widths: configuration.decoderWidths, activation: activation,
      outputBias: outputBias(mean: mean, features: configuration.features), using: &generator)
    let transitions = (0..<2 * (configuration.stochasticLayers - 1)).map { _ in
      MultilayerPerceptron<Scalar>(
        widths: configuration.transitionWidths, activation: activation, using: &generator)
    }
    inference = Array(transitions[..<(transitions.count / 2)])
    generation = Array(transitions[(transitions.count / 2)...])
    priorLogits =
      configuration.prior == .learned
      ? Matrix(rows: configuration.layout.logitRows, columns: 1) : nil
    centering = ([encoder] + inference).map { Centering($0, isCentered: configuration.isCentered) }
    scaleWeights(by: weightScale)
  }

  /// Visits the parameters of the encoder and the decoder, then those of further layers.
  public mutating func visit(
    _ path: String, _ body: (String, inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try encoder.visit(parameterName(path, "encoder"), body)
    try decoder.visit(parameterName(path, "decoder"), body)
    for i in inference.indices {
      try inference[i].visit(parameterName(path, "inference.\(i)"), body)
      try generation[i].visit(parameterName(path, "generation.\(i)"), body)
    }
    if var logits = priorLogits {
      try body(parameterName(path, "prior"), &logits)
      priorLogits = logits
    }
  }

  /// Visits the running means of ``centering``.
  public mutating func visitBuffers(
    _ path: String, _ body: (_ name: String, _ buffer: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in centering.indices {
      try centering[i].visitBuffers(parameterName(path, "centering.\(i)"), body)
    }
  }

  /// Visits the parameters together with those of another model of the same sizes.
  public mutating func visit(
    with other: Self, _ body: (inout Matrix<Scalar>, Matrix<Scalar>) throws -> Void
  ) rethrows {
    try encoder.visit(with: other.encoder, body)
    try decoder.visit(with: other.decoder, body)
    for i in inference.indices {
      try inference[i].visit(with: other.inference[i], body)
      try generation[i].visit(with: other.generation[i], body)
    }
    if var logits = priorLogits, let others = other.priorLogits {
      try body(&logits, others)
      priorLogits = logits
    }
  }
}
