public import LinearAlgebra
import RandomStreams

/// Draws one-hot vectors and lets the gradient pass through the probabilities, given the noise.
///
/// With logits `ℓ`, Gumbel(0, 1) noise `G` and temperature `τ`:
///
///     D = one_hot(argmax_k (ℓ_k + G_k)) ~ softmax(ℓ)   the output
///     p = softmax(ℓ / τ)                               what the backward pass differentiates
///
/// The pullback is ``straightThroughPullback(_:surrogate:classes:temperature:)``. Unlike the hard
/// ``gumbelSoftmax(_:classes:temperature:hard:noise:)`` the noise does not enter the backward pass,
/// and the sample follows `softmax(ℓ)` whatever `τ` is.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number, which acts in the backward pass only.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The one-hot vectors and the probabilities.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if the temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
///
/// > Reference: Bengio, Léonard and Courville (2013), section 4.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleStraightThrough<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1, noise: Matrix<Scalar>
) throws(CategoricalError) -> StraightThroughSample<Scalar> {
  var sample = StraightThroughSample<Scalar>(rows: logits.rows, columns: logits.columns)
  try sampleStraightThrough(
    logits, classes: classes, temperature: temperature, noise: noise, into: &sample)
  return sample
}

/// Draws one-hot vectors and lets the gradient pass through the probabilities.
///
/// The same as ``sampleStraightThrough(_:classes:temperature:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number, which acts in the backward pass only.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The one-hot vectors and the probabilities.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleStraightThrough<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1,
  using generator: inout Generator
) throws(CategoricalError) -> StraightThroughSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try sampleStraightThrough(
    logits, classes: classes, temperature: temperature, noise: noise)
}

/// Draws one-hot vectors and lets the gradient pass through the probabilities, in place.
///
/// The same as ``sampleStraightThrough(_:classes:temperature:noise:)`` without an allocation for the
/// result.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number, which acts in the backward pass only.
///   - noise: Gumbel noise of the shape of `logits`.
///   - sample: A sample of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleStraightThrough<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar = 1,
  noise: Matrix<Scalar>, into sample: inout StraightThroughSample<Scalar>
) throws(CategoricalError) {
  try validate(temperature: temperature)
  try sampleGumbelMax(logits, classes: classes, noise: noise, into: &sample.output)
  try softmax(logits, classes: classes, temperature: temperature, into: &sample.surrogate)
}
