public import LinearAlgebra
public import NeuralNetwork
import RealModule

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
/// > Reference: Jang, Gu and Poole (2017), section 4.2; Kingma and Welling (2014).
public struct CategoricalVAE<Scalar: RealScalar>: Parameterized {
  /// The sizes of the model.
  public let configuration: CategoricalVAEConfiguration
  /// The network from inputs to the logits of the code.
  public var encoder: MultilayerPerceptron<Scalar>
  /// The network from codes to the logits of the likelihood.
  public var decoder: MultilayerPerceptron<Scalar>

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
    precondition(
      mean.map { $0.count == configuration.features } ?? true,
      "\(mean?.count ?? 0) means for \(configuration.features) features")
    self.configuration = configuration
    let outputBias = mean.map { mean in
      Vector<Scalar>(
        mean.map { value in
          let clipped = Scalar(min(max(value, 0.001), 0.999))
          return .log(clipped) - .log(onePlus: -clipped)
        })
    }
    encoder = MultilayerPerceptron(
      widths: configuration.encoderWidths, activation: configuration.activation, using: &generator)
    decoder = MultilayerPerceptron(
      widths: configuration.decoderWidths, activation: configuration.activation,
      outputBias: outputBias, using: &generator)
    guard weightScale != 1 else { return }
    visit("") { name, parameter in
      if name.hasSuffix(".weight") { parameter *= weightScale }
    }
  }

  /// Visits the parameters of the encoder, then those of the decoder.
  public mutating func visit(
    _ path: String, _ body: (String, inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try encoder.visit(path.isEmpty ? "encoder" : "\(path).encoder", body)
    try decoder.visit(path.isEmpty ? "decoder" : "\(path).decoder", body)
  }

  /// Visits the parameters together with those of another model of the same sizes.
  public mutating func visit(
    with other: Self, _ body: (inout Matrix<Scalar>, Matrix<Scalar>) throws -> Void
  ) rethrows {
    try encoder.visit(with: other.encoder, body)
    try decoder.visit(with: other.decoder, body)
  }
}
