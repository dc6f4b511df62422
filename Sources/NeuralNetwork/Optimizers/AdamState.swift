import LinearAlgebra
import RealModule

/// The numbers of one update by Adam or one of its relatives.
///
///     m ← β₁ m + (1 − β₁) g',   v ← β₂ v + (1 − β₂) g'²,   g' = g + gradientDecay · p
///     p ← (1 − rate · decoupledDecay) p − rate · (m / correction₁) / (√(v / correction₂) + ε)
struct AdamRule {
  /// The number of the update, `t`.
  let step: Int
  let beta1: Double
  let beta2: Double
  var epsilon: Double
  var learningRate: Double
  var gradientDecay = 0.0
  var decoupledDecay = 0.0

  /// `1 − β₁ᵗ` and `1 − β₂ᵗ`, which undo the pull of the moments towards their start at zero.
  let correction1: Double
  var correction2: Double

  init(_ options: AdamOptions, step: Int, learningRate: Double) {
    (beta1, beta2, epsilon) = (options.beta1, options.beta2, options.epsilon)
    self.step = step
    self.learningRate = learningRate
    correction1 = 1 - Double.pow(beta1, step)
    correction2 = 1 - Double.pow(beta2, step)
  }
}

/// What Adam and its relatives are made of: they differ in the rule of an update alone.
struct AdamState<Scalar: RealScalar>: Parameterized, Equatable {
  let options: AdamOptions
  let weightDecay: Double
  /// The number of updates so far.
  var step = 0

  private var first: Moments<Scalar>
  private var second: Moments<Scalar>

  init(for model: some Parameterized<Scalar>, options: AdamOptions, weightDecay: Double) {
    checkWeightDecay(weightDecay)
    self.options = options
    self.weightDecay = weightDecay
    first = Moments(for: model)
    second = first
  }

  mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try first.visit(parameterName(path, "first_moment"), body)
    try second.visit(parameterName(path, "second_moment"), body)
  }

  mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try first.visit(with: other.first, body)
    try second.visit(with: other.second, body)
  }

  /// Updates all parameters, each in one pass over its four arrays.
  ///
  /// - Parameters:
  ///   - model: The model to improve.
  ///   - gradient: The derivative of the objective by its parameters.
  ///   - learningRate: The size of the step.
  ///   - adapt: What turns the rule of Adam without decay into that of the optimizer.
  mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model, learningRate: Double,
    _ adapt: (inout AdamRule) -> Void
  ) where Model.Scalar == Scalar {
    checkLearningRate(learningRate)
    step += 1
    var rule = AdamRule(options, step: step, learningRate: learningRate)
    adapt(&rule)
    var position = 0
    model.visit(with: gradient) { parameter, gradient in
      checkGradient(parameter.shape, gradient.shape)
      first.withMoment(position, of: parameter.shape) { first in
        second.withMoment(position, of: parameter.shape) { second in
          let gradient = gradient.decayed(by: rule.gradientDecay, of: parameter)
          adamStep(&parameter, gradient, &first, &second, rule)
        }
      }
      position += 1
    }
    first.checkCount(position)
  }
}

/// Updates one parameter and its moments, all of the same shape.
private func adamStep<Scalar: RealScalar>(
  _ parameter: inout Matrix<Scalar>, _ gradient: Matrix<Scalar>, _ first: inout Matrix<Scalar>,
  _ second: inout Matrix<Scalar>, _ rule: AdamRule
) {
  unsafe parameter.withUnsafeMutableElements { (p: UnsafeMutableBufferPointer<Scalar>) in
    unsafe gradient.withUnsafeElements { (g: UnsafeBufferPointer<Scalar>) in
      unsafe first.withUnsafeMutableElements { (m: UnsafeMutableBufferPointer<Scalar>) in
        unsafe second.withUnsafeMutableElements { (v: UnsafeMutableBufferPointer<Scalar>) in
          unsafe Kernels.adam(p, g, m, v, rule)
        }
      }
    }
  }
}
