public import LinearAlgebra
import RealModule

/// Steps along the running mean of gradients over the root of their running mean square.
///
/// For a gradient `g` and the learning rate `η`, in update `t = 1, 2, …`, element by element:
///
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     p ← p − η · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
///
/// With a weight decay `λ` the gradient is `g + λ p`, as of a penalty `λ/2 ‖p‖²`. The root then divides
/// the decay, too; ``AdamW`` keeps the two apart.
///
/// In a checkpoint the moments are named `"first_moment."` and `"second_moment."` followed by the name of
/// the parameter; restore ``step`` with them.
///
/// > Reference: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1.
public struct Adam<Scalar: RealScalar>: Optimizer, Equatable {
  /// The hyperparameters.
  public var options: AdamOptions { state.options }

  /// The decay `λ` that is part of the gradient.
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
  ///   - options: The hyperparameters.
  ///   - weightDecay: The decay `λ` that is part of the gradient.
  /// - Precondition: `weightDecay` is finite and not negative.
  public init(
    for model: some Parameterized<Scalar>, options: AdamOptions = AdamOptions(),
    weightDecay: Double = 0
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
    state.update(&model, along: gradient, learningRate: learningRate) { $0.gradientDecay = decay }
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
