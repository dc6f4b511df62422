import ArgumentParser
import Foundation

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
