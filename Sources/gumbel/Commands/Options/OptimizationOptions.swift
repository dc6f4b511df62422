import ArgumentParser
import NeuralNetwork

/// How the model is trained.
struct OptimizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rule of the updates (default: adam).", valueName: "adam|adamw|radam|sgd"))
  var optimizer: OptimizerName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Momentum of --optimizer sgd (default: 0).", valueName: "m"))
  var momentum: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight decay: a part of the gradient, or apart from it for adamw (default: 0; adamw 0.01).",
      valueName: "d"))
  var weightDecay: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps in all (default: 10000 toy, 20 epochs else).", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Visits of the training data in all, instead of --steps.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Samples of a step (default: 500 toy, 100 else).", valueName: "n")
  )
  var batchSize: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Learning rate: a constant, start:end:steps along a cosine, or start:floor:rate:n for max(floor, start·exp(-rate·step)), updated every n steps (default: 0.003:0.0003:10000 toy, 0.001 else).",
      valueName: "r|start:end:n"),
    transform: parseLearningRate)
  var learningRate: Schedule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest norm of the gradient (default: no limit).", valueName: "c"))
  var clipNorm: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps between two evaluations on the samples of --validation (default: an epoch).",
      valueName: "n"))
  var evaluateEvery: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop after so many evaluations in a row without a better bound on the samples of --validation (default: never).",
      valueName: "n"))
  var patience: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps between two records of metrics (default: 100, or an epoch if that is shorter).",
      valueName: "n"))
  var metricsInterval: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of every random number (default: 0).", valueName: "n"))
  var seed: UInt64?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      optimizer.map { _ in "--optimizer" }, momentum.map { _ in "--momentum" },
      weightDecay.map { _ in "--weight-decay" }, batchSize.map { _ in "--batch-size" },
      learningRate.map { _ in "--learning-rate" }, patience.map { _ in "--patience" },
      evaluateEvery.map { _ in "--evaluate-every" }, clipNorm.map { _ in "--clip-norm" },
      metricsInterval.map { _ in "--metrics-interval" },
      seed.map { _ in "--seed" },
    ].compactMap(\.self)
  }

  /// Refuses options that ask for validation samples where there are none.
  func validateChoice(validation: Int?) throws {
    guard validation ?? 0 == 0 else { return }
    let names = [
      patience.map { _ in "--patience" }, evaluateEvery.map { _ in "--evaluate-every" },
    ].compactMap(\.self)
    if let name = names.first {
      throw ValidationError(
        "\(name) needs samples to evaluate on; hold some out with --validation, such as 10000.")
    }
  }

  /// The most epochs, so that their steps can be counted for any data that fit into memory.
  private static let mostEpochs = 1_000_000_000

  /// Checks what needs no data.
  func validateRanges() throws {
    if let steps, steps < 0 { throw ValidationError("--steps \(steps) is negative.") }
    if let epochs, !(0...Self.mostEpochs ~= epochs) {
      throw ValidationError("--epochs \(epochs) is not between 0 and \(Self.mostEpochs).")
    }
    if let clipNorm, !(clipNorm > 0) {
      throw ValidationError("--clip-norm \(clipNorm) is not a positive number.")
    }
    if let momentum, !(0..<1 ~= momentum) {
      throw ValidationError("--momentum \(momentum) is not between 0 and 1.")
    }
    if let momentum, optimizer != .sgd {
      throw ValidationError(
        "--momentum \(momentum) is for --optimizer sgd; the others have their own.")
    }
    if let weightDecay, !(weightDecay >= 0 && weightDecay.isFinite) {
      throw ValidationError("--weight-decay \(weightDecay) is not a number of zero or more.")
    }
    if let evaluateEvery, evaluateEvery < 1 {
      throw ValidationError("--evaluate-every \(evaluateEvery) is less than 1.")
    }
    if let patience, patience < 1 {
      throw ValidationError("--patience \(patience) is less than 1.")
    }
    if let metricsInterval, metricsInterval < 1 {
      throw ValidationError("--metrics-interval \(metricsInterval) is less than 1.")
    }
  }
}
