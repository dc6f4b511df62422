public import LinearAlgebra
public import NeuralNetwork
public import RandomStreams

/// A stochastic feedforward network that predicts one half of an image from the other.
///
/// Between what is seen, `x`, and what is predicted, `y`, lie layers of categorical variables, each
/// drawn from what the one before says (a sigmoid belief network if they are bits):
///
///     p(y|x) = E[Π_i Bernoulli(y_i | σ(decoder(z_n)_i))],   z₁ ~ p(z₁|x), … z_n ~ p(z_n|z_{n-1})
///
/// Samples come from the model itself, so there is no divergence; the objective is the log-mean-exp of
/// the likelihoods of `m` samples,
///
///     L_m = log (1/m) Σ_k p(y|z_n^k) ≤ log p(y|x) on average
///
/// > Reference: Raiko, Berglund, Alain and Dinh (2015), "Techniques for learning binary stochastic
/// > feedforward neural networks"; Jang, Gu and Poole (2017), section 4.1; Maddison, Mnih and Teh
/// > (2017), section 5.4.
public struct StructuredPredictor<Scalar: RealScalar>: Parameterized {
  /// The sizes of the model.
  public let configuration: StructuredPredictorConfiguration
  /// The networks to the logits of each stochastic layer.
  public var layers: [MultilayerPerceptron<Scalar>]
  /// The network from the last code to the logits of the prediction.
  public var decoder: MultilayerPerceptron<Scalar>

  /// Makes a model with Glorot-uniform weights and zero biases.
  ///
  /// - Parameters:
  ///   - configuration: The sizes of the model.
  ///   - mean: The mean of each predicted feature over the data, whose logits the last bias starts at,
  ///     or nil for zeros.
  ///   - weightScale: A factor of the weights.
  ///   - generator: The source of the weights.
  /// - Precondition: `mean` has one entry for each predicted feature.
  public init(
    _ configuration: StructuredPredictorConfiguration, mean: [Double]? = nil,
    weightScale: Scalar = 1, using generator: inout some RandomNumberGenerator
  ) {
    self.configuration = configuration
    layers = (0..<configuration.stochasticLayers).map {
      MultilayerPerceptron(
        widths: configuration.widths($0), activation: configuration.activation, using: &generator)
    }
    decoder = MultilayerPerceptron(
      widths: configuration.widths(configuration.stochasticLayers),
      activation: configuration.activation,
      outputBias: outputBias(mean: mean, features: configuration.outputs), using: &generator)
    scaleWeights(by: weightScale)
  }

  /// Visits the parameters of the layers in order, then those of the decoder.
  public mutating func visit(
    _ path: String, _ body: (String, inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in layers.indices { try layers[i].visit(parameterName(path, "layers.\(i)"), body) }
    try decoder.visit(parameterName(path, "decoder"), body)
  }

  /// Visits the parameters together with those of another model of the same sizes.
  public mutating func visit(
    with other: Self, _ body: (inout Matrix<Scalar>, Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in layers.indices { try layers[i].visit(with: other.layers[i], body) }
    try decoder.visit(with: other.decoder, body)
  }

  /// Draws completions of what is seen.
  ///
  /// - Parameters:
  ///   - inputs: What is seen, `inputs × samples`.
  ///   - stream: The source of the hard samples.
  /// - Returns: The means of the predicted features given one sample, `outputs × samples`, in `[0, 1]`.
  /// - Throws: ``LatentModelError`` if the model yields logits that are not finite.
  public func completions(
    of inputs: Matrix<Scalar>, stream: RandomStream
  ) throws(LatentModelError) -> Matrix<Scalar> {
    do {
      let pass = try chain(inputs, samples: 1, by: .hard, noise: LatentNoise(stream: stream))
      return bernoulliMeans(decoder(pass.layers[layerCount - 1].code))
    } catch {
      throw .undefined(error)
    }
  }
}
