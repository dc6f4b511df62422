public import LinearAlgebra
import RandomStreams

/// Draws one class index from each categorical, given the noise.
///
/// With logits `ℓ` and independent Gumbel(0, 1) noise `G`, the index is `argmax_k (ℓ_k + G_k)`, drawn
/// with probability `softmax(ℓ)`: the place of the one in ``sampleGumbelMax(_:classes:noise:)``.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: `rows / classes` indices for each column of `logits`, column by column.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the noise is not finite.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleGumbelMaxIndices<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, noise: Matrix<Scalar>
) throws(CategoricalError) -> [Int] {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  return ColumnKernels.argmaxIndices(logits + noise, grouping)
}

/// Draws one class index from each categorical.
///
/// The same as ``sampleGumbelMaxIndices(_:classes:noise:)`` with fresh noise, which a `RandomStream`
/// makes on the way, without a matrix of it.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: `rows / classes` indices for each column of `logits`, column by column.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleGumbelMaxIndices<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, using generator: inout Generator
) throws(CategoricalError) -> [Int] {
  let grouping = Grouping(logits.shape, classes: classes)
  try ColumnKernels.validate(logits, grouping)
  return ColumnKernels.gumbelArgmaxIndices(logits, grouping, using: &generator)
}
