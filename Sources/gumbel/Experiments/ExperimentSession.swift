import ArgumentParser
import Experiments
import Figures
import Foundation
import NumericFiles

/// Does the runs of an experiment and shows the table.
struct ExperimentSession {
  let experiment: Experiment
  let folder: String
  let options: ExperimentOptions
  var facts: [HTMLReport.Fact] = []
  /// Figures of the result, shown first, and files to write beside the page.
  var figures: (ExperimentResult) -> [(figure: Figure, file: String, svg: String)] = { _ in [] }

  /// The command of this process, to paste.
  private var command: String {
    ([invokedName] + CommandLine.arguments.dropFirst().map(shellQuoted)).joined(separator: " ")
  }

  private var runner: JobRunner {
    JobRunner(
      folder: folder, executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      width: options.width, threads: options.threads)
  }

  /// Does the runs, or continues them.
  func run() throws {
    if options.dryRun { return try printCommands() }
    let terminal = Terminal.standardError
    if !options.quiet {
      terminal.writeLine("\(experiment.title): \(experiment.jobs.count) runs into \(folder)")
    }
    Interrupt.listen()
    var board = JobBoard(experiment, terminal: terminal, isQuiet: options.quiet)
    let states = try runner.run(
      experiment.jobs, shouldStop: { Interrupt.isRequested }, observe: { board.update($0) })
    board.erase()
    let wasInterrupted = Interrupt.isRequested
    if !wasInterrupted { Interrupt.stopListening() }
    let result = ExperimentResult(
      experiment, states: states, version: Gumbel.configuration.version, threads: options.threads)
    let extra = figures(result)
    try result.write(to: folder, figures: extra.map(\.figure), facts: facts, command: command)
    for (_, file, svg) in extra { try AtomicFile.write(svg, to: "\(folder)/\(file)") }
    let columns = Terminal.standardOutputColumns ?? 80
    try writeOutput(
      options.format.json
        ? try result.json() : "\(result.text(columns: columns))\n\nReport: \(folder)/report.html")
    if wasInterrupted {
      let (finished, all) = result.progress
      terminal.writeLine(
        "Interrupted with \(finished) of \(all) runs finished; what ran is saved. Continue with:\n"
          + "  \(command)")
      throw ExitCode(Interrupt.exitStatus)
    }
    let failures = result.failures
    if let first = failures.first {
      let count = failures.count == 1 ? "1 run" : "\(failures.count) runs"
      throw ExperimentError(
        "\(count) failed; \(first.folder): \(first.reason ?? "for no known reason")")
    }
  }

  /// Prints what would be run, after reading it as `gumbel train` will.
  private func printCommands() throws {
    for job in experiment.jobs {
      guard case .training(let arguments) = job.work else {
        try writeOutput("# \(job.name): computed in this process")
        continue
      }
      try checkTraining(arguments, of: job.name)
      let words = [invokedName, "train"] + arguments.map(shellQuoted)
      try writeOutput(
        words.joined(separator: " ") + " --seed \(job.seed) --output "
          + shellQuoted("\(folder)/\(job.name)") + " --threads \(options.threads)")
    }
  }
}

/// Requires that `gumbel train` would accept options.
func checkTraining(_ arguments: [String], of name: String) throws {
  do {
    _ = try Train.parse(arguments)
  } catch {
    let message = Train.message(for: error)
    throw ExperimentError("\(name): \(message.isEmpty ? "\(error)" : message)")
  }
}
