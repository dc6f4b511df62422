/// The table that an experiment makes.
public struct ExperimentResult: Hashable, Codable, Sendable {
  /// The name of the experiment.
  public var name: String
  /// What it shows.
  public var title: String
  /// Where the figures to compare with were published.
  public var source: String
  /// What is measured and how much was done.
  public var subtitle: String
  /// What to know of the figures.
  public var remarks: [String]
  /// The figures, in the order of the table.
  public var cells: [CellResult]
  /// Whether they rise in the order of the paper.
  public var orderings: [OrderingResult]
  /// The version of the tool.
  public var version: String
  /// The machine.
  public var machine: String
  /// The number of threads of each run.
  public var threads: Int

  /// Makes the table of an experiment.
  ///
  /// - Parameters:
  ///   - experiment: The experiment.
  ///   - states: What became of its runs, in the order of `experiment.jobs`.
  ///   - version: The version of the tool.
  ///   - machine: The machine.
  ///   - threads: The number of threads of each run.
  public init(
    _ experiment: Experiment, states: [JobState], version: String,
    machine: String = machineSummary(), threads: Int
  ) {
    precondition(
      states.count == experiment.jobs.count,
      "\(states.count) states of \(experiment.jobs.count) runs")
    name = experiment.name
    title = experiment.title
    source = experiment.source
    subtitle = experiment.subtitle
    remarks = experiment.remarks
    self.version = version
    self.machine = machine
    self.threads = threads
    let trials = Trials(experiment, states)
    cells = experiment.cells.map(trials.result)
    let byName = Dictionary(uniqueKeysWithValues: cells.map { ($0.name, $0) })
    orderings = experiment.orderings.map { OrderingResult($0, cells: byName) }
    if experiment.isSorted {
      cells.sort { trials.rank(of: $0) < trials.rank(of: $1) }
      subtitle += "; best first, by the \(trials.isValidated ? "validation" : "test") data"
    }
  }

  /// The runs that failed.
  public var failures: [CellResult.Run] {
    var seen: Set<String> = []
    return cells.flatMap(\.runs).filter { $0.status == "failed" && seen.insert($0.folder).inserted }
  }

  /// The number of runs that are finished, and of all.
  public var progress: (finished: Int, all: Int) {
    var finished: Set<String> = []
    var all: Set<String> = []
    for run in cells.flatMap(\.runs) {
      all.insert(run.folder)
      if run.status == "finished" { finished.insert(run.folder) }
    }
    return (finished.count, all.count)
  }

  /// The steps that runs took in a second: the one in the middle.
  public var stepsPerSecond: Double? {
    let rates = cells.flatMap(\.runs).compactMap(\.stepsPerSecond).sorted()
    return rates.isEmpty ? nil : rates[rates.count / 2]
  }
}
