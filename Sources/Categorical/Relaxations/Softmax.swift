public import LinearAlgebra

/// Turns logits into probabilities.
///
/// With logits `ℓ` and temperature `τ`, categorical by categorical:
///
///     p = softmax(ℓ / τ),  p_i = exp(ℓ_i / τ) / Σ_k exp(ℓ_k / τ)
///
/// The largest logit is subtracted first and the rest divided by `τ`, so that every positive
/// temperature gives finite values: tiny ones the one-hot argmax, `+infinity` the uniform
/// distribution over the classes that are not masked.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class, whose probability
///     is exactly 0.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
/// - Returns: A matrix of the shape of `logits`, in which every categorical sums to one.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) throws(CategoricalError) -> Matrix<Scalar> {
  var output = Matrix<Scalar>(logits.shape)
  try softmax(logits, classes: classes, temperature: temperature, into: &output)
  return output
}

/// Turns logits into probabilities, in a matrix of the caller.
///
/// The same as ``softmax(_:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
///   - output: A matrix of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `output` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1,
  into output: inout Matrix<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(output.shape, "the output")
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  ColumnKernels.softmax(logits, grouping, temperature: temperature, into: &output)
}

/// Pulls a cotangent of probabilities back to the logits.
///
/// With `p = softmax(ℓ / τ)` and the cotangent `g` of `p`:
///
///     ∂ℓ = p ⊙ (g - ⟨p, g⟩) / τ
///
/// The entries of each categorical sum to zero. Where `p` is zero the result is exactly zero, even if
/// `g` is infinite there.
///
/// - Parameters:
///   - cotangent: The cotangent of the probabilities.
///   - output: The probabilities that `softmax` returned.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) -> Matrix<Scalar> {
  var gradient = Matrix<Scalar>(output.shape)
  softmaxPullback(
    cotangent, output: output, classes: classes, temperature: temperature, into: &gradient)
  return gradient
}

/// Pulls a cotangent of probabilities back to the logits, in a matrix of the caller.
///
/// The same as ``softmaxPullback(_:output:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - cotangent: The cotangent of the probabilities.
///   - output: The probabilities that `softmax` returned.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
///   - gradient: The cotangent of the logits, overwritten.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func softmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil,
  temperature: Scalar = 1, into gradient: inout Matrix<Scalar>
) {
  let grouping = Grouping(output.shape, classes: classes)
  grouping.expect(cotangent.shape, "the cotangent")
  grouping.expect(gradient.shape, "the gradient")
  precondition(temperature > 0, "the temperature \(temperature) is not positive")
  ColumnKernels.softmaxPullback(
    cotangent, probabilities: output, grouping, temperature: temperature, into: &gradient)
}
