public import LinearAlgebra

/// Computes the Kullback-Leibler divergence of each categorical from the uniform one.
///
/// With `q = softmax(ℓ)` and `K` classes that are not masked, in nats:
///
///     KL(q ‖ uniform) = Σ_k q_k (log q_k + log K) = log K - H(q)
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class, which leaves the
///     support of the uniform distribution too.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A matrix of one value for each categorical, `rows / classes × columns`, none negative.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix C.3, for its use in a bound.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func klToUniform<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  var values = Matrix<Scalar>(grouping.valueShape)
  var gradient = Matrix<Scalar>(logits.shape)
  try klToUniform(logits, classes: classes, into: &values, gradient: &gradient)
  return values
}

/// Computes the divergence of each categorical from the uniform one, with its gradient, in place.
///
/// The fused form for a training step; see ``klToUniform(_:classes:)``. The gradient is that of the sum
/// of all values, `∂ℓ_k = q_k (log q_k + H)`.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - values: A matrix of one value for each categorical, overwritten.
///   - gradient: A matrix of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; the matrices are then unchanged.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func klToUniform<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, into values: inout Matrix<Scalar>,
  gradient: inout Matrix<Scalar>
) throws(CategoricalError) {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expectValues(values.shape, "the matrix of values")
  try logSoftmax(logits, classes: classes, into: &gradient)
  ColumnKernels.klToUniform(&gradient, grouping, into: &values)
}

/// Pulls a cotangent of divergences from the uniform distribution back to the logits.
///
/// With the cotangent `c` of a categorical, its probabilities `q` and its entropy `H`:
///
///     ∂ℓ_k = c q_k (log q_k + H)
///
/// This is the pullback of the entropy with the opposite sign.
///
/// - Parameters:
///   - cotangent: One value for each categorical.
///   - logProbabilities: What ``logSoftmax(_:classes:temperature:)`` returns for the logits.
///   - classes: As in the forward pass.
/// - Returns: The cotangent of the logits, exactly zero where the probability is.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func klToUniformPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, logProbabilities: Matrix<Scalar>, classes: Int? = nil
) -> Matrix<Scalar> {
  entropyPullback(-cotangent, logProbabilities: logProbabilities, classes: classes)
}
