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

  /// Checks that the model can be trained by the objective.
  func validate(for model: any LatentModel<Float>) throws {
    do {
      try model.validate(objective(at: 0))
    } catch LatentModelError.estimatorDoesNotApply(let estimator, let model, let reason) {
      throw TrainingError.invalid(
        name: "--estimator", value: estimator.rawValue,
        expected: "one that can train \(model): \(reason)")
    }
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
    if case .structured(let sizes) = model, sizes.inputs != sizes.outputs {
      throw .invalid(
        name: "outputs", value: "\(sizes.outputs)",
        expected: "\(sizes.inputs), as many as inputs, for --model sbn halves images")
    }
    guard case .semiSupervised(let sizes) = model else {
      guard labels == nil else {
        throw .invalid(
          name: "--labels", value: "given",
          expected: "left out, for --model \(model.kind.rawValue) learns without labels")
      }
      return
    }
    try validateLabels(dataset, classes: sizes.classes)
  }

  /// Checks that there are labels of no more classes than the model has.
  private func validateLabels(_ dataset: Dataset, classes: Int) throws(TrainingError) {
    guard let labels else {
      throw .invalid(name: "--labels", value: "missing", expected: "the number of labels to see")
    }
    _ = try dataset.labelledSamples(labels.samples, seed: seed)
    let found = dataset.labelClasses ?? 0
    guard classes >= found else {
      throw .invalid(
        name: "--classes", value: "\(classes)",
        expected: "\(found) or more, one for each label from 0 to \(found - 1)")
    }
    guard labels.batchSize >= 1 else {
      throw .invalid(
        name: "--labelled-batch", value: "\(labels.batchSize)", expected: "at least 1")
    }
    guard 0...3 ~= labels.distortion else {
      throw .invalid(
        name: "--label-distortion", value: "\(labels.distortion)",
        expected: "a strength from 0 to 3")
    }
    guard labels.distortion == 0 || imageHeight > 1 else {
      throw .invalid(
        name: "--label-distortion", value: "\(labels.distortion)",
        expected: "0 for samples that are no images; --image-height makes them images")
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
    guard conditionalDraws >= 1 else {
      throw .invalid(
        name: "--conditional-draws", value: "\(conditionalDraws)", expected: "at least 1")
    }
    guard classifierWeight >= 0, classifierWeight.isFinite else {
      throw .invalid(
        name: "--classifier-weight", value: "\(classifierWeight)",
        expected: "a number of zero or more")
    }
    guard 0..<1 ~= classifierDropout else {
      throw .invalid(
        name: "--classifier-dropout", value: "\(classifierDropout)",
        expected: "a probability below one")
    }
    if let limit = gradientNormLimit, !(limit > 0) {
      throw .invalid(name: "--clip-norm", value: "\(limit)", expected: "a positive number")
    }
  }
}
