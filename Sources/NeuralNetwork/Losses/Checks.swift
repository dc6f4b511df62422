import LinearAlgebra

/// Traps unless predictions and targets have the same shape.
func checkTargets(_ predictions: Shape, _ targets: Shape) {
  precondition(
    predictions == targets, "predictions are \(predictions), but their targets \(targets)")
}

/// Traps unless there is one cotangent for each sample.
func checkSampleCotangent(_ count: Int, _ predictions: Shape) {
  precondition(
    count == predictions.columns,
    "\(count) cotangents do not fit the samples of \(predictions), one in each column")
}
