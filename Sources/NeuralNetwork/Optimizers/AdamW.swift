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
  public var options: AdamOptions { state.options }

  /// The decay `λ` of the parameters for a learning rate of one.
  public var weightDecay: Double { state.weightDecay }

  /// The number of updates so far, `t`.
  public var step: Int {
    get { state.step }
    set { state.step = newValue }
  }

  private var state: AdamState<Scalar>

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
    state = AdamState(for: model, options: options, weightDecay: weightDecay)
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
    let decay = weightDecay
    state.update(&model, along: gradient, learningRate: learningRate) { $0.decoupledDecay = decay }
  }

  /// Visits all first, then all second moments.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try state.visit(path, body)
  }

  /// Visits the moments of both optimizers.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try state.visit(with: other.state, body)
  }
}
