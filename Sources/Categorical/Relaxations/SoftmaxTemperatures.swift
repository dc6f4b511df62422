public import LinearAlgebra

/// Turns logits into probabilities, with temperatures of their own.
///
/// The same as ``softmax(_:classes:temperature:)`` with the temperature of each categorical in a
/// matrix, which may be learnable; see ``softmaxPullback(_:output:classes:temperatures:)``.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperatures: Positive numbers, `L × B` for the `L` categoricals of each of `B` columns; a
///     single row or column is shared.
/// - Returns: A matrix of the shape of `logits`, in which every categorical sums to one.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if a temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  let each = try grouping.temperatures(temperatures)
  try ColumnKernels.validate(logits, grouping)
  var output = grouping.tempered(logits, each)
  let tempered = output
  ColumnKernels.softmax(tempered, grouping, temperature: 1, into: &output)
  return output
}

/// Pulls a cotangent of probabilities back to the logits and the temperatures.
///
/// With `p = softmax(ℓ / τ)`, the cotangent `g` of `p` and `J(p) g = p ⊙ (g - ⟨p, g⟩)`:
///
///     ∂ℓ = J(p) g / τ
///     ∂τ = -⟨J(p) g, ℓ⟩ / τ² = -⟨∂ℓ, log p⟩
///
/// - Parameters:
///   - cotangent: The cotangent of the probabilities.
///   - output: The probabilities that `softmax` returned.
///   - classes: As in the forward pass.
///   - temperatures: As in the forward pass.
/// - Returns: The cotangents of the logits and of the temperatures, each in the shape of its own,
///   summed over what is shared.
/// - Precondition: The temperatures are positive; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil,
  temperatures: Matrix<Scalar>
) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
  let grouping = Grouping(output.shape, classes: classes)
  grouping.expectTemperatures(temperatures.shape)
  var gradient = softmaxPullback(cotangent, output: output, classes: classes)
  let pulled = grouping.temper(&gradient, temperatures, logs: output.logarithms())
  return (gradient, pulled)
}

/// Turns logits into logarithms of probabilities, with temperatures of their own.
///
/// The same as ``logSoftmax(_:classes:temperature:)`` with the temperature of each categorical in a
/// matrix.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperatures: Positive numbers, `L × B`; a single row or column is shared.
/// - Returns: A matrix of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if a temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  let each = try grouping.temperatures(temperatures)
  try ColumnKernels.validate(logits, grouping)
  var output = grouping.tempered(logits, each)
  let tempered = output
  ColumnKernels.logSoftmax(tempered, grouping, temperature: 1, into: &output)
  return output
}

/// Pulls a cotangent of log-probabilities back to the logits and the temperatures.
///
/// With `Y = logSoftmax(ℓ / τ)` and the cotangent `h` of `Y`:
///
///     ∂ℓ = (h - exp(Y) Σ_k h_k) / τ
///     ∂τ = -⟨∂ℓ, Y⟩
///
/// - Parameters:
///   - cotangent: The cotangent of the log-probabilities.
///   - output: The log-probabilities that `logSoftmax` returned.
///   - classes: As in the forward pass.
///   - temperatures: As in the forward pass.
/// - Returns: The cotangents of the logits and of the temperatures.
/// - Precondition: The temperatures are positive; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil,
  temperatures: Matrix<Scalar>
) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
  let grouping = Grouping(output.shape, classes: classes)
  grouping.expectTemperatures(temperatures.shape)
  var gradient = logSoftmaxPullback(cotangent, output: output, classes: classes)
  let pulled = grouping.temper(&gradient, temperatures, logs: output)
  return (gradient, pulled)
}
