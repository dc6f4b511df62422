import ArgumentParser
import Categorical
import LatentModels
import NeuralNetwork
import Training

/// What is maximised, and how its gradient passes through the draws.
struct EstimationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How gradients pass through the draw (default: straight-through-gumbel): \(EstimatorName.list).",
      valueName: "name"),
    transform: parseEstimator)
  var estimator: EstimatorName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Conditional draws of gumbel-rao, reinmax-rao and reinmax-cv, which are averaged (default: 10).",
      valueName: "n"))
  var conditionalDraws: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Temperature: a constant, or start:floor:rate for max(floor, start·exp(-rate·step)), updated every n steps with :n behind it (default: 3:0.4:0.0005 toy, 1:0.5:0.0001 else).",
      valueName: "t|start:floor:rate"),
    transform: parseTemperature)
  var temperature: Schedule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Temperature of the prior's Concrete density, for --kl relaxed (default: that of --temperature).",
      valueName: "t"))
  var priorTemperature: Double?

  @Option(
    help: ArgumentHelp(
      "The KL term: in closed form, log q/p at the sample, or log q/p of Concrete densities (default: analytic; sampled with --train-samples).",
      valueName: "analytic|sampled|relaxed"))
  var kl: DivergenceChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Codes for each training sample in the bound that is maximised, L_m (default: 1).",
      valueName: "m"))
  var trainSamples: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps over which the weight of the KL term rises from 0 to 1, or steps:peak:steps to rise above 1 and return (default: 3000 toy, 0 else).",
      valueName: "n|n:peak:m"),
    transform: parseKLWarmUp)
  var klWarmUp: Schedule?

  @Flag(help: "Sum a semi-supervised bound over all classes instead of sampling one.")
  var marginalize = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of the classifier's log-likelihood of the labels (default: 0.1 toy, 50 else).",
      valueName: "α"))
  var classifierWeight: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Probability with which a step leaves out a feature that a linear layer of the classifier reads (default: 0 toy, 0.5 else).",
      valueName: "p"))
  var classifierDropout: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of a semi-supervised model's KL of the style, constant or falling along a line to 1, so that the class is learned before styles (default: 1 toy, 10:4000 else).",
      valueName: "w|start:n"),
    transform: parseStyleWeight)
  var styleWeight: Schedule?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      estimator.map { _ in "--estimator" },
      conditionalDraws.map { _ in "--conditional-draws" }, temperature.map { _ in "--temperature" },
      priorTemperature.map { _ in "--prior-temperature" }, kl.map { _ in "--kl" },
      trainSamples.map { _ in "--train-samples" }, klWarmUp.map { _ in "--kl-warm-up" },
      marginalize ? "--marginalize" : nil, classifierWeight.map { _ in "--classifier-weight" },
      classifierDropout.map { _ in "--classifier-dropout" },
      styleWeight.map { _ in "--style-weight" },
    ].compactMap(\.self)
  }

  /// Checks what needs no data.
  func validateRanges() throws {
    if let priorTemperature, !(1e-37...1e38 ~= priorTemperature) {
      throw ValidationError(
        "--prior-temperature \(priorTemperature) is not a positive number from 1e-37 to 1e38.")
    }
    if let trainSamples, !(1...100_000 ~= trainSamples) {
      throw ValidationError("--train-samples \(trainSamples) is not between 1 and 100000.")
    }
    if let conditionalDraws, !(1...100_000 ~= conditionalDraws) {
      throw ValidationError("--conditional-draws \(conditionalDraws) is not between 1 and 100000.")
    }
    if let classifierWeight, !(classifierWeight >= 0 && classifierWeight.isFinite) {
      throw ValidationError(
        "--classifier-weight \(classifierWeight) is not a number of zero or more.")
    }
    if let classifierDropout, !(0..<1 ~= classifierDropout) {
      throw ValidationError(
        "--classifier-dropout \(classifierDropout) is not a probability from 0 to below 1.")
    }
  }
}
