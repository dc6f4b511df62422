public import LinearAlgebra

/// The hyperparameters of ``SGD`` beside the learning rate.
public struct SGDOptions: Codable, Hashable, Sendable {
  /// The decay of the sum of gradients, at least 0 and below 1; zero means plain descent.
  public let momentum: Double

  /// Whether to look ahead along the momentum.
  public let nesterov: Bool

  /// Creates a set of hyperparameters.
  ///
  /// - Parameters:
  ///   - momentum: The decay of the sum of gradients.
  ///   - nesterov: Whether to look ahead along the momentum; without momentum it changes nothing.
  /// - Precondition: `momentum` is at least 0 and below 1.
  public init(momentum: Double = 0, nesterov: Bool = false) {
    HyperparameterError.trapping { () throws(HyperparameterError) in
      try Requirement.fraction.check(momentum, "momentum")
    }
    self.momentum = momentum
    self.nesterov = nesterov
  }

  private enum CodingKeys: CodingKey {
    case momentum
    case nesterov
  }

  /// Reads hyperparameters; what is left out has its default.
  ///
  /// - Throws: ``HyperparameterError`` if the momentum is out of range, or `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    momentum = try container.decodeIfPresent(Double.self, forKey: .momentum) ?? 0
    nesterov = try container.decodeIfPresent(Bool.self, forKey: .nesterov) ?? false
    do {
      try Requirement.fraction.check(momentum, "momentum")
    } catch {
      throw error.located(at: decoder.codingPath)
    }
  }
}

/// Stochastic gradient descent, with momentum if asked for.
///
/// For a gradient `g`, the momentum `μ` and the learning rate `η`, element by element:
///
///     u ← μ u + g
///     p ← p − η u             or, after Nesterov,  p ← p − η (g + μ u)
///
/// With a weight decay `λ` the gradient is `g + λ p`, as of a penalty `λ/2 ‖p‖²`.
///
/// In a checkpoint the sums are named `"velocity."` followed by the name of the parameter; without
/// momentum there are none.
///
/// > Reference: Sutskever, Martens, Dahl and Hinton (2013), On the importance of initialization and
/// > momentum in deep learning; with the learning rate outside of the sum, as PyTorch has it.
public struct SGD<Scalar: RealScalar>: Optimizer, Equatable {
  /// The hyperparameters.
  public let options: SGDOptions

  /// The decay `λ` that is part of the gradient.
  public let weightDecay: Double

  /// The number of updates so far.
  public var step = 0

  private var velocity: Moments<Scalar>?

  /// Creates an optimizer at rest.
  ///
  /// - Parameters:
  ///   - model: The model to be improved; only its names and shapes matter.
  ///   - options: The hyperparameters.
  ///   - weightDecay: The decay `λ` that is part of the gradient.
  /// - Precondition: `weightDecay` is finite and not negative.
  public init(
    for model: some Parameterized<Scalar>, options: SGDOptions = SGDOptions(),
    weightDecay: Double = 0
  ) {
    checkWeightDecay(weightDecay)
    self.options = options
    self.weightDecay = weightDecay
    velocity = options.momentum > 0 ? Moments(for: model) : nil
  }

  /// Changes the parameters of a model by one step.
  ///
  /// - Parameters:
  ///   - model: The model to improve.
  ///   - gradient: The derivative of the objective by its parameters.
  ///   - learningRate: The size `η` of the step.
  /// - Precondition: The gradient has the shapes of the model, with momentum the optimizer was made for
  ///   them, and `learningRate` is finite and not negative.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model, learningRate: Double
  ) where Model.Scalar == Scalar {
    checkLearningRate(learningRate)
    step += 1
    guard velocity != nil else {
      // p − η (g + λ p), without a second gradient.
      if weightDecay != 0 { model.scale(by: Scalar(1 - learningRate * weightDecay)) }
      model.add(gradient, scaledBy: Scalar(-learningRate))
      return
    }
    var position = 0
    let (options, weightDecay) = (options, weightDecay)
    model.visit(with: gradient) { parameter, gradient in
      checkGradient(parameter.shape, gradient.shape)
      let gradient = gradient.decayed(by: weightDecay, of: parameter)
      velocity?.withMoment(position, of: parameter.shape) { velocity in
        unsafe parameter.withUnsafeMutableElements { (p: UnsafeMutableBufferPointer<Scalar>) in
          unsafe gradient.withUnsafeElements { (g: UnsafeBufferPointer<Scalar>) in
            unsafe velocity.withUnsafeMutableElements { (u: UnsafeMutableBufferPointer<Scalar>) in
              unsafe Kernels.momentum(p, g, u, options, learningRate)
            }
          }
        }
      }
      position += 1
    }
    velocity?.checkCount(position)
  }

  /// Visits the velocities, if there is momentum.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try velocity?.visit(parameterName(path, "velocity"), body)
  }

  /// Visits the velocities of both optimizers.
  ///
  /// - Precondition: Both have momentum, or neither.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    precondition(
      (velocity == nil) == (other.velocity == nil),
      "an optimizer with momentum cannot be paired with one without")
    guard let others = other.velocity else { return }
    try velocity?.visit(with: others, body)
  }
}
