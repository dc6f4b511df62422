public import LinearAlgebra

/// Discretizes logits to their argmax and lets the gradient pass through a softmax, without noise.
///
/// With logits `ℓ`, temperature `τ`, `p = softmax(ℓ / τ)`, `z = one_hot(argmax ℓ)` and the
/// stop-gradient `sg`:
///
///     y = z - sg(p) + p
///
/// The value of `y` is `z`, which is written as exact zeros and ones rather than summed; its
/// derivative is that of `p`: ``straightThroughPullback(_:surrogate:classes:temperature:)``. Of equal
/// logits the one with the lowest index wins. No sample is drawn, so this is not an estimator of the
/// gradient of an expectation; for that see
/// ``sampleStraightThrough(_:classes:temperature:noise:)``.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number, which acts in the backward pass only.
/// - Returns: The one-hot vectors and the probabilities.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
///
/// > Reference: Bengio, Léonard and Courville (2013), section 4; SynJax (2023) for the argmax form.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func straightThrough<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1
) throws(CategoricalError) -> StraightThroughSample<Scalar> {
  var sample = StraightThroughSample<Scalar>(rows: logits.rows, columns: logits.columns)
  try straightThrough(logits, classes: classes, temperature: temperature, into: &sample)
  return sample
}

/// Discretizes logits to their argmax, in place.
///
/// The same as ``straightThrough(_:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number, which acts in the backward pass only.
///   - sample: A sample of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `sample` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func straightThrough<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1,
  into sample: inout StraightThroughSample<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(sample.output.shape, "the sample")
  try softmax(logits, classes: classes, temperature: temperature, into: &sample.surrogate)
  ColumnKernels.argmaxOneHot(logits, grouping, into: &sample.output)
}

/// Pulls a cotangent of straight-through vectors back to the logits.
///
/// With `p = softmax(ℓ / τ)` and the cotangent `g` of the one-hot vectors, as if those were `p`:
///
///     ∂ℓ = p ⊙ (g - ⟨p, g⟩) / τ
///
/// The same for the argmax and for samples; exact in expectation for samples at `τ = 1` if the
/// downstream loss is linear in each one-hot vector, biased otherwise.
///
/// - Parameters:
///   - cotangent: The cotangent of the one-hot vectors.
///   - surrogate: The probabilities of the forward pass.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits; the entries of each categorical sum to zero, masked ones
///   are exactly zero.
/// - Precondition: `temperature > 0`; the shapes agree.
///
/// > Reference: Bengio, Léonard and Courville (2013), section 4.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func straightThroughPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, surrogate: Matrix<Scalar>, classes: Int? = nil,
  temperature: Scalar = 1
) -> Matrix<Scalar> {
  softmaxPullback(cotangent, output: surrogate, classes: classes, temperature: temperature)
}

/// Pulls a cotangent of straight-through vectors back to the logits, in a matrix of the caller.
///
/// The same as ``straightThroughPullback(_:surrogate:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - cotangent: The cotangent of the one-hot vectors.
///   - surrogate: The probabilities of the forward pass.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
///   - gradient: The cotangent of the logits, overwritten.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func straightThroughPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, surrogate: Matrix<Scalar>, classes: Int? = nil,
  temperature: Scalar = 1, into gradient: inout Matrix<Scalar>
) {
  softmaxPullback(
    cotangent, output: surrogate, classes: classes, temperature: temperature, into: &gradient)
}
