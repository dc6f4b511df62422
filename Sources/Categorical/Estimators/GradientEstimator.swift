public import LinearAlgebra

/// A way to estimate the gradient of `E[f(D)]` by the logits of categoricals `D`.
///
/// The refinements say what an estimator needs of `f`:
///
/// - a ``PathwiseEstimator`` needs `f` and its derivative at one sample;
/// - a ``ScoreFunctionEstimator`` needs values of `f` at discrete samples, and nothing else;
/// - the others, ``MuProp`` and ``REBAR``, need values and derivatives at several places.
///
/// Each of them serves an objective that has both, which is what this protocol asks for, so that
/// they can be compared with each other; see ``GradientQuality`` and <doc:GradientEstimators>.
///
/// An estimator that learns while it works, for instance a running baseline, is a value that changes:
/// copy it to keep its state, or save what it has ``Learner/learned``. ``EstimatorName`` makes all of
/// them by name.
public protocol GradientEstimator: Learner {
  /// Estimates `E[f(D)]` and its gradient for each column of logits.
  ///
  /// - Parameters:
  ///   - objective: The function `f`.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows. Several categoricals
  ///     of one column share one `f`.
  ///   - generator: The source of randomness.
  /// - Returns: The gradient, the values and the cost.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical
  ///   are masked or if a parameter of the estimator is out of range.
  /// - Precondition: `classes` divides the rows; the objective returns one number for each column.
  mutating func estimate<Function: DifferentiableObjective, Generator: RandomNumberGenerator>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar>
}

extension GradientEstimator {
  /// Nothing: most estimators do not learn.
  public var learned: LearnedState { [:] }

  /// Takes the state of an estimator that does not learn: none.
  ///
  /// - Parameter learned: No matrices.
  /// - Throws: ``CategoricalError/mismatchedState(name:)`` if there are any.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames([])
  }
}

/// What an estimator found, column by column.
public struct GradientEstimate<Scalar: RealScalar>: Sendable, Equatable {
  /// The estimate of the gradient, of the shape of the logits; exactly zero for masked classes.
  public var gradient: Matrix<Scalar>

  /// The estimate of `E[f(D)]` (for ``VIMCO``, of its bound), one number for each column.
  public var values: Vector<Scalar>

  /// How often `f` was evaluated for each column, derivatives not counted.
  public var evaluations: Int

  /// Makes an estimate.
  ///
  /// - Parameters:
  ///   - gradient: The estimate of the gradient.
  ///   - values: The estimate of the expectation, one number for each column.
  ///   - evaluations: How often `f` was evaluated for each column.
  public init(gradient: Matrix<Scalar>, values: Vector<Scalar>, evaluations: Int) {
    self.gradient = gradient
    self.values = values
    self.evaluations = evaluations
  }
}
