public import LinearAlgebra
import RealModule

/// Adam that waits for its second moments before it divides by them.
///
/// The second moment of few gradients varies so much that the first steps of ``Adam`` may go anywhere.
/// For a gradient `g` and the learning rate `η`, in update `t = 1, 2, …`, with `m` and `v` as in
/// ``Adam``:
///
///     ρ∞ = 2 / (1 − β₂) − 1,   ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
///     r  = √((ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))
///     p ← p − η · m / (1 − β₁ᵗ)                                          if ρ ≤ 5
///     p ← p − η r · (m / (1 − β₁ᵗ)) · √(1 − β₂ᵗ) / (√v + ε)              otherwise
///
/// `ρ` is the number of gradients that the second moment averages over, as far as its variance goes. The
/// paper divides from `ρ > 4` on and has no `ε`; both are here as PyTorch has them. With a weight decay
/// `λ` the gradient is `g + λ p`. Names in a checkpoint are those of ``Adam``.
///
/// > Reference: Liu, Jiang, He, Chen, Liu, Gao and Han (2020), On the variance of the adaptive learning
/// > rate and beyond, algorithm 2.
public struct RAdam<Scalar: RealScalar>: Optimizer, Equatable {
  /// The hyperparameters shared with ``Adam``.
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
  ///   - options: The hyperparameters shared with ``Adam``.
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
    state.update(&model, along: gradient, learningRate: learningRate) {
      $0.gradientDecay = decay
      $0.rectify()
    }
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

extension AdamRule {
  /// Turns the rule of Adam into that of RAdam.
  fileprivate mutating func rectify() {
    let limit = 2 / (1 - beta2) - 1
    let length = limit - 2 * Double(step) * Double.pow(beta2, step) / correction2
    if length > 5 {
      learningRate *=
        ((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)).squareRoot()
      epsilon /= correction2.squareRoot()  // ε joins √v before the correction
    } else {
      (correction2, epsilon) = (.infinity, 1)  // √(v / ∞) + 1: nothing divides
    }
  }
}
