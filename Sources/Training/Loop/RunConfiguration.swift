public import Categorical
public import LatentModels
import LinearAlgebra
public import NeuralNetwork

/// Everything that decides what a training run computes: with the data, it fixes every number.
public struct RunConfiguration: Hashable, Codable, Sendable {
  /// The version of the format, raised when older runs cannot be continued.
  public var version = 1
  /// Where the data come from.
  public var data: DataSource
  /// The height of an image in pixels, or 1 for samples that are no images.
  public var imageHeight: Int
  /// How grey values become binary pixels.
  public var binarization: Binarization
  /// The sizes of the model.
  public var model: CategoricalVAEConfiguration
  /// The factor of the Glorot-uniform weights at the start.
  public var weightScale: Double
  /// How gradients pass through the categorical draw.
  public var estimator: PathwiseEstimatorName
  /// The temperature of the relaxation by step.
  public var temperature: Schedule
  /// The learning rate of Adam by step.
  public var learningRate: Schedule
  /// The weight of the divergence by step.
  public var divergenceWeight: Schedule
  /// The largest norm of the gradient, which is scaled down to it, or nil for no limit.
  public var gradientNormLimit: Double?
  /// The number of samples of a step.
  public var batchSize: Int
  /// The number of steps of the whole run.
  public var steps: Int
  /// The number of steps between two records of metrics.
  public var metricsInterval: Int
  /// The seed of every random number.
  public var seed: UInt64

  /// Makes a configuration; ``validate(against:)`` checks it.
  ///
  /// - Parameters:
  ///   - data: Where the data come from.
  ///   - imageHeight: The height of an image in pixels.
  ///   - binarization: How grey values become binary pixels.
  ///   - model: The sizes of the model.
  ///   - weightScale: The factor of the Glorot-uniform weights at the start.
  ///   - estimator: How gradients pass through the categorical draw.
  ///   - temperature: The temperature of the relaxation by step.
  ///   - learningRate: The learning rate by step.
  ///   - divergenceWeight: The weight of the divergence by step.
  ///   - gradientNormLimit: The largest norm of the gradient, or nil for no limit.
  ///   - batchSize: The number of samples of a step.
  ///   - steps: The number of steps of the whole run.
  ///   - metricsInterval: The number of steps between two records of metrics.
  ///   - seed: The seed of every random number.
  public init(
    data: DataSource, imageHeight: Int, binarization: Binarization,
    model: CategoricalVAEConfiguration, weightScale: Double = 1, estimator: PathwiseEstimatorName,
    temperature: Schedule,
    learningRate: Schedule,
    divergenceWeight: Schedule, gradientNormLimit: Double? = nil, batchSize: Int, steps: Int,
    metricsInterval: Int, seed: UInt64
  ) {
    self.data = data
    self.imageHeight = imageHeight
    self.binarization = binarization
    self.model = model
    self.weightScale = weightScale
    self.estimator = estimator
    self.temperature = temperature
    self.learningRate = learningRate
    self.divergenceWeight = divergenceWeight
    self.gradientNormLimit = gradientNormLimit
    self.batchSize = batchSize
    self.steps = steps
    self.metricsInterval = metricsInterval
    self.seed = seed
  }

  /// The width of an image in pixels.
  public var imageWidth: Int { model.features / max(imageHeight, 1) }

  /// Checks that the numbers make sense and fit the data.
  ///
  /// - Parameter dataset: The data of the run.
  /// - Throws: ``TrainingError`` that names the option, its value and what is expected.
  public func validate(against dataset: Dataset) throws(TrainingError) {
    guard version == 1 else {
      throw .invalid(name: "version", value: "\(version)", expected: "1")
    }
    guard model.features == dataset.features else {
      throw .invalid(
        name: "the data", value: "\(dataset.features) features wide",
        expected: "\(model.features) features, as the model has")
    }
    guard steps >= 0 else {
      throw .invalid(name: "--steps", value: "\(steps)", expected: "zero or more")
    }
    guard batchSize >= 1, batchSize <= dataset.training.columns else {
      throw .invalid(
        name: "--batch-size", value: "\(batchSize)",
        expected: "1 to \(dataset.training.columns), the number of training samples")
    }
    guard metricsInterval >= 1 else {
      throw .invalid(name: "metrics interval", value: "\(metricsInterval)", expected: "at least 1")
    }
    guard weightScale > 0, weightScale.isFinite else {
      throw .invalid(
        name: "--weight-scale", value: "\(weightScale)", expected: "a positive number")
    }
    guard imageHeight >= 1, model.features.isMultiple(of: imageHeight) else {
      throw .invalid(
        name: "image height", value: "\(imageHeight)",
        expected: "a divisor of the \(model.features) features")
    }
    let first = temperature.value(at: 0)
    guard first > 0, first.isFinite else {
      throw .invalid(
        name: "--temperature", value: "\(first)",
        expected:
          "a positive number (its limit at 0 is a hard sample: --estimator straight-through)")
    }
    if let limit = gradientNormLimit, !(limit > 0) {
      throw .invalid(name: "--clip-norm", value: "\(limit)", expected: "a positive number")
    }
  }
}
