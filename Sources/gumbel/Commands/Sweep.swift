import ArgumentParser
import Experiments
import Figures
import Foundation

/// Trains at every point of a grid.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Train at every point of a grid of options.",
    discussion: """
      For instance: gumbel sweep --vary learning-rate=1e-3,3e-4 --vary temperature=0.5,1 -- --data \
      FOLDER --steps 5000. Settings are sorted by the bound of the validation data (--validation), or \
      else of the test data, which flatters the best. After Ctrl-C the same command continues.
      """)

  @Option(
    help: ArgumentHelp(
      "An option of 'gumbel train' and its values; ';' separates values with commas.",
      valueName: "option=v,v"))
  var vary: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seeds of each setting, from 0.", valueName: "n"))
  var seeds = 1

  @Option(help: ArgumentHelp("Where the runs go.", valueName: "folder"))
  var output = "runs/sweep"

  @OptionGroup var options: ExperimentOptions

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Options of 'gumbel train' for all runs.", valueName: "options"))
  var training: [String] = []

  func validate() throws {
    try validateSeeds(seeds)
    if output.isEmpty { throw ValidationError("--output '' is no folder.") }
  }

  func run() throws {
    let sweep = try Sweep(
      axes: try vary.map { try Sweep.Axis($0) }, arguments: training, seeds: seeds)
    let experiment = sweep.experiment(folder: output)
    for job in experiment.jobs where job.seed == 0 {
      if case .training(let arguments) = job.work { try checkTraining(arguments, of: job.cell) }
    }
    let session = ExperimentSession(
      experiment: experiment, folder: output, options: options,
      facts: [.init("options of all runs", training.joined(separator: " "))],
      figures: { result in
        sweep.figure(of: result).map { [($0.figure, "plot.svg", $0.svg)] } ?? []
      })
    try session.run()
  }
}
