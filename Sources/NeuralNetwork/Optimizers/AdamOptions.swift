/// The hyperparameters of ``Adam``, ``AdamW`` and ``RAdam`` beside the learning rate.
public struct AdamOptions: Codable, Hashable, Sendable {
  /// The decay of the mean of gradients, at least 0 and below 1.
  public let beta1: Double

  /// The decay of the mean of squared gradients, at least 0 and below 1.
  public let beta2: Double

  /// What is added to the root in the denominator, finite and not negative.
  public let epsilon: Double

  /// Creates a set of hyperparameters.
  ///
  /// - Parameters:
  ///   - beta1: The decay of the mean of gradients.
  ///   - beta2: The decay of the mean of squared gradients.
  ///   - epsilon: What is added to the root in the denominator.
  /// - Precondition: All are in range.
  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
    self = HyperparameterError.trapping { () throws(HyperparameterError) in
      try AdamOptions(checking: beta1, beta2, epsilon)
    }
  }

  private init(
    checking beta1: Double, _ beta2: Double, _ epsilon: Double
  ) throws(HyperparameterError) {
    try Requirement.fraction.check(beta1, "beta1")
    try Requirement.fraction.check(beta2, "beta2")
    try Requirement.nonNegative.check(epsilon, "epsilon")
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
  }

  private enum CodingKeys: CodingKey {
    case beta1
    case beta2
    case epsilon
  }

  /// Reads hyperparameters; what is left out has its default.
  ///
  /// - Throws: ``HyperparameterError`` if a number is out of range, or `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let standard = AdamOptions()
    do {
      try self.init(
        checking: container.decodeIfPresent(Double.self, forKey: .beta1) ?? standard.beta1,
        container.decodeIfPresent(Double.self, forKey: .beta2) ?? standard.beta2,
        container.decodeIfPresent(Double.self, forKey: .epsilon) ?? standard.epsilon)
    } catch let error as HyperparameterError {
      throw error.located(at: decoder.codingPath)
    }
  }
}
