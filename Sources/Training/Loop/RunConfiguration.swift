public import Categorical
public import LatentModels
import LinearAlgebra
public import NeuralNetwork

/// Everything that decides what a training run computes: with the data, it fixes every number.
public struct RunConfiguration: Hashable, Sendable {
  /// The version of the format that this configuration is written in.
  ///
  /// Version 1, of runs before there was more than one kind of model, is read as well.
  public static let currentVersion = 2

  /// The version of the format, raised when older tools would continue a run wrongly.
  public var version = RunConfiguration.currentVersion
  /// Where the data come from.
  public var data: DataSource
  /// The height of an image in pixels, or 1 for samples that are no images.
  public var imageHeight: Int
  /// How grey values become binary pixels.
  public var binarization: Binarization
  /// The kind of model and its sizes.
  public var model: ModelConfiguration
  /// The factor of the Glorot-uniform weights at the start.
  public var weightScale: Double
  /// How gradients pass through the categorical draw.
  public var estimator: EstimatorName
  /// The number of conditional draws of the estimators that have some.
  public var conditionalDraws = PathwiseEstimatorName.standardDraws
  /// The temperature of the relaxation by step.
  public var temperature: Schedule
  /// The temperature of the prior's relaxation; nil for that of the posterior.
  public var priorTemperature: Double?
  /// The form of the divergence in the objective.
  public var divergence = RelaxedDivergence.discrete
  /// The number of samples `m` of the bound that is maximized.
  public var trainingSamples = 1
  /// The weight of the classifier's own term for labelled samples.
  public var classifierWeight = 0.1
  /// The probability with which a step leaves out a feature of the classifier.
  public var classifierDropout = 0.0
  /// What multiplies the weight of the style's divergence in a semi-supervised model.
  public var styleWeight = Schedule.constant(1)
  /// The rule of the updates.
  public var optimizer = OptimizerConfiguration.adam()
  /// The learning rate by step.
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
  /// How samples are held out to choose parameters by, or nil if none are.
  public var validation: ValidationPlan?
  /// Which labels the model sees, or nil for models without labels.
  public var labels: LabelPlan?
  /// The seed of every random number.
  public var seed: UInt64

  /// Makes a configuration; ``validate(against:)`` checks it.
  ///
  /// What is not among the parameters starts at its default.
  ///
  /// - Parameters:
  ///   - data: Where the data come from.
  ///   - imageHeight: The height of an image in pixels.
  ///   - binarization: How grey values become binary pixels.
  ///   - model: The kind of model and its sizes.
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
    model: ModelConfiguration, weightScale: Double = 1, estimator: EstimatorName,
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

  /// The form of the objective at a step.
  ///
  /// - Parameter step: The number of steps done before it.
  /// - Returns: What the model is asked to maximize.
  public func objective(at step: Int) -> ObjectiveOptions {
    var options = ObjectiveOptions(
      estimator: estimator, temperature: temperature.value(at: step),
      priorTemperature: priorTemperature, divergenceWeight: divergenceWeight.value(at: step),
      divergence: divergence, samples: trainingSamples, classifierWeight: classifierWeight,
      conditionalDraws: conditionalDraws)
    options.classifierDropout = classifierDropout
    options.styleWeight = styleWeight.value(at: step)
    return options
  }

  /// The factor of the logits that a run with slope annealing has reached; one for all others.
  ///
  /// - Parameter steps: The number of steps done.
  /// - Returns: The slope of the last of them.
  func logitSlope(after steps: Int) -> Double {
    estimator == .slopeAnnealed ? 1 / temperature.value(at: max(steps - 1, 0)) : 1
  }

  /// Returns data as this run sees them: with validation samples held out, and binarized.
  ///
  /// - Parameter dataset: The data as they were loaded.
  /// - Returns: The data for a ``Trainer``.
  /// - Throws: ``TrainingError`` if there are too few samples to hold out.
  public func prepare(_ dataset: consuming Dataset) throws(TrainingError) -> Dataset {
    try dataset.holdingOut(validation?.samples ?? 0).binarized(binarization, seed: seed)
  }
}
