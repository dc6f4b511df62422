import Categorical
import LatentModels
import NeuralNetwork
import Training

extension ModelKind {
  /// The kind as a heading names it.
  var title: String {
    switch self {
    case .autoencoder: "Categorical VAE"
    case .structured: "Structured prediction"
    case .semiSupervised: "Semi-supervised VAE"
    }
  }

  /// Whether codes have a prior, from which they diverge.
  var hasPrior: Bool { self != .structured }
}

extension ModelConfiguration {
  /// The sizes in a few words.
  var summary: String {
    switch self {
    case .autoencoder(let sizes): sizes.summary
    case .structured(let sizes): sizes.summary
    case .semiSupervised(let sizes): sizes.summary
    }
  }
}

extension CategoricalVAEConfiguration {
  /// The sizes in a few words.
  var summary: String {
    var parts = [layout.summary]
    if stochasticLayers > 1 { parts.append("\(stochasticLayers) stochastic layers") }
    parts.append("encoder \(text(encoderWidths))")
    parts.append(
      decoderHidden == hidden.reversed() ? "mirrored decoder" : "decoder \(text(decoderWidths))")
    if prior == .learned { parts.append("learned prior") }
    if isCentered { parts.append("centered") }
    return parts.joined(separator: ", ")
  }
}

extension StructuredPredictorConfiguration {
  /// The sizes in a few words.
  var summary: String {
    let layers = Array(repeating: layout.codeRows, count: stochasticLayers)
    var parts = ["\(text([inputs] + layers + [outputs])) with \(layout.summary) a layer"]
    if !hidden.isEmpty { parts.append("hidden \(text(hidden)) between two") }
    return parts.joined(separator: ", ")
  }
}

extension SemiSupervisedVAEConfiguration {
  /// The sizes in a few words.
  var summary: String {
    "\(classes) classes, style of \(styles), encoder \(text([features] + hidden)), mirrored decoder, "
      + "classifier \(text([features] + classifierFilters + classifierHidden + [classes]))"
      + (classifierFilters.isEmpty ? "" : ", \(classifierFilters.count) of its layers convolutions")
  }
}

extension CodeLayout {
  /// The variables in a few words.
  fileprivate var summary: String {
    "\(latents) latents of \(classes) classes"
      + (code == .oneHot ? "" : " as \(code.rawValue) bits")
  }
}

/// Widths as papers write them.
private func text(_ widths: [Int]) -> String { widths.map(String.init).joined(separator: "-") }

extension RunConfiguration {
  /// How the objective is formed and followed: what a reader needs to repeat the run.
  var objectiveFacts: [(name: String, value: String)] {
    var facts = [
      ("estimator", estimator.rawValue),
      ("temperature", temperature.description),
    ]
    if model.kind.hasPrior {
      facts += [
        ("weight of the divergence", divergenceWeight.description),
        ("form of the divergence", divergence.rawValue),
      ]
    }
    if let priorTemperature { facts.append(("temperature of the prior", "\(priorTemperature)")) }
    if trainingSamples > 1 { facts.append(("codes in training (m)", "\(trainingSamples)")) }
    if let labels {
      facts += [
        ("labels", "\(labels.samples), \(labels.batchSize) a step"),
        ("weight of the classifier", "\(classifierWeight)"),
        ("weight of the style's divergence", styleWeight.description),
      ]
      if labels.distortion > 0 {
        facts.append(("distortion of labelled images", "\(labels.distortion)"))
      }
      if classifierDropout > 0 {
        facts.append(("features of the classifier left out", "\(classifierDropout)"))
      }
    }
    facts += [
      ("optimizer", optimizer.summary),
      ("learning rate", learningRate.description),
    ]
    if let validation {
      facts.append(
        (
          "validation",
          "every \(validation.interval) steps"
            + (validation.patience.map { ", patience \($0)" } ?? "")
        ))
    }
    return facts
  }
}

extension OptimizerConfiguration {
  /// The rule and what matters of its numbers.
  var summary: String {
    var parts = [name.rawValue]
    if case .sgd(let options, _) = self { parts.append("momentum \(options.momentum)") }
    if weightDecay > 0 { parts.append("weight decay \(weightDecay)") }
    return parts.joined(separator: ", ")
  }
}
