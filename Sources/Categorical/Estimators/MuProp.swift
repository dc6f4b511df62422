public import LinearAlgebra

/// MuProp: the score function less a Taylor expansion around the mean, whose gradient is added back.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ)
///     ∂ℓ = (f(D) - f(p) - ⟨f'(p), D - p⟩) (D - p) + J(p) f'(p)
///
/// Unbiased for every `f` that is defined, with a derivative, at the probabilities.
///
/// > Reference: Gu, Levine, Sutskever and Mnih (2016), "MuProp: unbiased backpropagation for
/// > stochastic neural networks", equation 7.
public struct MuProp: GradientEstimator, Hashable {
  /// Makes the estimator.
  public init() {}

  /// Evaluates `f` at a sample, and with its derivative at the mean.
  public func estimate<Function: DifferentiableObjective, Generator: RandomNumberGenerator>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    let sample = try sampleGumbelMax(logits, classes: classes, using: &generator)
    return try estimate(objective, at: logits, classes: classes, sample: sample)
  }

  /// Evaluates `f` at a given sample, and with its derivative at the mean.
  ///
  /// - Parameters:
  ///   - objective: The function `f`.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - sample: One-hot vectors of the shape of `logits`.
  /// - Returns: The gradient, the values and the cost.
  /// - Throws: ``CategoricalError``.
  public func estimate<Function: DifferentiableObjective>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    sample: Matrix<Function.Scalar>
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    let mean = try softmax(logits, classes: classes)
    let values = objective.checkedValues(sample)
    let (center, slope) = objective.checkedValuesWithGradient(mean)
    var gradient = softmaxPullback(slope, output: mean, classes: classes)
    let residual = values - center - productSums(slope, sample - mean)
    addWeightedScores(sample, mean, residual, to: &gradient)
    return GradientEstimate(gradient: gradient, values: values, evaluations: 2)
  }
}

/// `⟨g, d⟩` of each column; where `d` is zero, `g` is left out.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func productSums<Scalar: RealScalar>(
  _ slopes: Matrix<Scalar>, _ difference: Matrix<Scalar>
) -> Vector<Scalar> {
  let rows = difference.rows
  let (g, d) = (slopes.elements, difference.elements)
  var sums = Vector<Scalar>(count: difference.columns)
  var result = sums.mutableElements
  for column in result.indices {
    for k in column * rows..<(column + 1) * rows where d[k] != 0 { result[column] += g[k] * d[k] }
  }
  return sums
}
