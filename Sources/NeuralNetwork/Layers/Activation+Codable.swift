extension Activation: Codable, LosslessStringConvertible {
  /// Reads `relu`, `tanh`, `leaky-relu` (slope 0.01) or `leaky-relu:SLOPE`.
  ///
  /// - Parameter description: The text.
  public init?(_ description: String) {
    switch description {
    case "relu": self = .relu
    case "tanh": self = .tanh
    case "leaky-relu": self = .leakyReLU(slope: 0.01)
    default:
      let parts = description.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "leaky-relu", let slope = Double(parts[1]),
        slope.isFinite, slope >= 0
      else { return nil }
      self = .leakyReLU(slope: slope)
    }
  }

  /// The text that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .relu: "relu"
    case .tanh: "tanh"
    case .leakyReLU(let slope): "leaky-relu:\(slope)"
    }
  }

  /// Reads the text of a nonlinearity.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: A decoding error if the text names no nonlinearity.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let activation = Activation(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' is no nonlinearity; expected relu, tanh or leaky-relu:SLOPE")
    }
    self = activation
  }

  /// Writes the text of the nonlinearity.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
