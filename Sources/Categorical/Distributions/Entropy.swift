public import LinearAlgebra

/// Computes the entropy of each categorical from its logits.
///
/// With `p = softmax(ℓ)`, in nats:
///
///     H = -Σ_k p_k log p_k
///
/// Impossible classes add nothing (`0 log 0 = 0`).
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A matrix of one value for each categorical: `rows / classes × columns`.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows.
/// - Complexity: O(`rows` · `columns`).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func entropy<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  entropy(logProbabilities: try logSoftmax(logits, classes: classes), classes: classes)
}

/// Computes the entropy of each categorical from its log-probabilities.
///
/// The same as ``entropy(_:classes:)`` for what ``logSoftmax(_:classes:temperature:)`` returned.
///
/// - Parameters:
///   - logProbabilities: Normalized log-probabilities in nats.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A matrix of one value for each categorical: `rows / classes × columns`.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func entropy<Scalar: RealScalar>(
  logProbabilities: Matrix<Scalar>, classes: Int? = nil
) -> Matrix<Scalar> {
  let grouping = Grouping(logProbabilities.shape, classes: classes)
  var values = Matrix<Scalar>(grouping.valueShape)
  let probabilities = ColumnKernels.exp(logProbabilities)
  let p = probabilities.elements
  let logs = logProbabilities.elements
  var result = values.mutableElements
  for run in 0..<grouping.runs {
    result[run] = 0 - negativeEntropy(p, logs, grouping.range(of: run))
  }
  return values
}

/// Pulls a cotangent of entropies back to the logits.
///
/// With the cotangent `c` of a categorical, its probabilities `p` and its entropy `H`:
///
///     ∂ℓ_k = -c p_k (log p_k + H)
///
/// - Parameters:
///   - cotangent: One value for each categorical.
///   - logProbabilities: What ``logSoftmax(_:classes:temperature:)`` returns for the logits.
///   - classes: As in the forward pass.
/// - Returns: The cotangent of the logits, exactly zero where the probability is.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func entropyPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, logProbabilities: Matrix<Scalar>, classes: Int? = nil
) -> Matrix<Scalar> {
  let grouping = Grouping(logProbabilities.shape, classes: classes)
  grouping.expectValues(cotangent.shape, "the cotangent")
  var gradient = ColumnKernels.exp(logProbabilities)
  let c = cotangent.elements
  let logs = logProbabilities.elements
  var p = gradient.mutableElements
  for run in 0..<grouping.runs {
    let range = grouping.range(of: run)
    let sum = negativeEntropy(p.span, logs, range)
    for k in range where p[k] > 0 { p[k] *= c[run] * (sum - logs[k]) }
  }
  return gradient
}

/// Sums `p log p` over one run, in double precision, skipping `p = 0`.
func negativeEntropy<Scalar: RealScalar>(
  _ probabilities: Span<Scalar>, _ logs: Span<Scalar>, _ range: Range<Int>
) -> Scalar {
  var sum = 0.0
  for k in range where probabilities[k] > 0 {
    sum += Double(probabilities[k]) * Double(logs[k])
  }
  return Scalar(sum)
}
