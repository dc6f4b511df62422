public import LinearAlgebra

/// An optimizer whose rule was chosen at run time.
///
/// It does what the optimizer inside does and names what it remembers alike, so that a checkpoint of the
/// one fits the other.
public struct AnyOptimizer<Scalar: RealScalar>: Optimizer {
  /// The optimizer inside.
  public private(set) var base: any Optimizer<Scalar>

  /// Wraps an optimizer.
  ///
  /// - Parameter base: The optimizer.
  public init(_ base: any Optimizer<Scalar>) { self.base = base }

  /// The number of updates so far.
  public var step: Int {
    get { base.step }
    set { base.step = newValue }
  }

  /// Changes the parameters of a model by one step.
  ///
  /// - Parameters:
  ///   - model: The model to improve.
  ///   - gradient: The derivative of the objective by its parameters.
  ///   - learningRate: The size of the step.
  /// - Precondition: The optimizer was made for a model of the same shapes, and `learningRate` is finite and
  ///   not negative.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model, learningRate: Double
  ) where Model.Scalar == Scalar {
    base.update(&model, along: gradient, learningRate: learningRate)
  }

  /// Visits what the optimizer inside remembers.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try base.visit(path, body)
  }

  /// Visits what both optimizers remember.
  ///
  /// - Precondition: Both wrap optimizers of the same type.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try Self.visit(&base, with: other.base, body)
  }

  private static func visit<Base: Optimizer<Scalar>>(
    _ base: inout Base, with other: any Optimizer<Scalar>,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    guard let other = other as? Base else {
      preconditionFailure("\(Base.self) cannot be paired with \(type(of: other))")
    }
    try base.visit(with: other, body)
  }
}
