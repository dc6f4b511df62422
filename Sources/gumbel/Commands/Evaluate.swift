import ArgumentParser
import Foundation
import LinearAlgebra
import Training

/// Measures the bound of a trained model on held-out data.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the bound of a trained model with hard samples.",
    discussion: """
      Prints the importance-weighted bound log 1/m Σ p(x,z)/q(z|x) of the test samples. It rises \
      with m towards log p(x); compare bounds of equal m only.
      """)

  @Argument(help: ArgumentHelp("The folder of a run.", valueName: "folder"))
  var folder: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Codes for each test sample, m.", valueName: "m"))
  var samples = 100

  @Option(
    help: ArgumentHelp("The data, if they moved since the run.", valueName: "toy|folder|file.npy"))
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads to compute with (default: all cores).", valueName: "n"))
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if samples < 1 { throw ValidationError("--samples \(samples) is less than 1.") }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads \(threads) is not between 1 and 1024.")
    }
  }

  func run() throws {
    let (configuration, dataset) = try loadRun(folder, data: data)
    let saved = try RunFolder(folder).readModel(configuration)
    let start = ContinuousClock.now
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let (evaluation, _) = try ComputeThreads.with(count) {
      try RunEvaluation.evaluate(
        saved.model, of: configuration, on: dataset, steps: saved.step, samples: samples)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    if output.json {
      try printJSON(EvaluationResult(evaluation: evaluation, seconds: seconds, folder: folder))
    } else {
      try writeOutput(evaluation.summary)
    }
  }
}

/// Reads the configuration of a run and the data that it was trained on.
///
/// - Parameters:
///   - folder: The folder of the run.
///   - data: Where the data are, if they moved.
/// - Returns: The configuration, and the data as the run saw them.
/// - Throws: `TrainingError` or `FileError` that names the file and the fix.
func loadRun(
  _ folder: String, data: String?
) throws -> (configuration: RunConfiguration, dataset: Dataset) {
  var configuration = try RunFolder(folder).readConfiguration()
  try configuration.checkMemory()
  if let data {
    configuration.data = try DataSource(argument: data, toy: FactorImages())
  }
  let dataset = try configuration.prepare(configuration.data.load(seed: configuration.seed))
  try configuration.validate(against: dataset)
  return (configuration, dataset)
}
