public import LinearAlgebra
import RandomStreams

/// Draws the logarithm of a relaxed one-hot vector from each categorical, given the noise.
///
/// With logits `ℓ`, Gumbel(0, 1) noise `G` and temperature `τ`:
///
///     Y = logSoftmax((ℓ + G) / τ)
///
/// This is `log y` of ``gumbelSoftmax(_:classes:temperature:hard:noise:)``, computed in log space: at
/// small temperatures most `y` underflow to zero where `Y` is still exact. It is a sample of
/// ``ExpConcrete``, whose density is evaluated here rather than on the simplex.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class, whose `Y` is
///     `-infinity`.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: A matrix of the shape of `logits`; the exponentials of a categorical sum to one.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if the temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix C.3.1.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logGumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar, noise: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  var output = Matrix<Scalar>(logits.shape)
  try logGumbelSoftmax(
    logits, classes: classes, temperature: temperature, noise: noise, into: &output)
  return output
}

/// Draws the logarithm of a relaxed one-hot vector from each categorical.
///
/// The same as ``logGumbelSoftmax(_:classes:temperature:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: A matrix of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func logGumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar,
  using generator: inout Generator
) throws(CategoricalError) -> Matrix<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try logGumbelSoftmax(logits, classes: classes, temperature: temperature, noise: noise)
}

/// Draws the logarithm of a relaxed one-hot vector from each categorical, in a matrix of the caller.
///
/// The same as ``logGumbelSoftmax(_:classes:temperature:noise:)`` without an allocation for the
/// result.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - noise: Gumbel noise of the shape of `logits`.
///   - output: A matrix of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `output` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logGumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar, noise: Matrix<Scalar>,
  into output: inout Matrix<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  grouping.expect(output.shape, "the output")
  try validate(temperature: temperature)
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  ColumnKernels.logSoftmax(logits + noise, grouping, temperature: temperature, into: &output)
}

/// Draws the logarithm of a relaxed one-hot vector, with temperatures of their own.
///
/// The same as ``logGumbelSoftmax(_:classes:temperature:noise:)`` with the temperature of each
/// categorical in a matrix. The pullback is ``logSoftmaxPullback(_:output:classes:temperatures:)``.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperatures: Positive numbers, `L × B`; a single row or column is shared.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: A matrix of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if a temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logGumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  return try logSoftmax(logits + noise, classes: classes, temperatures: temperatures)
}

/// Pulls a cotangent of a relaxed sample in log space back to the logits.
///
/// With `Y` of ``logGumbelSoftmax(_:classes:temperature:noise:)`` and its cotangent `h`:
///
///     ∂ℓ = (h - exp(Y) Σ_k h_k) / τ
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - output: The sample `Y`.
///   - classes: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits; the entries of each categorical sum to zero, masked ones
///   are exactly zero.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func logGumbelSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, output: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
) -> Matrix<Scalar> {
  logSoftmaxPullback(cotangent, output: output, classes: classes, temperature: temperature)
}
