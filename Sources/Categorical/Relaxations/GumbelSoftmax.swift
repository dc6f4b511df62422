public import LinearAlgebra
import RandomStreams

/// Draws one relaxed or straight-through one-hot vector from each categorical, given the noise.
///
/// With logits `ℓ`, Gumbel(0, 1) noise `G` and temperature `τ`:
///
///     y = softmax((ℓ + G) / τ)          the relaxed sample
///     D = one_hot(argmax_k (ℓ_k + G_k))  the output, if hard
///
/// As `τ → 0`, `y` approaches the one-hot sample `D ~ softmax(ℓ)`; as `τ → ∞` the uniform vector.
/// A hard sample (straight-through Gumbel-Softmax) goes forward as `D` and backward as `y`: both have
/// the pullback ``gumbelSoftmaxPullback(_:relaxed:classes:temperature:)``. See <doc:GumbelSoftmax>.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - hard: Whether the output is one-hot.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The sample. Relaxed vectors sum to one; one-hot vectors are exact.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if the temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Jang, Gu and Poole (2017), equation 2; Maddison, Mnih and Teh (2017), section 3.1.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar, hard: Bool = false,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  var sample = GumbelSoftmaxSample<Scalar>(
    rows: logits.rows, columns: logits.columns, hard: hard)
  try gumbelSoftmax(
    logits, classes: classes, temperature: temperature, noise: noise, into: &sample)
  return sample
}

/// Draws one relaxed or straight-through one-hot vector from each categorical.
///
/// The same as ``gumbelSoftmax(_:classes:temperature:hard:noise:)`` with fresh noise. Equal generators
/// give soft and hard samples of the same noise. A `RandomStream` makes its noise on the way, without
/// a matrix of it.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - hard: Whether the output is one-hot.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The sample.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar, hard: Bool = false,
  using generator: inout Generator
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  var sample = GumbelSoftmaxSample<Scalar>(
    rows: logits.rows, columns: logits.columns, hard: hard)
  try gumbelSoftmax(
    logits, classes: classes, temperature: temperature, using: &generator, into: &sample)
  return sample
}

/// Draws one relaxed or straight-through one-hot vector from each categorical, in place.
///
/// The same as ``gumbelSoftmax(_:classes:temperature:hard:noise:)`` without an allocation. The sample
/// is hard if it was made so.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - noise: Gumbel noise of the shape of `logits`.
///   - sample: A sample of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `sample` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar, noise: Matrix<Scalar>,
  into sample: inout GumbelSoftmaxSample<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  grouping.expect(sample)
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  ColumnKernels.gumbelSoftmax(
    logits, noise: noise, grouping, temperature: temperature, into: &sample)
}

/// Draws one relaxed or straight-through one-hot vector from each categorical, in place.
///
/// The same as ``gumbelSoftmax(_:classes:temperature:hard:using:)`` without an allocation: the fastest
/// way to a sample and its relaxed twin. The sample is hard if it was made so.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - generator: The source of randomness, advanced by one draw for each logit.
///   - sample: A sample of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; the generator and `sample` are then unchanged.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar,
  using generator: inout Generator, into sample: inout GumbelSoftmaxSample<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(sample)
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  ColumnKernels.gumbelSoftmax(
    logits, grouping, temperature: temperature, using: &generator, into: &sample)
}

/// Pulls a cotangent of a Gumbel-Softmax sample back to the logits.
///
/// With the relaxed sample `y = softmax((ℓ + G) / τ)` and the cotangent `g` of the output:
///
///     ∂ℓ = y ⊙ (g - ⟨y, g⟩) / τ
///
/// This is the derivative of a soft sample. For a hard one, where the true derivative is zero almost
/// everywhere, it is the straight-through estimator: the one-hot output is treated as if it were `y`.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - relaxed: The relaxed sample, for soft and hard samples alike.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits; the entries of each categorical sum to zero, masked ones
///   are exactly zero.
/// - Precondition: `temperature > 0`; the shapes agree.
///
/// > Reference: Jang, Gu and Poole (2017), section 2.2.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, relaxed: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
) -> Matrix<Scalar> {
  softmaxPullback(cotangent, output: relaxed, classes: classes, temperature: temperature)
}

/// Pulls a cotangent of a Gumbel-Softmax sample back to the logits, in a matrix of the caller.
///
/// The same as ``gumbelSoftmaxPullback(_:relaxed:classes:temperature:)`` without an allocation.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - relaxed: The relaxed sample, for soft and hard samples alike.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
///   - gradient: The cotangent of the logits, overwritten.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, relaxed: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar,
  into gradient: inout Matrix<Scalar>
) {
  softmaxPullback(
    cotangent, output: relaxed, classes: classes, temperature: temperature, into: &gradient)
}
