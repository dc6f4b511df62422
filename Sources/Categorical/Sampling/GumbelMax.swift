public import LinearAlgebra
import RandomStreams

/// Marks the largest logit of each categorical with a one.
///
/// Of equal logits the one with the lowest index wins; the result has one exact `1` for each
/// categorical and exact zeros elsewhere. This is the noise-free mode, the limit of
/// ``softmax(_:classes:temperature:)`` as the temperature goes to 0.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities; a class at `-infinity` never wins.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A one-hot matrix of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func argmaxOneHot<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  try ColumnKernels.validate(logits, grouping)
  var output = Matrix<Scalar>(logits.shape)
  ColumnKernels.argmaxOneHot(logits, grouping, into: &output)
  return output
}

/// Draws one one-hot sample from each categorical, given the noise.
///
/// With logits `ℓ` and independent Gumbel(0, 1) noise `G`:
///
///     D = one_hot(argmax_k (ℓ_k + G_k)),  P(D = i) = softmax(ℓ)_i
///
/// No softmax is evaluated. Of equal sums the one with the lowest index wins; masked classes are
/// never drawn.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: A matrix of exact zeros and ones of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the noise is not finite.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Gumbel (1954); Maddison, Tarlow and Minka (2014), section 2.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleGumbelMax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, noise: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  var output = Matrix<Scalar>(logits.shape)
  try sampleGumbelMax(logits, classes: classes, noise: noise, into: &output)
  return output
}

/// Draws one one-hot sample from each categorical.
///
/// The same as ``sampleGumbelMax(_:classes:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: A matrix of exact zeros and ones of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleGumbelMax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, using generator: inout Generator
) throws(CategoricalError) -> Matrix<Scalar> {
  let indices = try sampleGumbelMaxIndices(logits, classes: classes, using: &generator)
  var output = Matrix<Scalar>(logits.shape)
  Grouping(logits.shape, classes: classes).markOneHot(indices, in: &output)
  return output
}

/// Draws one one-hot sample from each categorical, in a matrix of the caller.
///
/// The same as ``sampleGumbelMax(_:classes:noise:)`` without an allocation for the result.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise of the shape of `logits`.
///   - output: A matrix of the shape of `logits`, overwritten with exact zeros and ones.
/// - Throws: ``CategoricalError``; `output` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleGumbelMax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, noise: Matrix<Scalar>,
  into output: inout Matrix<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  grouping.expect(output.shape, "the output")
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  ColumnKernels.argmaxOneHot(logits + noise, grouping, into: &output)
}
