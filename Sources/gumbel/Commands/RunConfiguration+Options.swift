import ArgumentParser
import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import Training

extension RunConfiguration {
  /// Fills what the user left out with what suits the data.
  ///
  /// - Parameters:
  ///   - source: Where the data come from.
  ///   - dataset: The data, as they were loaded.
  ///   - options: The options of the command.
  /// - Throws: `TrainingError`, `LatentModelError` or `HyperparameterError` if a number is out of range
  ///   or an option does not go with the others.
  init(source: DataSource, dataset: Dataset, options: Train) throws {
    let (data, optimization, estimation) = (
      options.data, options.optimization, options.estimation
    )
    let toy = dataset.process
    let samples = max(dataset.training.columns - (data.validation ?? 0), 1)
    let batchSize = optimization.batchSize ?? min(toy != nil ? 500 : 100, samples)
    let stepsPerEpoch = max(samples / max(batchSize, 1), 1)
    let steps =
      optimization.steps ?? optimization.epochs.map { $0 * stepsPerEpoch }
      ?? (toy != nil ? 10_000 : 20 * stepsPerEpoch)
    self.init(
      data: source, imageHeight: dataset.height,
      binarization: data.binarization ?? (toy != nil ? .none : .dynamic),
      model: try options.model.configuration(for: dataset),
      weightScale: options.model.weightScale ?? (toy != nil ? 0.1 : 1),
      estimator: estimation.marginalize
        ? .exact : estimation.estimator ?? .straightThroughGumbel,
      temperature: estimation.temperature
        ?? (toy != nil
          ? .exponential(initial: 3, rate: 5e-4, floor: 0.4)
          : .exponential(initial: 1, rate: 1e-4, floor: 0.5)),
      learningRate: optimization.learningRate
        ?? (toy != nil ? .cosine(from: 0.003, to: 0.0003, steps: 10_000) : .constant(0.001)),
      divergenceWeight: estimation.klWarmUp
        ?? (toy != nil
          ? .warmUp(steps: 3000, then: .constant(1)) : .constant(1)),
      gradientNormLimit: optimization.clipNorm, batchSize: batchSize, steps: steps,
      metricsInterval: optimization.metricsInterval ?? min(100, stepsPerEpoch),
      seed: optimization.seed ?? 0)
    optimizer = try OptimizerConfiguration(
      optimization.optimizer ?? .adam, momentum: optimization.momentum,
      weightDecay: optimization.weightDecay)
    conditionalDraws = estimation.conditionalDraws ?? conditionalDraws
    priorTemperature = estimation.priorTemperature
    divergence = try estimation.divergence(prior: options.model.prior)
    trainingSamples = estimation.trainSamples ?? 1
    if options.model.model == .semiSupervised {
      classifierWeight = estimation.classifierWeight ?? (toy != nil ? 0.1 : 50)
      styleWeight =
        estimation.styleWeight
        ?? (toy != nil ? .constant(1) : .linear(from: 10, to: 1, steps: 4000))
      classifierDropout = estimation.classifierDropout ?? (toy != nil ? 0 : 0.5)
      let count = data.labels ?? 100
      labels = LabelPlan(
        samples: count, batchSize: data.labelledBatch ?? min(count, max(batchSize / 10, 1)),
        distortion: data.labelDistortion ?? (toy != nil || dataset.height == 1 ? 0 : 1))
    }
    validation = data.validation.flatMap { count in
      count == 0
        ? nil
        : ValidationPlan(
          samples: count, interval: optimization.evaluateEvery ?? stepsPerEpoch,
          patience: optimization.patience)
    }
  }
}

extension EstimationOptions {
  /// The form of the divergence: what was asked for, or what the prior asks for.
  fileprivate func divergence(prior: PriorChoice?) throws -> RelaxedDivergence {
    guard prior == .concrete else {
      // A bound of several samples has no divergence in closed form.
      return kl?.form ?? (trainSamples ?? 1 > 1 ? .relaxedMass : .discrete)
    }
    guard kl ?? .relaxed == .relaxed else {
      throw TrainingError.invalid(
        name: "--kl", value: kl?.rawValue ?? "",
        expected: "relaxed, for --prior concrete is the density of relaxed codes")
    }
    return .relaxedDensities
  }
}
