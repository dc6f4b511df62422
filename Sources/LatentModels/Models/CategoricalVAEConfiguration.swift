public import NeuralNetwork

/// The sizes of a ``CategoricalVAE``.
public struct CategoricalVAEConfiguration: Hashable, Codable, Sendable {
  /// The number of input features.
  public let features: Int
  /// The number of categorical variables, `L`.
  public let latents: Int
  /// The number of classes of each categorical variable, `K`.
  public let classes: Int
  /// The widths of the encoder's hidden layers, from the input on; the decoder mirrors them.
  public let hidden: [Int]
  /// The nonlinearity behind each hidden layer.
  public let activation: Activation

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - features: The number of input features, at least one.
  ///   - latents: The number of categorical variables, at least one.
  ///   - classes: The number of classes of each, at least two.
  ///   - hidden: The widths of the encoder's hidden layers; empty for the linear-logits model.
  ///   - activation: The nonlinearity behind each hidden layer.
  /// - Throws: ``LatentModelError`` if a size is too small.
  public init(
    features: Int, latents: Int, classes: Int, hidden: [Int] = [], activation: Activation = .relu
  ) throws(LatentModelError) {
    guard features >= 1 else { throw .invalidSize(name: "features", value: features, minimum: 1) }
    guard latents >= 1 else { throw .invalidSize(name: "latents", value: latents, minimum: 1) }
    guard classes >= 2 else { throw .invalidSize(name: "classes", value: classes, minimum: 2) }
    for width in hidden where width < 1 {
      throw .invalidSize(name: "hidden", value: width, minimum: 1)
    }
    guard !latents.multipliedReportingOverflow(by: classes).overflow else {
      throw .tooManyClasses(latents: latents, classes: classes)
    }
    self.features = features
    self.latents = latents
    self.classes = classes
    self.hidden = hidden
    self.activation = activation
  }

  /// Reads a configuration and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      features: container.decode(Int.self, forKey: .features),
      latents: container.decode(Int.self, forKey: .latents),
      classes: container.decode(Int.self, forKey: .classes),
      hidden: container.decode([Int].self, forKey: .hidden),
      activation: container.decode(Activation.self, forKey: .activation))
  }

  /// The number of rows of a code, `latents · classes`.
  public var codeSize: Int { latents * classes }
  /// The widths of the encoder, from the input to the logits of the code.
  public var encoderWidths: [Int] { [features] + hidden + [codeSize] }
  /// The widths of the decoder, from the code to the logits of the likelihood.
  public var decoderWidths: [Int] { encoderWidths.reversed() }
}
