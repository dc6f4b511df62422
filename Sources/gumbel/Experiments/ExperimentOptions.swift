import ArgumentParser
import Experiments
import Foundation

/// How the runs of an experiment are done.
struct ExperimentOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Runs at a time (default: all cores, by --threads).", valueName: "n"))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads of each run; results do not depend on it.", valueName: "n"))
  var threads = 1

  @Flag(help: "Print the commands of all runs and stop.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  @OptionGroup var format: OutputOptions

  /// The number of runs at a time.
  var width: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount / threads) }

  func validate() throws {
    if let jobs, !(1...1024 ~= jobs) {
      throw ValidationError("--jobs \(jobs) is not between 1 and 1024.")
    }
    if !(1...1024 ~= threads) {
      throw ValidationError("--threads \(threads) is not between 1 and 1024.")
    }
  }
}

/// Checks a number of seeds.
func validateSeeds(_ seeds: Int?) throws {
  if let seeds, !(1...10_000 ~= seeds) {
    throw ValidationError("--seeds \(seeds) is not between 1 and 10000.")
  }
}
