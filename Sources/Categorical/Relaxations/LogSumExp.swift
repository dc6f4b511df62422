public import LinearAlgebra

/// Computes the logarithm of the normalizer of each categorical.
///
/// With logits `ℓ` and temperature `τ`:
///
///     logSumExp(ℓ / τ) = log Σ_k exp(ℓ_k / τ)
///
/// The largest logit is taken out of the sum, so that only a result that is itself out of range
/// overflows, as `max ℓ / τ` does for tiny `τ`.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
/// - Returns: A matrix of one value for each categorical: `rows / classes × columns`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSumExp<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  // logSumExp(ℓ / τ) = max ℓ / τ - max log p: nothing but the result can overflow.
  var logs = Matrix<Scalar>(logits.shape)
  ColumnKernels.logSoftmax(logits, grouping, temperature: temperature, into: &logs)
  var values = Matrix<Scalar>(grouping.valueShape)
  let x = logits.elements
  let l = logs.elements
  var result = values.mutableElements
  for (run, index) in ColumnKernels.argmaxIndices(logits, grouping).enumerated() {
    let best = run * grouping.classes + index
    result[run] = x[best] / temperature - l[best]
  }
  return values
}

/// Pulls a cotangent of log-normalizers back to the logits.
///
/// With the cotangent `c` of a categorical and `p = softmax(ℓ / τ)`:
///
///     ∂ℓ = c p / τ
///
/// - Parameters:
///   - cotangent: One value for each categorical.
///   - probabilities: What `softmax` returns for the same logits and temperature.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits, exactly zero where the probability is.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSumExpPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, probabilities: Matrix<Scalar>, classes: Int? = nil,
  temperature: Scalar = 1
) -> Matrix<Scalar> {
  let grouping = Grouping(probabilities.shape, classes: classes)
  grouping.expectValues(cotangent.shape, "the cotangent")
  precondition(temperature > 0, "the temperature \(temperature) is not positive")
  var gradient = probabilities
  grouping.scaleRuns(of: &gradient, by: cotangent)
  return gradient / temperature
}
