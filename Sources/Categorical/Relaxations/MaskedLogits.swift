public import LinearAlgebra

/// Masks logits where a mask is zero.
///
/// The result has `-infinity` where `mask` is zero, whatever the logit there, and the logit elsewhere.
/// Every function of this module gives such a class probability, sample and gradient zero, exactly:
/// the pullback of this function is to do nothing.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats.
///   - mask: Zeros for classes to leave out, anything else for those to keep; of the shape of
///     `logits`, or a single column for all samples.
/// - Returns: A matrix of the shape of `logits`.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func maskedLogits<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, mask: Matrix<Scalar>
) -> Matrix<Scalar> {
  precondition(
    mask.rows == logits.rows && (mask.columns == logits.columns || mask.columns == 1),
    "cannot mask \(logits.shape) by \(mask.shape)")
  return Matrix(rows: logits.rows, columns: logits.columns) { row, column in
    mask[row, mask.columns == 1 ? 0 : column] == 0 ? -.infinity : logits[row, column]
  }
}
