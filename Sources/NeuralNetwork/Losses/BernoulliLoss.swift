public import LinearAlgebra

/// The negative log-likelihood of independent Bernoulli variables given by their logits, in nats.
///
/// With logits `ℓ` and targets `t`, summed over the rows of each sample:
///
///     loss = Σ softplus(ℓ) − t ℓ  =  −Σ t ln σ(ℓ) + (1 − t) ln(1 − σ(ℓ))
///
/// where `softplus(ℓ) = max(ℓ, 0) + ln(1 + exp(−|ℓ|))` neither overflows nor loses the digits of small
/// losses. Targets may be grey values between 0 and 1; then this is the cross-entropy.
///
/// - Parameters:
///   - logits: The log-odds of ones, `features × batch`.
///   - targets: Numbers from 0 to 1 of the same shape; the range is not checked.
/// - Returns: One loss for each sample. It is not finite if a logit is not.
/// - Precondition: Both have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func bernoulliLoss<Scalar: RealScalar>(
  logits: Matrix<Scalar>, targets: Matrix<Scalar>
) -> Vector<Scalar> {
  checkTargets(logits.shape, targets.shape)
  var losses = Vector<Scalar>(count: targets.columns)
  unsafe logits.withUnsafeElements { (logits: UnsafeBufferPointer<Scalar>) in
    unsafe losses.withUnsafeMutableElements { (losses: UnsafeMutableBufferPointer<Scalar>) in
      unsafe bernoulliKernel(logits, targets, into: nil, losses: losses)
    }
  }
  return losses
}

/// The derivative of ``bernoulliLoss(logits:targets:)`` by the logits.
///
///     ∂ℓ = (σ(ℓ) − t) · cotangent of the sample
///
/// - Parameters:
///   - cotangent: The derivative of the objective by each sample's loss.
///   - logits: The same logits.
///   - targets: The same targets.
/// - Returns: The derivative of the objective by the logits.
/// - Precondition: The matrices have the same shape, and `cotangent` has one element for each column.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func bernoulliLossPullback<Scalar: RealScalar>(
  _ cotangent: Vector<Scalar>, logits: Matrix<Scalar>, targets: Matrix<Scalar>
) -> Matrix<Scalar> {
  checkSampleCotangent(cotangent.count, logits.shape)
  var gradient = bernoulliLossWithGradient(logits: logits, targets: targets).gradient
  gradient.multiplyRows(by: cotangent)
  return gradient
}

/// The loss of every sample together with the derivative of their weighted sum, in one pass.
///
///     loss as in bernoulliLoss(logits:targets:),  gradient = weight · (σ(ℓ) − t)
///
/// - Parameters:
///   - logits: The log-odds of ones, `features × batch`. Their storage becomes that of the gradient if
///     nobody else holds it.
///   - targets: Numbers from 0 to 1 of the same shape; the range is not checked.
///   - weight: The factor of each sample's loss in the objective, for example one over the batch size.
///     The losses returned are not multiplied by it.
/// - Returns: One loss for each sample, and the derivative by the logits.
/// - Precondition: Both matrices have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func bernoulliLossWithGradient<Scalar: RealScalar>(
  logits: consuming Matrix<Scalar>, targets: Matrix<Scalar>, weight: Scalar = 1
) -> (loss: Vector<Scalar>, gradient: Matrix<Scalar>) {
  var gradient = logits
  var losses = Matrix<Scalar>(rows: gradient.columns, columns: 1)
  replaceByBernoulliGradient(&gradient, targets: targets, weight: weight, losses: &losses)
  return (Vector(matrix: losses), gradient)
}

/// The same in place: the logits become the gradient, and the losses of the samples a column of the
/// caller.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
package func replaceByBernoulliGradient<Scalar: RealScalar>(
  _ logits: inout Matrix<Scalar>, targets: Matrix<Scalar>, weight: Scalar,
  losses: inout Matrix<Scalar>
) {
  checkTargets(logits.shape, targets.shape)
  precondition(
    losses.rows == targets.columns && losses.columns == 1,
    "\(targets.columns) samples cannot have losses of \(losses.shape)")
  unsafe logits.withUnsafeMutableElements { (elements: UnsafeMutableBufferPointer<Scalar>) in
    unsafe losses.withUnsafeMutableElements { (losses: UnsafeMutableBufferPointer<Scalar>) in
      unsafe bernoulliKernel(
        UnsafeBufferPointer(elements), targets, into: elements.baseAddress, losses: losses)
    }
  }
  if weight != 1 { logits *= weight }
}

/// Calls the kernel and rounds the losses, which it sums in `Double`.
private func bernoulliKernel<Scalar: RealScalar>(
  _ logits: UnsafeBufferPointer<Scalar>, _ targets: Matrix<Scalar>,
  into gradient: UnsafeMutablePointer<Scalar>?, losses: UnsafeMutableBufferPointer<Scalar>
) {
  unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: targets.columns) { sums in
    unsafe sums.initialize(repeating: 0)
    unsafe targets.withUnsafeElements { (targets: UnsafeBufferPointer<Scalar>) in
      unsafe Kernels.bernoulliLogits(logits, targets, into: gradient, losses: sums)
    }
    for column in sums.indices { unsafe losses[column] = Scalar(sums[column]) }
  }
}
