public import NeuralNetwork

/// The sizes of a ``StructuredPredictor``.
public struct StructuredPredictorConfiguration: Hashable, Codable, Sendable {
  /// The number of features that are seen.
  public let inputs: Int
  /// The number of features that are predicted.
  public let outputs: Int
  /// The variables of every stochastic layer.
  public let layout: CodeLayout
  /// The number of stochastic layers.
  public let stochasticLayers: Int
  /// The widths of the hidden layers of each network before, between and behind stochastic layers.
  public let hidden: [Int]
  /// The nonlinearity behind each hidden layer.
  public let activation: Activation

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - inputs: The number of features that are seen, at least one.
  ///   - outputs: The number of features that are predicted; nil for as many as are seen.
  ///   - layout: The variables of every stochastic layer.
  ///   - stochasticLayers: The number of stochastic layers, at least one.
  ///   - hidden: The widths of the hidden layers of each network; empty for linear maps.
  ///   - activation: The nonlinearity behind each hidden layer.
  /// - Throws: ``LatentModelError`` if a size is too small.
  public init(
    inputs: Int, outputs: Int? = nil, layout: CodeLayout, stochasticLayers: Int = 2,
    hidden: [Int] = [], activation: Activation = .tanh
  ) throws(LatentModelError) {
    self.inputs = inputs
    self.outputs = outputs ?? inputs
    self.layout = layout
    self.stochasticLayers = stochasticLayers
    self.hidden = hidden
    self.activation = activation
    try requireSizes([self.inputs], "inputs")
    try requireSizes([self.outputs], "outputs")
    try requireSizes([stochasticLayers], "stochastic layers")
    try requireSizes(hidden, "hidden")
  }

  /// The widths of the network that leads to a stochastic layer, the first being 0, or from the last
  /// one to the prediction.
  func widths(_ layer: Int) -> [Int] {
    [layer == 0 ? inputs : layout.codeRows] + hidden
      + [layer == stochasticLayers ? outputs : layout.logitRows]
  }
}

extension StructuredPredictorConfiguration {
  private enum CodingKeys: String, CodingKey {
    case inputs, outputs, layout, hidden, activation
    case stochasticLayers = "stochastic_layers"
  }

  /// Reads a configuration and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      inputs: values.decode(Int.self, forKey: .inputs),
      outputs: values.decode(Int.self, forKey: .outputs),
      layout: values.decode(CodeLayout.self, forKey: .layout),
      stochasticLayers: values.decode(Int.self, forKey: .stochasticLayers),
      hidden: values.decode([Int].self, forKey: .hidden),
      activation: values.decode(Activation.self, forKey: .activation))
  }
}
