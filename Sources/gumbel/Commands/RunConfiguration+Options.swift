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
  ///   - dataset: The data.
  ///   - data: The options of the data.
  ///   - model: The options of the model.
  ///   - optimization: The options of the training.
  /// - Throws: `LatentModelError` if a size is too small.
  init(
    source: DataSource, dataset: Dataset, data: DataOptions, model: ModelOptions,
    optimization: OptimizationOptions
  ) throws {
    let toy = dataset.process
    let batchSize = optimization.batchSize ?? min(toy != nil ? 500 : 100, dataset.training.columns)
    let stepsPerEpoch = max(dataset.training.columns / max(batchSize, 1), 1)
    let steps =
      optimization.steps ?? optimization.epochs.map { $0 * stepsPerEpoch }
      ?? (toy != nil ? 10_000 : 20 * stepsPerEpoch)
    self.init(
      data: source, imageHeight: dataset.height,
      binarization: data.binarization ?? (toy != nil ? .none : .dynamic),
      model: try CategoricalVAEConfiguration(
        features: dataset.features, latents: model.latents ?? toy.map { 2 * $0.factors + 2 } ?? 20,
        classes: model.classes ?? toy?.values ?? 10, hidden: model.hidden ?? []),
      weightScale: model.weightScale ?? (toy != nil ? 0.1 : 1),
      estimator: model.estimator ?? .straightThroughGumbel,
      temperature: optimization.temperature
        ?? (toy != nil
          ? .exponential(initial: 3, rate: 5e-4, floor: 0.4)
          : .exponential(initial: 1, rate: 1e-4, floor: 0.5)),
      learningRate: optimization.learningRate
        ?? (toy != nil ? .cosine(from: 0.003, to: 0.0003, steps: 10_000) : .constant(0.001)),
      divergenceWeight: optimization.klWarmUp
        ?? (toy != nil
          ? .warmUp(steps: 3000, then: .constant(1)) : .constant(1)),
      gradientNormLimit: optimization.clipNorm, batchSize: batchSize, steps: steps,
      metricsInterval: optimization.metricsInterval ?? min(100, stepsPerEpoch),
      seed: optimization.seed ?? 0)
  }
}
