public import LinearAlgebra

/// Adam with weight decay that is decoupled from the gradient.
///
/// With the decay `λ`, before the step of ``Adam``:
///
///     p ← p − η λ p
///
/// so that the decay is not divided by the root of the second moment. It applies to all parameters,
/// biases too. Names in a checkpoint are those of ``Adam``.
///
/// > Reference: Loshchilov and Hutter (2019), Decoupled weight decay regularization, algorithm 2.
public struct AdamW<Scalar: RealScalar>: Optimizer, Equatable {
  /// The hyperparameters shared with ``Adam``.
  public let options: AdamOptions

  /// The decay `λ` of the parameters for a learning rate of one.
  public let weightDecay: Double

  /// The number of updates so far, `t`.
  public var step = 0

  private var moments: AdamMoments<Scalar>

  /// Creates an optimizer with moments of zero.
  ///
  /// - Parameters:
  ///   - model: The model to be improved; only its names and shapes matter.
  ///   - options: The hyperparameters shared with ``Adam``.
  ///   - weightDecay: The decay `λ` of the parameters for a learning rate of one.
  /// - Precondition: `weightDecay` is finite and not negative.
  public init(
    for model: some Parameterized<Scalar>, options: AdamOptions = AdamOptions(),
    weightDecay: Double = 0.01
  ) {
    checkWeightDecay(weightDecay)
    self.options = options
    self.weightDecay = weightDecay
    moments = AdamMoments(for: model)
  }

  /// Changes the parameters of a model by one step.
  ///
  /// - Parameters:
  ///   - model: The model to improve.
  ///   - gradient: The derivative of the objective by its parameters.
  ///   - learningRate: The size `η` of the step.
  /// - Precondition: The optimizer was made for a model of the same shapes, and `learningRate` is finite and
  ///   not negative.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model, learningRate: Double
  ) where Model.Scalar == Scalar {
    checkLearningRate(learningRate)
    step += 1
    var rule = AdamRule(options, step: step, learningRate: learningRate)
    rule.decoupledDecay = weightDecay
    moments.update(&model, along: gradient, by: rule)
  }

  /// Visits all first, then all second moments.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try moments.visit(path, body)
  }

  /// Visits the moments of both optimizers.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try moments.visit(with: other.moments, body)
  }
}
