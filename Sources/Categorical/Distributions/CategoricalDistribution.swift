public import LinearAlgebra
import RandomStreams

/// Categorical distributions over class indices, from logits or probabilities.
///
/// The same distributions as ``OneHotCategorical``, with indices `0 ..< K` for values: one for each
/// categorical, in the order of the elements, column by column.
public struct CategoricalDistribution<Scalar: RealScalar>: Sendable, Equatable {
  /// The same distributions over one-hot vectors: probabilities, entropy, divergences.
  public let oneHot: OneHotCategorical<Scalar>

  /// The number of classes `K`.
  public var classes: Int { oneHot.classes }

  /// Creates distributions from logits.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
  ///   masked.
  /// - Precondition: `classes` divides the rows.
  public init(logits: Matrix<Scalar>, classes: Int? = nil) throws(CategoricalError) {
    oneHot = try OneHotCategorical(logits: logits, classes: classes)
  }

  /// Creates distributions from probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: Numbers in [0, 1] that sum to one, as for ``OneHotCategorical``.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)`` or
  ///   ``CategoricalError/unnormalizedProbabilities(row:column:)``.
  /// - Precondition: `classes` divides the rows.
  public init(probabilities: Matrix<Scalar>, classes: Int? = nil) throws(CategoricalError) {
    oneHot = try OneHotCategorical(probabilities: probabilities, classes: classes)
  }

  /// The probabilities `softmax(ℓ)`.
  public func probabilities() -> Matrix<Scalar> { oneHot.probabilities() }

  /// The most probable class of each categorical, the lowest on ties.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func mode() -> [Int] { ColumnKernels.argmaxIndices(oneHot.logits, oneHot.grouping) }

  /// All values of one categorical.
  public func support() -> Range<Int> { 0..<classes }

  /// Takes one sample of each categorical from Gumbel noise.
  ///
  /// - Parameter noise: Gumbel noise of the shape of the logits.
  /// - Returns: One index for each categorical.
  /// - Throws: ``CategoricalError/nonFiniteNoise(row:column:)``.
  public func sample(noise: Matrix<Scalar>) throws(CategoricalError) -> [Int] {
    try sampleGumbelMaxIndices(oneHot.logits, classes: classes, noise: noise)
  }

  /// Draws one sample of each categorical.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: One index for each categorical.
  @specialized(where Scalar == Float, Generator == RandomStream)
  @specialized(where Scalar == Double, Generator == RandomStream)
  public func sample<Generator: RandomNumberGenerator>(using generator: inout Generator) -> [Int] {
    let noise: Matrix<Scalar> = gumbelNoise(
      rows: oneHot.logits.rows, columns: oneHot.logits.columns, using: &generator)
    return ColumnKernels.argmaxIndices(oneHot.logits + noise, oneHot.grouping)
  }

  /// The log-probability of classes, `log p_i`.
  ///
  /// - Parameter value: One index for each categorical, column by column.
  /// - Returns: One value for each categorical, `-infinity` for a masked class.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)`` if an index is not in `0 ..< K`; the row
  ///   is that of the categorical's first class.
  /// - Precondition: There is one index for each categorical.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(of value: [Int]) throws(CategoricalError) -> Matrix<Scalar> {
    let grouping = oneHot.grouping
    precondition(
      value.count == grouping.runs, "\(value.count) indices for \(grouping.runs) categoricals")
    for (run, index) in value.enumerated() where !(0..<classes).contains(index) {
      throw grouping.outside(run * classes)
    }
    let logs = oneHot.logProbabilities.elements
    return Matrix(grouping.valueShape) { Double(logs[$0 * classes + value[$0]]) }
  }

  /// Pulls a cotangent of log-probabilities back to the logits: `∂ℓ = c (one_hot(i) - p)`.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each categorical.
  ///   - value: One index for each categorical.
  /// - Returns: The cotangent of the logits.
  /// - Precondition: The indices are in range; the shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: [Int]
  ) -> Matrix<Scalar> {
    let grouping = oneHot.grouping
    precondition(
      value.count == grouping.runs, "\(value.count) indices for \(grouping.runs) categoricals")
    var vectors = Matrix<Scalar>(oneHot.logits.shape)
    var d = vectors.mutableElements
    for (run, index) in value.enumerated() {
      precondition((0..<classes).contains(index), "there is no class \(index) of \(classes)")
      d[run * classes + index] = 1
    }
    return oneHot.logProbabilityPullback(cotangent, value: vectors)
  }

  /// The entropies in nats.
  public func entropy() -> Matrix<Scalar> { oneHot.entropy() }

  /// The divergences of these distributions from others, in nats.
  ///
  /// - Parameter other: Distributions of the same shape.
  /// - Returns: One value for each categorical.
  public func kl(to other: Self) -> Matrix<Scalar> { oneHot.kl(to: other.oneHot) }
}
