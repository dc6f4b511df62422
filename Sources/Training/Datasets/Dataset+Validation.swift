import LinearAlgebra

extension Dataset {
  /// Returns the data set with its last training samples held out for validation.
  ///
  /// The last ones, as those who split 60 000 digits into 50 000 and 10 000 do.
  ///
  /// - Parameter count: The number of samples to hold out; zero changes nothing.
  /// - Returns: The data set with fewer training samples.
  /// - Throws: ``TrainingError`` unless at least one training sample remains.
  public consuming func holdingOut(_ count: Int) throws(TrainingError) -> Dataset {
    guard count != 0 else { return self }
    let samples = training.columns
    guard count > 0, count < samples else {
      throw .invalid(
        name: "--validation", value: "\(count)",
        expected: "0 to \(samples - 1), fewer than the \(samples) training samples")
    }
    let cut = samples - count
    let (all, labels) = (training, trainingLabels)
    training = Matrix(all[rows: 0..<all.rows, columns: 0..<cut])
    validation = Matrix(all[rows: 0..<all.rows, columns: cut..<samples])
    trainingLabels = labels.map { Array($0[..<cut]) }
    validationLabels = labels.map { Array($0[cut...]) }
    return self
  }
}
