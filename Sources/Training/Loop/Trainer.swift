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
  /// The model as it is now.
  public internal(set) var model: CategoricalVAE<Float>
  /// The optimizer with its moments.
  public internal(set) var optimizer: Adam<Float>
  /// The number of steps done.
  public internal(set) var stepsDone = 0
  /// The sums since the last record of metrics.
  var window: MetricsWindow
  /// The data; the training samples are what batches are drawn from.
  public let dataset: Dataset

  private var gradient: CategoricalVAE<Float>
  private var order: BatchOrder
  private var probabilities: Matrix<Float>
  private var batch: Matrix<Float>
  private var noise: Matrix<Float>
  private var conditionalNoise: [Matrix<Float>]

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - configuration: What the run computes.
  ///   - dataset: The data, already binarized where that happens once.
  /// - Throws: ``TrainingError`` if the configuration makes no sense or does not fit the data.
  public init(_ configuration: RunConfiguration, dataset: Dataset) throws {
    try configuration.validate(against: dataset)
    self.configuration = configuration
    self.dataset = dataset
    var generator = Purpose.initialization.stream(seed: configuration.seed)
    model = CategoricalVAE(
      configuration.model, mean: dataset.featureMeans,
      weightScale: Float(configuration.weightScale), using: &generator)
    gradient = model.zeroGradient
    optimizer = Adam(for: model)
    order = BatchOrder(
      samples: dataset.training.columns, batchSize: configuration.batchSize,
      seed: configuration.seed)
    probabilities = Matrix(rows: dataset.features, columns: configuration.batchSize)
    batch = Matrix(rows: dataset.features, columns: configuration.batchSize)
    noise = Matrix(rows: configuration.model.codeSize, columns: configuration.batchSize)
    conditionalNoise = Array(
      repeating: Matrix(rows: noise.rows, columns: noise.columns),
      count: configuration.estimator.conditionalDraws)
    window = MetricsWindow(
      latents: configuration.model.latents, classes: configuration.model.classes)
  }

  /// The number of steps that visit the training samples once.
  public var stepsPerEpoch: Int { order.stepsPerEpoch }

  /// Takes one step.
  ///
  /// - Returns: The record of metrics if one is due after this step.
  /// - Throws: ``TrainingError/diverged(step:reason:)`` if the bound stopped being a number; the
  ///   parameters are then those before the step.
  public mutating func step() throws(TrainingError) -> MetricsRecord? {
    let step = stepsDone
    fillBatch(at: step)
    var stream = Purpose.gumbelNoise.stream(seed: configuration.seed).substream(UInt64(step))
    fillGumbelNoise(&noise, using: &stream)
    for draw in conditionalNoise.indices {
      fillGumbelNoise(&conditionalNoise[draw], using: &stream)
    }
    let (terms, code) = try accumulateGradient(at: step)
    let norm =
      configuration.gradientNormLimit.map { clipByNorm(&gradient, maximum: $0) } ?? gradient.norm
    guard norm.isFinite else {
      throw .diverged(step: step + 1, reason: "the norm of the gradient is \(norm)")
    }
    optimizer.update(
      &model, along: gradient, learningRate: configuration.learningRate.value(at: step))
    stepsDone += 1
    window.usage.add(code)
    window.steps += 1
    window.reconstruction += terms.reconstruction
    window.divergence += terms.divergence
    let recordIsDue = stepsDone.isMultiple(of: configuration.metricsInterval)
    return recordIsDue ? takeRecord(gradientNorm: norm) : nil
  }

  /// Computes the bound of the batch and its gradient.
  private mutating func accumulateGradient(
    at step: Int
  ) throws(TrainingError) -> (terms: BoundTerms, code: Matrix<Float>) {
    let options = BoundOptions(
      estimator: configuration.estimator,
      temperature: Float(configuration.temperature.value(at: step)),
      divergenceWeight: Float(configuration.divergenceWeight.value(at: step)))
    gradient.setToZero()
    let pass: (terms: BoundTerms, code: Matrix<Float>, context: CategoricalVAE<Float>.BoundContext)
    do {
      pass = try model.bound(
        of: batch, noise: noise, conditionalNoise: conditionalNoise, options: options)
    } catch {
      throw .diverged(step: step + 1, reason: "\(error)")
    }
    guard pass.terms.bound.isFinite else {
      throw .diverged(step: step + 1, reason: "the bound is \(pass.terms.bound)")
    }
    model.accumulateGradient(of: pass.context, into: &gradient)
    return (pass.terms, pass.code)
  }

  /// Gathers the samples of a step and binarizes them if that happens at every visit.
  private mutating func fillBatch(at step: Int) {
    let indices = order.indices(at: step)
    guard configuration.binarization == .dynamic, dataset.process == nil else {
      batch.gatherColumns(indices, of: dataset.training)
      return
    }
    probabilities.gatherColumns(indices, of: dataset.training)
    let stream = Purpose.binarization.stream(seed: configuration.seed)
    batch.drawBernoulli(probabilities: probabilities, stream: stream.substream(UInt64(step)))
  }

  /// Averages the window into a record and starts a new one.
  private mutating func takeRecord(gradientNorm: Double) -> MetricsRecord {
    let (last, steps) = (stepsDone - 1, Double(window.steps))
    defer { window.clear() }
    return MetricsRecord(
      step: stepsDone, epoch: Double(stepsDone) / Double(stepsPerEpoch),
      bound: (window.reconstruction - window.divergence) / steps,
      reconstruction: window.reconstruction / steps, divergence: window.divergence / steps,
      perplexity: window.usage.meanPerplexity, usage: window.usage.usedFraction,
      temperature: configuration.temperature.value(at: last),
      learningRate: configuration.learningRate.value(at: last),
      divergenceWeight: configuration.divergenceWeight.value(at: last),
      gradientNorm: gradientNorm)
  }
}
