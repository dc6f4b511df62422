public import LinearAlgebra

/// An estimator that sends a cotangent through the sample, in one evaluation of `f`.
///
/// Its two halves fit around the backward pass of a network: ``forward(_:classes:noise:)`` draws the
/// sample, the network computes `f` and the cotangent `g = ∂f/∂z` at the sample, and the pullback of
/// the ``PathwiseContext`` turns `g` into the estimate for the logits. For all of them that is a sum
/// of a few fixed linear maps of `g`, which is all that the context holds.
///
/// ```swift
/// let estimator = ReinMax()
/// let noise = PathwiseNoise<Float>(for: estimator, rows: 30, columns: 100, using: &stream)
/// let (sample, context) = try estimator.forward(logits, classes: 10, noise: noise)
/// let gradient = context.pullback(cotangent)
/// ```
public protocol PathwiseEstimator: GradientEstimator, Hashable {
  /// How many matrices of noise the forward pass takes besides that of the sample; mostly none.
  var conditionalDraws: Int { get }

  /// Whether the sample is one-hot, so that `f` is evaluated where it is defined.
  var isHard: Bool { get }

  /// Draws one sample from each categorical.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - noise: The noise, of the shape of `logits`.
  /// - Returns: The sample, of the shape of `logits`, and what the pullback needs.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical
  ///   are masked, if the noise is not finite or if a temperature is not positive.
  /// - Precondition: `classes` divides the rows; the shapes agree.
  func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>)
}

extension PathwiseEstimator {
  /// None.
  public var conditionalDraws: Int { 0 }

  /// It is.
  public var isHard: Bool { true }

  /// Draws one sample from each categorical, with fresh noise.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - generator: The source of randomness.
  /// - Returns: The sample, of the shape of `logits`, and what the pullback needs.
  /// - Throws: ``CategoricalError``.
  public func forward<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int? = nil, using generator: inout Generator
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    let noise = PathwiseNoise<Scalar>(
      for: self, rows: logits.rows, columns: logits.columns, using: &generator)
    return try forward(logits, classes: classes, noise: noise)
  }

  /// Draws a sample, evaluates `f` there once and pulls its derivative back.
  public func estimate<Function: DifferentiableObjective, Generator: RandomNumberGenerator>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    let (sample, context) = try forward(logits, classes: classes, using: &generator)
    let (values, cotangent) = objective.checkedValuesWithGradient(sample)
    return GradientEstimate(
      gradient: context.pullback(cotangent), values: values, evaluations: 1)
  }
}

/// The noise of a ``PathwiseEstimator``.
public struct PathwiseNoise<Scalar: RealScalar>: Sendable, Equatable {
  /// Gumbel noise that decides the sample, of the shape of the logits.
  public var gumbel: Matrix<Scalar>

  /// More Gumbel noise, for draws that are conditional on the sample:
  /// ``PathwiseEstimator/conditionalDraws`` matrices of the same shape.
  public var conditional: [Matrix<Scalar>]

  /// Takes noise that exists.
  ///
  /// - Parameters:
  ///   - gumbel: Gumbel noise of the shape of the logits.
  ///   - conditional: As many more matrices of it as the estimator takes.
  public init(gumbel: Matrix<Scalar>, conditional: [Matrix<Scalar>] = []) {
    self.gumbel = gumbel
    self.conditional = conditional
  }

  /// Draws the noise of an estimator.
  ///
  /// - Parameters:
  ///   - estimator: The estimator.
  ///   - rows: The rows of the logits.
  ///   - columns: The columns of the logits.
  ///   - generator: The source of randomness, advanced by one draw for each logit and matrix.
  public init<Generator: RandomNumberGenerator>(
    for estimator: some PathwiseEstimator, rows: Int, columns: Int,
    using generator: inout Generator
  ) {
    gumbel = gumbelNoise(rows: rows, columns: columns, using: &generator)
    conditional = []
    for _ in 0..<estimator.conditionalDraws {
      conditional.append(gumbelNoise(rows: rows, columns: columns, using: &generator))
    }
  }

  /// Traps unless there are as many conditional matrices as the estimator takes.
  func expectConditional(_ count: Int) {
    precondition(
      conditional.count == count,
      "the estimator takes \(count) matrices of conditional noise, not \(conditional.count)")
  }
}
