import ArgumentParser
import Categorical
import Training

extension Train {
  /// An option that only some kinds of models have.
  private struct Particular {
    var name: String
    var isGiven: Bool
    var kinds: [ModelKind]

    init(_ name: String, _ isGiven: Bool, _ kinds: ModelKind...) {
      self.name = name
      self.isGiven = isGiven
      self.kinds = kinds
    }
  }

  private var particulars: [Particular] {
    [
      Particular("--latents", model.latents != nil, .autoencoder, .structured),
      Particular("--code", model.code != nil, .autoencoder, .structured),
      Particular(
        "--stochastic-layers", model.stochasticLayers != nil, .autoencoder, .structured),
      Particular("--encoder-hidden", model.encoderHidden != nil, .autoencoder),
      Particular("--decoder-hidden", model.decoderHidden != nil, .autoencoder),
      Particular("--classifier-hidden", model.classifierHidden != nil, .semiSupervised),
      Particular("--prior", model.prior != nil, .autoencoder),
      Particular("--centering", model.centering == true, .autoencoder),
      Particular("--prior-temperature", estimation.priorTemperature != nil, .autoencoder),
      Particular("--kl", estimation.kl != nil, .autoencoder),
      Particular("--kl-warm-up", estimation.klWarmUp != nil, .autoencoder, .semiSupervised),
      Particular(
        "--train-samples", estimation.trainSamples != nil, .autoencoder, .structured,
        .semiSupervised),
      Particular("--style", model.style != nil, .semiSupervised),
      Particular("--labels", data.labels != nil, .semiSupervised),
      Particular("--labelled-batch", data.labelledBatch != nil, .semiSupervised),
      Particular("--label-distortion", data.labelDistortion != nil, .semiSupervised),
      Particular("--marginalize", estimation.marginalize, .semiSupervised),
      Particular("--classifier-weight", estimation.classifierWeight != nil, .semiSupervised),
      Particular("--style-weight", estimation.styleWeight != nil, .semiSupervised),
      Particular("--classifier-dropout", estimation.classifierDropout != nil, .semiSupervised),
      Particular("--classifier-filters", model.classifierFilters != nil, .semiSupervised),
    ]
  }

  /// Refuses options that the chosen model would ignore.
  func validateParticulars() throws {
    let kind = model.model ?? .autoencoder
    if estimation.marginalize, let estimator = estimation.estimator, estimator != .exact {
      throw ValidationError(
        "--marginalize sums over all classes, but --estimator \(estimator.rawValue) samples one.")
    }
    let estimator =
      estimation.estimator ?? (estimation.marginalize ? .exact : .straightThroughGumbel)
    if estimation.conditionalDraws != nil, estimator.pathwise?.hasDraws != true {
      throw ValidationError(
        "--conditional-draws is for the estimators gumbel-rao, reinmax-rao and reinmax-cv, not for "
          + "\(estimator.rawValue).")
    }
    guard let option = particulars.first(where: { $0.isGiven && !$0.kinds.contains(kind) }) else {
      return
    }
    let kinds = option.kinds.map { "--model \($0.rawValue)" }.joined(separator: " and ")
    throw ValidationError("\(option.name) is for \(kinds), not for --model \(kind.rawValue).")
  }
}
