import Categorical
public import LatentModels
public import LinearAlgebra
public import NeuralNetwork
import RandomStreams

/// A training run in memory: the model, the state of its optimizer and the number of steps done.
///
/// Every random number of a step is addressed by seed, purpose and step, so the state above is all
/// that is needed to continue: ``step()`` computes the same numbers whether or not the run was
/// interrupted, and on any number of threads.
public struct Trainer: Sendable {
  /// What the run computes.
  public let configuration: RunConfiguration
  /// The data; the training samples are what batches are drawn from.
  public let dataset: Dataset
  /// The number of steps done.
  public internal(set) var stepsDone = 0
  /// How the bound on the validation samples went.
  public internal(set) var validation = ValidationTrack()

  var state: any TrainingState
  /// The sums since the last record of metrics.
  var window: MetricsWindow
  var epoch = EpochBound()
  private var batches: BatchSource

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - configuration: What the run computes.
  ///   - dataset: The data, prepared by ``RunConfiguration/prepare(_:)``.
  /// - Throws: ``TrainingError`` if the configuration makes no sense or does not fit the data.
  public init(_ configuration: RunConfiguration, dataset: Dataset) throws {
    try configuration.validate(against: dataset)
    self.configuration = configuration
    self.dataset = dataset
    var generator = Purpose.initialization.stream(seed: configuration.seed)
    let model = configuration.model.makeModel(
      mean: dataset.featureMeans, weightScale: configuration.weightScale, using: &generator)
    try configuration.validate(for: model)
    state = Self.start(model, configuration.optimizer)
    batches = try BatchSource(configuration, dataset: dataset)
    window = MetricsWindow(model.usageLayout)
  }

  /// Opens a model of any type.
  private static func start<Model: LatentModel<Float>>(
    _ model: Model, _ optimizer: OptimizerConfiguration
  ) -> any TrainingState {
    StateOfTraining(model, optimizer: optimizer)
  }

  /// The model as it is now.
  ///
  /// With slope annealing its logits have the slope of the last step; the parameters being trained
  /// are without it.
  public var model: any LatentModel<Float> {
    Self.finished(state.present, slope: configuration.logitSlope(after: stepsDone))
  }

  /// The model that the run is for: with validation samples the best one on them so far, otherwise
  /// the present one.
  public var bestModel: any LatentModel<Float> {
    guard let best = state.best else { return model }
    return Self.finished(best, slope: configuration.logitSlope(after: bestStep))
  }

  /// Multiplies the slope into a model.
  private static func finished(
    _ model: any LatentModel<Float>, slope: Double
  ) -> any LatentModel<Float> {
    slope == 1 ? model : model.withLogits(scaledBy: Float(slope))
  }

  /// The number of steps that ``bestModel`` was trained for.
  public var bestStep: Int { state.best == nil ? stepsDone : validation.bestStep }

  /// The optimizer with its moments.
  public var optimizer: AnyOptimizer<Float> { state.optimizer }

  /// The number of steps that visit the training samples once.
  public var stepsPerEpoch: Int { batches.stepsPerEpoch }

  /// The mean bound of the batches of the last whole epoch, in nats; before there is one, of all steps.
  public var lastEpochBound: Double? { epoch.mean }

  /// Whether the patience with the validation bound is at its end.
  public var isStoppedEarly: Bool {
    guard let patience = configuration.validation?.patience else { return false }
    return validation.evaluationsSinceBest >= patience
  }

  /// Whether no step is left to take.
  public var isFinished: Bool { stepsDone >= configuration.steps || isStoppedEarly }

  /// Takes one step.
  ///
  /// - Returns: The record of metrics if one is due after this step, as it is after each evaluation on
  ///   the validation samples.
  /// - Throws: ``TrainingError/diverged(step:reason:)`` if the bound stopped being a number; the
  ///   parameters are then those before the step.
  public mutating func step() throws(TrainingError) -> MetricsRecord? {
    let step = stepsDone
    let terms = try accumulateGradient(at: step)
    let norm = state.clip(to: configuration.gradientNormLimit)
    guard norm.isFinite else {
      throw .diverged(step: step + 1, reason: "the norm of the gradient is \(norm)")
    }
    state.update(learningRate: configuration.learningRate.value(at: step))
    stepsDone += 1
    window.add(terms)
    epoch.add(terms.bound, isEndOfEpoch: stepsDone.isMultiple(of: stepsPerEpoch))
    let evaluation = try validate()
    let isDue = evaluation != nil || stepsDone.isMultiple(of: configuration.metricsInterval)
    return isDue ? takeRecord(gradientNorm: norm, validation: evaluation) : nil
  }

  /// Computes the objective of the batch of a step and its gradient.
  private mutating func accumulateGradient(
    at step: Int
  ) throws(TrainingError) -> ObjectiveTerms {
    let terms: ObjectiveTerms
    do {
      terms = try state.accumulateGradient(
        of: batches.observations(at: step), options: configuration.objective(at: step),
        stream: Purpose.gumbelNoise.stream(seed: configuration.seed).substream(UInt64(step)))
    } catch {
      throw .diverged(step: step + 1, reason: "\(error)")
    }
    guard terms.bound.isFinite else {
      throw .diverged(step: step + 1, reason: "the bound is \(terms.bound)")
    }
    return terms
  }

  /// Evaluates the model on the validation samples if that is due, and keeps the best parameters.
  private mutating func validate() throws(TrainingError) -> BoundEvaluation? {
    guard let plan = configuration.validation, stepsDone.isMultiple(of: plan.interval) else {
      return nil
    }
    let evaluation: BoundEvaluation
    do {
      evaluation = try model.evaluate(
        configuration.model.observations(
          of: dataset.validation, labels: dataset.validationLabels),
        samples: configuration.trainingSamples,
        stream: Purpose.validation.stream(seed: configuration.seed))
    } catch {
      throw .diverged(step: stepsDone, reason: "\(error)")
    }
    if validation.add(bound: evaluation.importanceWeightedBound, step: stepsDone) {
      state.keepBest()
    }
    return evaluation
  }

  /// Averages the window into a record and starts a new one.
  private mutating func takeRecord(
    gradientNorm: Double, validation: BoundEvaluation?
  ) -> MetricsRecord {
    let (last, steps) = (stepsDone - 1, Double(window.steps))
    defer { window.clear() }
    return MetricsRecord(
      step: stepsDone, epoch: Double(stepsDone) / Double(stepsPerEpoch),
      bound: window.bound / steps,
      reconstruction: window.reconstruction / steps, divergence: window.divergence / steps,
      perplexity: window.usage.meanPerplexity, usage: window.usage.usedFraction,
      temperature: configuration.temperature.value(at: last),
      learningRate: configuration.learningRate.value(at: last),
      divergenceWeight: configuration.divergenceWeight.value(at: last),
      gradientNorm: gradientNorm, accuracy: window.accuracy,
      validationBound: validation?.importanceWeightedBound,
      validationAccuracy: validation?.accuracy)
  }
}
