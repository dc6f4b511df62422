public import NeuralNetwork

/// The distribution of the topmost codes before anything is seen.
public enum CodePrior: String, CaseIterable, Codable, Sendable {
  /// Every class is as likely as every other.
  case uniform
  /// The model learns the logits of each variable.
  case learned
}

/// The sizes of a ``CategoricalVAE``.
public struct CategoricalVAEConfiguration: Hashable, Codable, Sendable {
  /// The number of input features.
  public let features: Int
  /// The variables of every stochastic layer.
  public let layout: CodeLayout
  /// The number of stochastic layers, from `z₁` next to the data to the topmost.
  public let stochasticLayers: Int
  /// The widths of the encoder's hidden layers, from the input on.
  public let hidden: [Int]
  /// The widths of the decoder's hidden layers, from the code on.
  public let decoderHidden: [Int]
  /// The widths of the hidden layers of each network between two stochastic layers.
  public let transitionHidden: [Int]
  /// The nonlinearity behind each hidden layer.
  public let activation: Activation
  /// The distribution of the topmost codes.
  public let prior: CodePrior
  /// Whether the inputs and hidden activations of the inference networks are centered.
  public let isCentered: Bool

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - features: The number of input features, at least one.
  ///   - latents: The number of categorical variables of a stochastic layer, at least one.
  ///   - classes: The number of classes of each, at least two.
  ///   - hidden: The widths of the encoder's hidden layers; empty for the linear-logits model.
  ///   - activation: The nonlinearity behind each hidden layer.
  ///   - decoderHidden: The widths of the decoder's hidden layers; nil mirrors the encoder.
  ///   - code: How a class is written as numbers.
  ///   - stochasticLayers: The number of stochastic layers, at least one.
  ///   - transitionHidden: The widths of the hidden layers between two stochastic layers.
  ///   - prior: The distribution of the topmost codes.
  ///   - isCentered: Whether the inputs and hidden activations of the inference networks are centered by
  ///     running means.
  /// - Throws: ``LatentModelError`` if a size is too small.
  public init(
    features: Int, latents: Int, classes: Int, hidden: [Int] = [], activation: Activation = .relu,
    decoderHidden: [Int]? = nil, code: CodeKind = .oneHot, stochasticLayers: Int = 1,
    transitionHidden: [Int] = [], prior: CodePrior = .uniform, isCentered: Bool = false
  ) throws(LatentModelError) {
    layout = try CodeLayout(latents: latents, classes: classes, code: code)
    self.features = features
    self.stochasticLayers = stochasticLayers
    self.hidden = hidden
    self.decoderHidden = decoderHidden ?? hidden.reversed()
    self.transitionHidden = transitionHidden
    self.activation = activation
    self.prior = prior
    self.isCentered = isCentered
    try requireSizes([features], "features")
    try requireSizes([stochasticLayers], "stochastic layers")
    try requireSizes(hidden, "hidden")
    try requireSizes(self.decoderHidden, "hidden")
    try requireSizes(transitionHidden, "hidden")
  }

  /// The number of categorical variables of a stochastic layer, `L`.
  public var latents: Int { layout.latents }
  /// The number of classes of each categorical variable, `K`.
  public var classes: Int { layout.classes }
  /// The number of rows of a sample of one stochastic layer, `latents · classes`.
  public var codeSize: Int { layout.sampleRows }
  /// The widths of the encoder, from the input to the logits of the first code.
  public var encoderWidths: [Int] { [features] + hidden + [layout.logitRows] }
  /// The widths of the decoder, from the first code to the logits of the likelihood.
  public var decoderWidths: [Int] { [layout.codeRows] + decoderHidden + [features] }
  /// Whether there is a single layer of one-hot codes with a uniform prior, and nothing is centered.
  var isPlain: Bool {
    stochasticLayers == 1 && layout.code == .oneHot && prior == .uniform && !isCentered
  }
  /// The widths of a network between two stochastic layers.
  public var transitionWidths: [Int] { [layout.codeRows] + transitionHidden + [layout.logitRows] }
}

extension CategoricalVAEConfiguration {
  private enum CodingKeys: String, CodingKey {
    case features, latents, classes, code, hidden, activation, prior
    case decoderHidden = "decoder_hidden"
    case stochasticLayers = "stochastic_layers"
    case transitionHidden = "transition_hidden"
    case isCentered = "centered"
  }

  /// Reads a configuration and checks it like the memberwise initializer; what is missing is the default.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      features: values.decode(Int.self, forKey: .features),
      latents: values.decode(Int.self, forKey: .latents),
      classes: values.decode(Int.self, forKey: .classes),
      hidden: values.decode([Int].self, forKey: .hidden),
      activation: values.decode(Activation.self, forKey: .activation),
      decoderHidden: values.decodeIfPresent([Int].self, forKey: .decoderHidden),
      code: values.decodeIfPresent(CodeKind.self, forKey: .code) ?? .oneHot,
      stochasticLayers: values.decodeIfPresent(Int.self, forKey: .stochasticLayers) ?? 1,
      transitionHidden: values.decodeIfPresent([Int].self, forKey: .transitionHidden) ?? [],
      prior: values.decodeIfPresent(CodePrior.self, forKey: .prior) ?? .uniform,
      isCentered: values.decodeIfPresent(Bool.self, forKey: .isCentered) ?? false)
  }

  /// Writes all sizes, the variables of a layer among the others.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(features, forKey: .features)
    try values.encode(latents, forKey: .latents)
    try values.encode(classes, forKey: .classes)
    try values.encode(layout.code, forKey: .code)
    try values.encode(hidden, forKey: .hidden)
    try values.encode(decoderHidden, forKey: .decoderHidden)
    try values.encode(stochasticLayers, forKey: .stochasticLayers)
    try values.encode(transitionHidden, forKey: .transitionHidden)
    try values.encode(activation, forKey: .activation)
    try values.encode(prior, forKey: .prior)
    try values.encode(isCentered, forKey: .isCentered)
  }
}

/// Requires that all sizes of a kind are positive.
func requireSizes(_ sizes: [Int], _ name: String) throws(LatentModelError) {
  for size in sizes where size < 1 {
    throw .invalidSize(name: name, value: size, minimum: 1)
  }
}
