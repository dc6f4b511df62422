public import NeuralNetwork

/// The sizes of a ``SemiSupervisedVAE``.
public struct SemiSupervisedVAEConfiguration: Hashable, Codable, Sendable {
  /// The number of input features.
  public let features: Int
  /// The number of classes, `K`.
  public let classes: Int
  /// The number of Gaussian variables, the style.
  public let styles: Int
  /// The widths of the hidden layers of the classifier `q(y|x)`.
  public let classifierHidden: [Int]
  /// The widths of the hidden layers of the encoder `q(z|x, y)`; the decoder mirrors them.
  public let hidden: [Int]
  /// The nonlinearity behind each hidden layer.
  public let activation: Activation

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - features: The number of input features, at least one.
  ///   - classes: The number of classes, at least two.
  ///   - styles: The number of Gaussian variables, at least one.
  ///   - hidden: The widths of the hidden layers of the encoder; the decoder mirrors them.
  ///   - classifierHidden: The widths of the hidden layers of the classifier; nil for those of the encoder.
  ///   - activation: The nonlinearity behind each hidden layer.
  /// - Throws: ``LatentModelError`` if a size is too small.
  public init(
    features: Int, classes: Int, styles: Int, hidden: [Int] = [500],
    classifierHidden: [Int]? = nil, activation: Activation = .relu
  ) throws(LatentModelError) {
    self.features = features
    self.classes = classes
    self.styles = styles
    self.hidden = hidden
    self.classifierHidden = classifierHidden ?? hidden
    self.activation = activation
    try requireSizes([features], "features")
    try requireSizes([styles], "styles")
    guard classes >= 2 else { throw .invalidSize(name: "classes", value: classes, minimum: 2) }
    try requireSizes(hidden, "hidden")
    try requireSizes(self.classifierHidden, "hidden")
  }

  private enum CodingKeys: String, CodingKey {
    case features, classes, styles, hidden, activation
    case classifierHidden = "classifier_hidden"
  }

  /// Reads a configuration and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      features: values.decode(Int.self, forKey: .features),
      classes: values.decode(Int.self, forKey: .classes),
      styles: values.decode(Int.self, forKey: .styles),
      hidden: values.decode([Int].self, forKey: .hidden),
      classifierHidden: values.decode([Int].self, forKey: .classifierHidden),
      activation: values.decode(Activation.self, forKey: .activation))
  }
}
