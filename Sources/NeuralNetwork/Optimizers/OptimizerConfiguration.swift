public import LinearAlgebra

/// The names of the optimizers, as in configurations and on command lines.
public enum OptimizerName: String, Codable, Hashable, Sendable, CaseIterable {
  /// ``Adam``.
  case adam
  /// ``AdamW``.
  case adamW = "adamw"
  /// ``RAdam``.
  case rAdam = "radam"
  /// ``SGD``.
  case sgd
}

/// An optimizer chosen at run time, with its hyperparameters.
///
/// In JSON it is one object with the name and what belongs to it; what is left out has its default:
///
///     {"name": "adamw", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.01}
///     {"name": "sgd", "momentum": 0.9, "nesterov": true, "weightDecay": 0}
///
/// ``optimizer(for:)`` makes the optimizer.
public enum OptimizerConfiguration: Hashable, Sendable {
  /// ``Adam``, with the weight decay in the gradient.
  case adam(AdamOptions = AdamOptions(), weightDecay: Double = 0)
  /// ``AdamW``, with the weight decay apart from the gradient.
  case adamW(AdamOptions = AdamOptions(), weightDecay: Double = 0.01)
  /// ``RAdam``, with the weight decay in the gradient.
  case rAdam(AdamOptions = AdamOptions(), weightDecay: Double = 0)
  /// ``SGD``, with the weight decay in the gradient.
  case sgd(SGDOptions = SGDOptions(), weightDecay: Double = 0)

  /// Makes the configuration of a command line, where each number may be left out.
  ///
  /// - Parameters:
  ///   - name: The optimizer.
  ///   - momentum: The momentum of ``OptimizerName/sgd``; nil means none.
  ///   - weightDecay: The weight decay; nil means that of the optimizer's own default.
  /// - Throws: ``HyperparameterError`` if a number is out of range or does not belong to the optimizer.
  public init(
    _ name: OptimizerName, momentum: Double? = nil, weightDecay: Double? = nil
  ) throws(HyperparameterError) {
    if let momentum {
      try Requirement.fraction.check(momentum, "momentum")
      guard name == .sgd else {
        throw HyperparameterError("momentum", momentum, "left out: only sgd has one")
      }
    }
    if let weightDecay { try Requirement.nonNegative.check(weightDecay, "weightDecay") }
    self =
      switch name {
      case .adam: .adam(weightDecay: weightDecay ?? 0)
      case .adamW: .adamW(weightDecay: weightDecay ?? 0.01)
      case .rAdam: .rAdam(weightDecay: weightDecay ?? 0)
      case .sgd: .sgd(SGDOptions(momentum: momentum ?? 0), weightDecay: weightDecay ?? 0)
      }
  }

  /// The name of the optimizer.
  public var name: OptimizerName {
    switch self {
    case .adam: .adam
    case .adamW: .adamW
    case .rAdam: .rAdam
    case .sgd: .sgd
    }
  }

  /// The weight decay, in the gradient or, for ``OptimizerName/adamW``, apart from it.
  public var weightDecay: Double {
    switch self {
    case .adam(_, let decay), .adamW(_, let decay), .rAdam(_, let decay), .sgd(_, let decay): decay
    }
  }

  /// Makes the optimizer for a model.
  ///
  /// - Parameter model: The model to be improved; only its names and shapes matter.
  /// - Returns: An optimizer that has done no step.
  /// - Precondition: The weight decay is finite and not negative.
  public func optimizer<Scalar: RealScalar>(
    for model: some Parameterized<Scalar>
  ) -> AnyOptimizer<Scalar> {
    switch self {
    case .adam(let options, let decay):
      AnyOptimizer(Adam(for: model, options: options, weightDecay: decay))
    case .adamW(let options, let decay):
      AnyOptimizer(AdamW(for: model, options: options, weightDecay: decay))
    case .rAdam(let options, let decay):
      AnyOptimizer(RAdam(for: model, options: options, weightDecay: decay))
    case .sgd(let options, let decay):
      AnyOptimizer(SGD(for: model, options: options, weightDecay: decay))
    }
  }
}

extension OptimizerConfiguration: Codable {
  private enum CodingKeys: CodingKey {
    case name
    case momentum
    case weightDecay
  }

  /// Reads a configuration; what is left out has its default.
  ///
  /// - Throws: ``HyperparameterError`` if a number is out of range, or `DecodingError`, also if the name is
  ///   unknown.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(OptimizerName.self, forKey: .name)
    let momentum = try container.decodeIfPresent(Double.self, forKey: .momentum)
    let weightDecay = try container.decodeIfPresent(Double.self, forKey: .weightDecay)
    let decay: Double
    do {
      let checked = try OptimizerConfiguration(name, momentum: momentum, weightDecay: weightDecay)
      decay = checked.weightDecay
    } catch {
      throw error.located(at: decoder.codingPath)
    }
    self =
      switch name {
      case .adam: .adam(try AdamOptions(from: decoder), weightDecay: decay)
      case .adamW: .adamW(try AdamOptions(from: decoder), weightDecay: decay)
      case .rAdam: .rAdam(try AdamOptions(from: decoder), weightDecay: decay)
      case .sgd: .sgd(try SGDOptions(from: decoder), weightDecay: decay)
      }
  }

  /// Writes the name, the hyperparameters and the weight decay.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(weightDecay, forKey: .weightDecay)
    switch self {
    case .adam(let options, _), .adamW(let options, _), .rAdam(let options, _):
      try options.encode(to: encoder)
    case .sgd(let options, _):
      try options.encode(to: encoder)
    }
  }
}
