import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork

extension RunConfiguration {
  /// Checks that the numbers make sense and fit the data.
  ///
  /// - Parameter dataset: The data of the run, prepared by ``prepare(_:)``.
  /// - Throws: ``TrainingError`` that names the option, its value and what is expected.
  public func validate(against dataset: Dataset) throws(TrainingError) {
    guard version == Self.currentVersion else {
      throw .invalid(name: "version", value: "\(version)", expected: "1 or \(Self.currentVersion)")
    }
    guard model.features == dataset.features else {
      throw .invalid(
        name: "the data", value: "\(dataset.features) features wide",
        expected: "\(model.features) features, as the model has")
    }
    guard imageHeight >= 1, model.features.isMultiple(of: imageHeight) else {
      throw .invalid(
        name: "image height", value: "\(imageHeight)",
        expected: "a divisor of the \(model.features) features")
    }
    try validateSteps(samples: dataset.training.columns)
    try validateObjective()
    try validateModel(dataset)
  }

  /// Checks how many steps of what size there are.
  private func validateSteps(samples: Int) throws(TrainingError) {
    guard steps >= 0 else {
      throw .invalid(name: "--steps", value: "\(steps)", expected: "zero or more")
    }
    guard batchSize >= 1, batchSize <= samples else {
      throw .invalid(
        name: "--batch-size", value: "\(batchSize)",
        expected: "1 to \(samples), the number of training samples")
    }
    guard metricsInterval >= 1 else {
      throw .invalid(name: "metrics interval", value: "\(metricsInterval)", expected: "at least 1")
    }
    guard let validation else { return }
    for (name, value) in [
      ("--validation", validation.samples), ("--evaluate-every", validation.interval),
      ("--patience", validation.patience ?? 1),
    ] where value < 1 {
      throw .invalid(name: name, value: "\(value)", expected: "at least 1")
    }
  }

  /// Checks that the data have what the model is to learn from.
  private func validateModel(_ dataset: Dataset) throws(TrainingError) {
    guard model.form != .halves || imageHeight.isMultiple(of: 2) else {
      throw .invalid(
        name: "the height of an image", value: "\(imageHeight)",
        expected: "an even number, for --model \(model.kind.rawValue) halves images")
    }
    guard model.form != .labelled else {
      _ = try dataset.labelledSamples(labels, seed: seed)
      return
    }
    guard labels == 0 else {
      throw .invalid(
        name: "--labels", value: "\(labels)",
        expected: "left out, for --model \(model.kind.rawValue) learns without labels")
    }
  }

  /// Checks the numbers of the objective and of its gradient.
  private func validateObjective() throws(TrainingError) {
    guard weightScale > 0, weightScale.isFinite else {
      throw .invalid(
        name: "--weight-scale", value: "\(weightScale)", expected: "a positive number")
    }
    let first = temperature.value(at: 0)
    guard first > 0, first.isFinite else {
      throw .invalid(
        name: "--temperature", value: "\(first)",
        expected:
          "a positive number (its limit at 0 is a hard sample: --estimator straight-through)")
    }
    if let temperature = priorTemperature, !(temperature > 0 && temperature.isFinite) {
      throw .invalid(
        name: "--prior-temperature", value: "\(temperature)", expected: "a positive number")
    }
    guard trainingSamples >= 1 else {
      throw .invalid(name: "--train-samples", value: "\(trainingSamples)", expected: "at least 1")
    }
    guard classifierWeight >= 0, classifierWeight.isFinite else {
      throw .invalid(
        name: "--classifier-weight", value: "\(classifierWeight)",
        expected: "a number of zero or more")
    }
    if let limit = gradientNormLimit, !(limit > 0) {
      throw .invalid(name: "--clip-norm", value: "\(limit)", expected: "a positive number")
    }
  }
}
