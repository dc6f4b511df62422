import LatentModels
import NeuralNetwork
import Training

extension ModelOptions {
  /// The model as described, with what was left out chosen to suit the data.
  ///
  /// - Parameter dataset: The data.
  /// - Returns: The kind of the model and its sizes.
  /// - Throws: `LatentModelError` for a size that makes no sense.
  func configuration(for dataset: Dataset) throws -> ModelConfiguration {
    switch model ?? .autoencoder {
    case .autoencoder: .autoencoder(try autoencoder(for: dataset))
    case .structured: .structured(try structuredPredictor(for: dataset))
    case .semiSupervised: .semiSupervised(try semiSupervisedAutoencoder(for: dataset))
    }
  }

  private func autoencoder(for dataset: Dataset) throws -> CategoricalVAEConfiguration {
    let encoder = encoderHidden ?? hidden ?? []
    return try CategoricalVAEConfiguration(
      features: dataset.features, latents: latents(for: dataset),
      classes: classes(for: dataset), hidden: encoder, activation: activation ?? .relu,
      decoderHidden: decoderHidden ?? encoder.reversed(), code: code ?? .oneHot,
      stochasticLayers: stochasticLayers ?? 1, prior: prior == .learned ? .learned : .uniform,
      isCentered: centering ?? false)
  }

  private func structuredPredictor(for dataset: Dataset) throws -> StructuredPredictorConfiguration
  {
    try StructuredPredictorConfiguration(
      inputs: dataset.features / 2, outputs: dataset.features - dataset.features / 2,
      layout: CodeLayout(
        latents: latents(for: dataset), classes: classes(for: dataset), code: code ?? .oneHot),
      stochasticLayers: stochasticLayers ?? 2, hidden: hidden ?? [],
      activation: activation ?? .tanh)
  }

  private func semiSupervisedAutoencoder(
    for dataset: Dataset
  ) throws -> SemiSupervisedVAEConfiguration {
    let isToy = dataset.process != nil
    let hidden = hidden ?? (isToy ? [64] : [256, 256])
    // Two convolutions of 5 × 5 in steps of two leave nothing of less.
    let isConvolved = !isToy && min(dataset.height, dataset.width) >= 13
    let filters = classifierFilters ?? (isConvolved ? [16, 32] : [])
    return try SemiSupervisedVAEConfiguration(
      features: dataset.features, classes: classes(for: dataset), styles: style ?? 8,
      hidden: hidden, classifierHidden: classifierHidden ?? (filters.isEmpty ? hidden : [64]),
      classifierFilters: filters, imageHeight: dataset.height,
      activation: activation ?? .relu)
  }

  private func latents(for dataset: Dataset) -> Int {
    latents ?? dataset.process.map { 2 * $0.factors + 2 } ?? 20
  }

  private func classes(for dataset: Dataset) -> Int { classes ?? dataset.process?.values ?? 10 }
}
