public import LinearAlgebra

/// The mean of squared differences over the features of each sample.
///
/// With predictions `y` and targets `t` of `features × batch`:
///
///     loss = 1 / features · Σ (y − t)²
///
/// summed in `Double`. The mean of these losses is the mean over all elements.
///
/// - Parameters:
///   - predictions: What the model says, `features × batch`.
///   - targets: What it should say.
/// - Returns: One loss for each sample; zero if there are no features.
/// - Precondition: Both have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func meanSquaredLoss<Scalar: RealScalar>(
  _ predictions: Matrix<Scalar>, targets: Matrix<Scalar>
) -> Vector<Scalar> {
  checkTargets(predictions.shape, targets.shape)
  return meanSquares(of: predictions - targets)
}

/// The derivative of ``meanSquaredLoss(_:targets:)`` by the predictions.
///
///     ∂y = 2 / features · (y − t) · cotangent of the sample
///
/// - Parameters:
///   - cotangent: The derivative of the objective by each sample's loss.
///   - predictions: The same predictions.
///   - targets: The same targets.
/// - Returns: The derivative of the objective by the predictions.
/// - Precondition: The matrices have the same shape, and `cotangent` has one element for each column.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func meanSquaredLossPullback<Scalar: RealScalar>(
  _ cotangent: Vector<Scalar>, predictions: Matrix<Scalar>, targets: Matrix<Scalar>
) -> Matrix<Scalar> {
  checkTargets(predictions.shape, targets.shape)
  checkSampleCotangent(cotangent.count, predictions.shape)
  var gradient = predictions - targets
  gradient.multiplyRows(by: (2 / Scalar(max(1, predictions.rows))) * cotangent)
  return gradient
}

/// The loss of every sample together with the derivative of their weighted sum.
///
///     loss as in meanSquaredLoss(_:targets:),  gradient = weight · 2 / features · (y − t)
///
/// - Parameters:
///   - predictions: What the model says, `features × batch`. Their storage becomes that of the gradient
///     if nobody else holds it.
///   - targets: What it should say.
///   - weight: The factor of each sample's loss in the objective, for example one over the batch size.
///     The losses returned are not multiplied by it.
/// - Returns: One loss for each sample, and the derivative by the predictions.
/// - Precondition: Both matrices have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func meanSquaredLossWithGradient<Scalar: RealScalar>(
  _ predictions: consuming Matrix<Scalar>, targets: Matrix<Scalar>, weight: Scalar = 1
) -> (loss: Vector<Scalar>, gradient: Matrix<Scalar>) {
  var gradient = predictions
  checkTargets(gradient.shape, targets.shape)
  gradient -= targets
  let loss = meanSquares(of: gradient)
  gradient *= weight * 2 / Scalar(max(1, gradient.rows))
  return (loss, gradient)
}

/// The mean of squares in each column.
private func meanSquares<Scalar: RealScalar>(of differences: Matrix<Scalar>) -> Vector<Scalar> {
  let rows = differences.rows
  return unsafe differences.withUnsafeElements { (elements: UnsafeBufferPointer<Scalar>) in
    Vector(count: differences.columns) { column in
      let start = column * rows
      let part = unsafe UnsafeBufferPointer(rebasing: elements[start..<start + rows])
      return unsafe Scalar(Kernels.sumOfSquares(part) / Double(max(1, rows)))
    }
  }
}
