import ArgumentParser
import Categorical
import Foundation
import LatentModels
import NeuralNetwork
import Training

/// Which data to use.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "'toy' (default), a folder of IDX files (MNIST, Fashion-MNIST) or a NumPy file of samples × features.",
      valueName: "toy|folder|file.npy"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "How grey values become binary pixels: drawn at every visit, once, or not at all (default: dynamic).",
      valueName: "dynamic|static|none"))
  var binarization: Binarization?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factors of the toy data (default: 4).", valueName: "n"))
  var toyFactors: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Values of each factor of the toy data (default: 4).", valueName: "n"))
  var toyValues: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Probability of a flipped pixel in the toy data (default: 0.05).", valueName: "p"))
  var toyNoise: Double?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      binarization.map { _ in "--binarization" }, toyFactors.map { _ in "--toy-factors" },
      toyValues.map { _ in "--toy-values" }, toyNoise.map { _ in "--toy-noise" },
    ].compactMap(\.self)
  }

  /// Refuses options that the chosen data would ignore.
  func validateChoice() throws {
    let toyNames = [
      toyFactors.map { _ in "--toy-factors" }, toyValues.map { _ in "--toy-values" },
      toyNoise.map { _ in "--toy-noise" },
    ].compactMap(\.self)
    if let data, data != "toy", let name = toyNames.first {
      throw ValidationError("\(name) describes the toy data, but --data is '\(data)'.")
    }
    if data ?? "toy" == "toy", let binarization, binarization != .none {
      throw ValidationError(
        "--binarization \(binarization.rawValue) is for grey images; the toy data are binary.")
    }
  }

  /// The toy data as described.
  func toy() throws -> FactorImages {
    try FactorImages(
      factors: toyFactors ?? 4, values: toyValues ?? 4, flipProbability: toyNoise ?? 0.05)
  }

  /// The source as described.
  func source() throws -> DataSource { try DataSource(argument: data ?? "toy", toy: toy()) }
}

/// The sizes of the model.
struct ModelOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of categorical latents, L (default: 2 for each toy factor and 2 to spare; 20 for other data).",
      valueName: "n"))
  var latents: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Classes of each latent, K (default: the values of a toy factor; 10 for other data).",
      valueName: "n"))
  var classes: Int?

  @Option(
    help: ArgumentHelp(
      "Widths of the encoder's hidden layers, mirrored in the decoder (default: none, the linear-logits model).",
      valueName: "512,256"),
    transform: parseWidths)
  var hidden: [Int]?

  @Option(
    help: ArgumentHelp(
      "How gradients pass through the draw (default: straight-through-gumbel): \(PathwiseEstimatorName.list).",
      valueName: "name"),
    transform: parseEstimator)
  var estimator: PathwiseEstimatorName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Factor of the Glorot-uniform weights at the start (default: 0.1 toy, 1 else).",
      valueName: "f"))
  var weightScale: Double?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      weightScale.map { _ in "--weight-scale" }, latents.map { _ in "--latents" },
      classes.map { _ in "--classes" },
      hidden.map { _ in "--hidden" }, estimator.map { _ in "--estimator" },
    ].compactMap(\.self)
  }

  /// Checks what needs no data.
  func validateRanges() throws {
    if let latents, latents < 1 {
      throw ValidationError("--latents \(latents) is less than 1; a code needs a latent.")
    }
    if let classes, classes < 2 {
      throw ValidationError("--classes \(classes) is less than 2; one class tells nothing.")
    }
  }
}

/// How the model is trained.
struct OptimizationOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Temperature: a constant, or start:floor:rate for max(floor, start·exp(-rate·step)) (default: 3:0.4:0.0005 toy, 1:0.5:0.0001 else).",
      valueName: "t|start:floor:rate"),
    transform: parseTemperature)
  var temperature: Schedule?

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
      "Learning rate of Adam: a constant, or start:end:steps along a cosine (default: 0.003:0.0003:10000 toy, 0.001 else).",
      valueName: "r|start:end:n"),
    transform: parseLearningRate)
  var learningRate: Schedule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps over which the weight of the KL term rises from 0 to 1, or steps:peak:steps to rise above 1 and return (default: 3000 toy, 0 else).",
      valueName: "n|n:peak:m"),
    transform: parseKLWarmUp)
  var klWarmUp: Schedule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest norm of the gradient (default: no limit).", valueName: "c"))
  var clipNorm: Double?

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
      temperature.map { _ in "--temperature" }, batchSize.map { _ in "--batch-size" },
      learningRate.map { _ in "--learning-rate" }, klWarmUp.map { _ in "--kl-warm-up" },
      clipNorm.map { _ in "--clip-norm" }, metricsInterval.map { _ in "--metrics-interval" },
      seed.map { _ in "--seed" },
    ].compactMap(\.self)
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
    if let metricsInterval, metricsInterval < 1 {
      throw ValidationError("--metrics-interval \(metricsInterval) is less than 1.")
    }
  }
}

/// Where and how a run goes.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to compute with; the results do not depend on it (default: all cores).",
      valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "A new folder for the results (default: the next free runs/NAME-N).", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("Continue the run in this folder.", valueName: "folder"))
  var resume: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Codes for each test sample in the final bound, m.", valueName: "m"))
  var samples = 100

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seconds between two checkpoints.", valueName: "s"))
  var checkpointInterval = 5.0

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  /// The options that a resumed run cannot change.
  var fixedNames: [String] { output.map { _ in ["--output"] } ?? [] }

  /// The number of threads to use.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Checks what needs no data.
  func validateRanges() throws {
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads \(threads) is not between 1 and 1024.")
    }
    if samples < 1 { throw ValidationError("--samples \(samples) is less than 1.") }
    if !(checkpointInterval >= 0) {
      throw ValidationError("--checkpoint-interval \(checkpointInterval) is negative.")
    }
  }
}

/// How results are printed.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object on standard output instead of text.")
  var json = false
}
