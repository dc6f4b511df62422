import LinearAlgebra

/// A rule that improves parameters along a gradient.
///
/// An optimizer is made for a model and remembers one or two matrices for each of its parameters. It is
/// itself ``Parameterized`` by them, so that a checkpoint saves and restores it like a model, together
/// with ``step``:
///
///     var optimizer = Adam(for: model)
///     optimizer.update(&model, along: gradient, learningRate: schedule.value(at: step))
///
/// Learning rates are an argument and no state: schedules are functions of the step.
public protocol Optimizer<Scalar>: Parameterized {
  /// The number of updates so far.
  var step: Int { get set }

  /// Changes the parameters of a model by one step.
  ///
  /// - Parameters:
  ///   - model: The model to improve.
  ///   - gradient: The derivative of the objective by its parameters.
  ///   - learningRate: The size of the step.
  /// - Precondition: The optimizer was made for a model of the same shapes, and `learningRate` is finite and
  ///   not negative.
  mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model, learningRate: Double
  ) where Model.Scalar == Scalar
}

/// One matrix for each parameter of a model: the moments that an optimizer remembers.
struct Moments<Scalar: RealScalar>: Parameterized, Equatable {
  private var names: [String]
  private var values: [Matrix<Scalar>]

  /// Zeros in the shapes of the model's parameters.
  init(for model: some Parameterized<Scalar>) {
    names = model.parameterNames
    values = model.zeroGradient.parameters.map(\.value)
  }

  mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in values.indices { try body(parameterName(path, names[i]), &values[i]) }
  }

  mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    precondition(
      values.count == other.values.count,
      "\(values.count) moments cannot be paired with \(other.values.count)")
    for i in values.indices { try body(&values[i], other.values[i]) }
  }

  /// Lends the moment of the parameter with a given position in the visitors' order.
  mutating func withMoment<R>(
    _ position: Int, of shape: Shape, _ body: (inout Matrix<Scalar>) -> R
  ) -> R {
    precondition(
      position < values.count, "the model has more parameters than the optimizer's \(values.count)")
    precondition(
      values[position].shape == shape,
      "the optimizer has \(values[position].shape) for '\(names[position])', the model \(shape)")
    return body(&values[position])
  }

  /// Traps unless as many parameters were visited as there are moments.
  func checkCount(_ count: Int) {
    precondition(
      count == values.count, "the model has \(count) parameters, the optimizer \(values.count)")
  }
}

/// Traps unless parameter and gradient have the same shape.
func checkGradient(_ parameter: Shape, _ gradient: Shape) {
  precondition(
    parameter == gradient, "a parameter of \(parameter) cannot have a gradient of \(gradient)")
}

/// Traps unless a learning rate is finite and not negative.
func checkLearningRate(_ rate: Double) {
  HyperparameterError.trapping { () throws(HyperparameterError) in
    try Requirement.nonNegative.check(rate, "the learning rate")
  }
}

/// Traps unless a weight decay is finite and not negative.
func checkWeightDecay(_ decay: Double) {
  HyperparameterError.trapping { () throws(HyperparameterError) in
    try Requirement.nonNegative.check(decay, "the weight decay")
  }
}

extension Matrix where Element: RealScalar {
  /// The gradient `g + λ p` of an objective with the penalty `λ/2 ‖p‖²`; no copy without decay.
  func decayed(by decay: Double, of parameter: Matrix) -> Matrix {
    guard decay != 0 else { return self }
    var result = self
    result.add(parameter, scaledBy: Element(decay))
    return result
  }
}
