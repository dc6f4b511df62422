import LatentModels
import NeuralNetwork
import Training

extension ModelOptions {
  /// The model as described, with what was left out chosen to suit the data.
  ///
  /// - Parameter dataset: The data.
  /// - Returns: The kind of the model and its sizes.
  /// - Throws: `TrainingError` for an option that the kind does not have, `LatentModelError` for a size
  ///   that makes no sense.
  func configuration(for dataset: Dataset) throws -> ModelConfiguration {
    let toy = dataset.process
    let encoder = encoderHidden ?? hidden ?? []
    let decoder = decoderHidden ?? hidden?.reversed() ?? encoder.reversed()
    let variables = (
      latents: latents ?? toy.map { 2 * $0.factors + 2 } ?? 20,
      classes: classes ?? toy?.values ?? 10
    )
    return .autoencoder(
      try CategoricalVAEConfiguration(
        features: dataset.features, latents: variables.latents, classes: variables.classes,
        hidden: encoder, activation: activation ?? .relu, decoderHidden: decoder,
        code: code ?? .oneHot, stochasticLayers: stochasticLayers ?? 1,
        prior: prior == .learned ? .learned : .uniform, isCentered: centering ?? false))
  }
}
