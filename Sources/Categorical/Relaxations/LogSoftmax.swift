public import LinearAlgebra

/// Turns logits into logarithms of probabilities.
///
/// With logits `ℓ` and temperature `τ`, categorical by categorical:
///
///     log p = ℓ / τ - logSumExp(ℓ / τ)
///
/// Computed in log space, so that small probabilities do not underflow.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class, whose
///     log-probability is `-infinity`.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
/// - Returns: A matrix of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) throws(CategoricalError) -> Matrix<Scalar> {
  var output = Matrix<Scalar>(logits.shape)
  try logSoftmax(logits, classes: classes, temperature: temperature, into: &output)
  return output
}

/// Turns logits into logarithms of probabilities, in a matrix of the caller.
///
/// The same as ``logSoftmax(_:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
///   - output: A matrix of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `output` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1,
  into output: inout Matrix<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(output.shape, "the output")
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  ColumnKernels.logSoftmax(logits, grouping, temperature: temperature, into: &output)
}

/// Pulls a cotangent of log-probabilities back to the logits.
///
/// With `log p = logSoftmax(ℓ / τ)` and the cotangent `h` of `log p`:
///
///     ∂ℓ = (h - p Σ_k h_k) / τ
///
/// The entries of each categorical sum to zero. Where the log-probability is `-infinity` the result
/// is exactly zero and `h` is ignored.
///
/// - Parameters:
///   - cotangent: The cotangent of the log-probabilities.
///   - output: The log-probabilities that `logSoftmax` returned.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) -> Matrix<Scalar> {
  var gradient = Matrix<Scalar>(output.shape)
  logSoftmaxPullback(
    cotangent, output: output, classes: classes, temperature: temperature, into: &gradient)
  return gradient
}

/// Pulls a cotangent of log-probabilities back to the logits, in a matrix of the caller.
///
/// The same as ``logSoftmaxPullback(_:output:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - cotangent: The cotangent of the log-probabilities.
///   - output: The log-probabilities that `logSoftmax` returned.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
///   - gradient: The cotangent of the logits, overwritten.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil,
  temperature: Scalar = 1, into gradient: inout Matrix<Scalar>
) {
  let grouping = Grouping(output.shape, classes: classes)
  grouping.expect(cotangent.shape, "the cotangent")
  grouping.expect(gradient.shape, "the gradient")
  precondition(temperature > 0, "the temperature \(temperature) is not positive")
  ColumnKernels.logSoftmaxPullback(
    cotangent, logProbabilities: output, grouping, temperature: temperature, into: &gradient)
}
