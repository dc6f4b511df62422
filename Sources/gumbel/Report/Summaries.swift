import Categorical
import LatentModels
import NeuralNetwork
import Training

extension ModelKind {
  /// The kind as a heading names it.
  var title: String {
    switch self {
    case .autoencoder: "Categorical VAE"
    }
  }
}

extension ModelConfiguration {
  /// The sizes in a few words.
  var summary: String {
    switch self {
    case .autoencoder(let sizes): sizes.summary
    }
  }
}

extension CategoricalVAEConfiguration {
  /// The sizes in a few words.
  var summary: String {
    func text(_ widths: [Int]) -> String { widths.map(String.init).joined(separator: "-") }
    var parts = ["\(latents) latents of \(classes) classes"]
    if layout.code != .oneHot { parts[0] += " as \(layout.code.rawValue) bits" }
    if stochasticLayers > 1 { parts.append("\(stochasticLayers) stochastic layers") }
    parts.append("encoder \(text(encoderWidths))")
    parts.append(
      decoderHidden == hidden.reversed() ? "mirrored decoder" : "decoder \(text(decoderWidths))")
    if prior == .learned { parts.append("learned prior") }
    if isCentered { parts.append("centered") }
    return parts.joined(separator: ", ")
  }
}

extension RunConfiguration {
  /// How the objective is formed and followed: what a reader needs to repeat the run.
  var objectiveFacts: [(name: String, value: String)] {
    var facts = [
      ("estimator", estimator.rawValue),
      ("temperature", temperature.description),
      ("weight of the divergence", divergenceWeight.description),
      ("form of the divergence", divergence.rawValue),
    ]
    if let priorTemperature { facts.append(("temperature of the prior", "\(priorTemperature)")) }
    if trainingSamples > 1 { facts.append(("codes in training (m)", "\(trainingSamples)")) }
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
