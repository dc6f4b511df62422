public import LinearAlgebra
import RandomStreams

/// Draws one class index from each categorical, in the fastest way.
///
///     P(index = i) = softmax(ℓ)_i
///
/// For many classes the index is found by the inverse distribution function: one uniform number of 53
/// bits for a categorical, and the class at which the running sum of the probabilities passes it. For
/// fewer, the noise of ``sampleGumbelMaxIndices(_:classes:using:)`` costs less than the search. Take
/// this function for samples that need no gradient and share no noise with another sample.
///
/// Probabilities are right to 1e-6 of themselves (`Float`) and to 1e-15 absolutely, so that rare
/// classes keep their share; masked classes are never drawn.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness, advanced by one draw for each logit or, from 128 classes
///     on, by one draw of a `Double` for each categorical.
/// - Returns: `rows / classes` indices for each column of `logits`, column by column.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked; the generator is then unchanged.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Devroye (1986), chapter III.2.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleCategoricalIndices<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, using generator: inout Generator
) throws(CategoricalError) -> [Int] {
  let grouping = Grouping(logits.shape, classes: classes)
  try ColumnKernels.validate(logits, grouping)
  guard grouping.classes >= manyClasses else {
    return ColumnKernels.gumbelArgmaxIndices(logits, grouping, using: &generator)
  }
  var uniforms = [Double](repeating: 0, count: grouping.runs)
  var span = uniforms.mutableSpan
  generator.fillUniform(&span)
  return ColumnKernels.inverseCDFIndices(logits, grouping, uniforms: uniforms)
}

/// Draws one one-hot sample from each categorical, in the fastest way.
///
/// The same as ``sampleCategoricalIndices(_:classes:using:)`` with a one in the place of each index.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness.
/// - Returns: A matrix of exact zeros and ones of the shape of `logits`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked; the generator is then unchanged.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleCategorical<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, using generator: inout Generator
) throws(CategoricalError) -> Matrix<Scalar> {
  let indices = try sampleCategoricalIndices(logits, classes: classes, using: &generator)
  var output = Matrix<Scalar>(logits.shape)
  Grouping(logits.shape, classes: classes).markOneHot(indices, in: &output)
  return output
}

/// From so many classes on, one uniform number for a categorical is cheaper than noise for each class.
private let manyClasses = 128
