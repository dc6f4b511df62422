public import LinearAlgebra

/// Computes the Kullback-Leibler divergence of categoricals `q` from categoricals `p`.
///
/// With `q = softmax(ℓ)` and `p = softmax(m)`, in nats:
///
///     KL(q ‖ p) = Σ_k q_k (log q_k - log p_k)
///
/// A class that `q` cannot draw adds nothing; one that `q` can draw and `p` masks makes the divergence
/// `+infinity`.
///
/// - Parameters:
///   - q: The logits `ℓ` of the first categoricals; `-infinity` masks a class.
///   - p: The logits `m` of the second categoricals, of the same shape.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A matrix of one value for each categorical, `rows / classes × columns`, none negative.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Kullback and Leibler (1951).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func kl<Scalar: RealScalar>(
  _ q: Matrix<Scalar>, _ p: Matrix<Scalar>, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  precondition(q.shape == p.shape, "cannot compare categoricals of \(q.shape) with \(p.shape)")
  let logQ = try logSoftmax(q, classes: classes)
  let logP = try logSoftmax(p, classes: classes)
  return kl(logQ: logQ, logP: logP, classes: classes)
}

/// Computes the divergence of categoricals `q` from categoricals `p` from their log-probabilities.
///
/// The same as ``kl(_:_:classes:)`` for what ``logSoftmax(_:classes:temperature:)`` returned.
///
/// - Parameters:
///   - logQ: Normalized log-probabilities of the first categoricals.
///   - logP: Normalized log-probabilities of the second categoricals.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: A matrix of one value for each categorical: `rows / classes × columns`.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func kl<Scalar: RealScalar>(
  logQ: Matrix<Scalar>, logP: Matrix<Scalar>, classes: Int? = nil
) -> Matrix<Scalar> {
  let grouping = Grouping(logQ.shape, classes: classes)
  grouping.expect(logP.shape, "log p")
  var values = Matrix<Scalar>(grouping.valueShape)
  let probabilities = ColumnKernels.exp(logQ)
  let q = probabilities.elements
  let (logQ, logP) = (logQ.elements, logP.elements)
  var result = values.mutableElements
  for run in 0..<grouping.runs {
    result[run] = max(divergence(q, logQ, logP, grouping.range(of: run)), 0)
  }
  return values
}

/// Pulls a cotangent of divergences back to the logits of both arguments.
///
/// With the cotangent `c` and the value `KL` of a pair of categoricals:
///
///     ∂ℓ_k = c q_k (log q_k - log p_k - KL)
///     ∂m_k = c (p_k - q_k)
///
/// The entries of each categorical sum to zero; masked ones are exactly zero. An infinite divergence
/// has no derivative: both results are zero for that pair.
///
/// - Parameters:
///   - cotangent: One value for each categorical.
///   - logQ: Normalized log-probabilities of the first categoricals.
///   - logP: Normalized log-probabilities of the second categoricals.
///   - classes: As in the forward pass.
/// - Returns: The cotangents of the logits of `q` and of `p`.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func klPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, logQ: Matrix<Scalar>, logP: Matrix<Scalar>, classes: Int? = nil
) -> (q: Matrix<Scalar>, p: Matrix<Scalar>) {
  let grouping = Grouping(logQ.shape, classes: classes)
  grouping.expect(logP.shape, "log p")
  grouping.expectValues(cotangent.shape, "the cotangent")
  var gradientQ = ColumnKernels.exp(logQ)
  var gradientP = ColumnKernels.exp(logP)
  let (logQ, logP, c) = (logQ.elements, logP.elements, cotangent.elements)
  var q = gradientQ.mutableElements
  var p = gradientP.mutableElements
  for run in 0..<grouping.runs {
    let range = grouping.range(of: run)
    let value = divergence(q.span, logQ, logP, range)
    for k in range {
      let (a, b) = (q[k], p[k])
      q[k] = a > 0 && value.isFinite ? c[run] * a * (logQ[k] - logP[k] - value) : 0
      p[k] = a + b > 0 && value.isFinite ? c[run] * (b - a) : 0
    }
  }
  return (gradientQ, gradientP)
}

/// Sums `q (log q - log p)` over one run, in double precision, skipping `q = 0`.
private func divergence<Scalar: RealScalar>(
  _ q: Span<Scalar>, _ logQ: Span<Scalar>, _ logP: Span<Scalar>, _ range: Range<Int>
) -> Scalar {
  var sum = 0.0
  for k in range where q[k] > 0 {
    sum += Double(q[k]) * (Double(logQ[k]) - Double(logP[k]))
  }
  return Scalar(sum)
}
