/// The runs of an experiment with what became of them.
struct Trials {
  let experiment: Experiment
  /// The runs of each cell by setting.
  private var runs: [String: [String: [(job: Job, state: JobState)]]] = [:]

  init(_ experiment: Experiment, _ states: [JobState]) {
    self.experiment = experiment
    for (job, state) in zip(experiment.jobs, states) {
      runs[job.cell, default: [:]][job.choice, default: []].append((job, state))
    }
  }

  /// What was found for a cell.
  func result(_ cell: Cell) -> CellResult {
    let quantity = cell.quantity ?? experiment.quantity
    switch cell.source {
    case .training, .computation: return ownResult(cell, runsOf: cell.name, quantity)
    case .runs(let other): return ownResult(cell, runsOf: other, quantity)
    case .ratio(let numerator, let denominator):
      let (above, below) = (
        ownResult(cell, runsOf: numerator, quantity).runs,
        ownResult(cell, runsOf: denominator, quantity).runs
      )
      let runs = zip(above, below).map { above, below in
        // The slower to arrive says how far the ratio is.
        var run = above.status == "finished" ? below : above
        run.value = above.value.flatMap { a in below.value.map { a / $0 } }
        return run
      }
      return CellResult(cell, quantity: quantity, choice: nil, runs: runs)
    }
  }

  private func ownResult(_ cell: Cell, runsOf name: String, _ quantity: Quantity) -> CellResult {
    let choices = runs[name] ?? [:]
    let choice = choices.count > 1 ? bestChoice(name) : choices.keys.first
    let own = choice.flatMap { choices[$0] } ?? []
    return CellResult(
      cell, quantity: quantity, choice: choices.count > 1 ? choice : nil,
      runs: own.map { Self.run($0.job, $0.state, quantity) })
  }

  /// The setting with the best mean bound of validation data; never that of test data.
  ///
  /// Without validation data it is the first.
  private func bestChoice(_ name: String) -> String? {
    let order = experiment.cells.first { $0.name == name }?.choices.map(\.name) ?? []
    let candidates = order.filter { runs[name]?[$0] != nil }
    let means = candidates.map { mean(of: "validation_bound", name, $0) ?? -.infinity }
    guard let best = means.max(), best > -.infinity else { return candidates.first }
    return means.firstIndex(of: best).map { candidates[$0] }
  }

  /// The mean of a number over the finished runs of a setting.
  private func mean(of key: String, _ cell: String, _ choice: String) -> Double? {
    Estimate(
      (runs[cell]?[choice] ?? []).compactMap {
        guard case .finished(let numbers) = $0.state else { return nil }
        return numbers[key]
      })?.mean
  }

  /// The place of a sorted cell: the larger its bound on validation data, or else on test data, the
  /// smaller.
  func rank(of cell: CellResult) -> Double {
    let key = isValidated ? "validation_bound" : "bound"
    return -(mean(of: key, cell.name, "") ?? -.infinity)
  }

  /// Whether all finished runs have validation data.
  var isValidated: Bool {
    let finished = runs.values.flatMap(\.values).joined().compactMap {
      if case .finished(let numbers) = $0.state { numbers } else { nil }
    }
    return !finished.isEmpty && finished.allSatisfy { $0["validation_bound"] != nil }
  }

  private static func run(_ job: Job, _ state: JobState, _ quantity: Quantity) -> CellResult.Run {
    var run = CellResult.Run(seed: job.seed, folder: job.name, status: "waiting")
    switch state {
    case .waiting: break
    case .running, .interrupted: run.status = "interrupted"
    case .failed(let reason): (run.status, run.reason) = ("failed", reason)
    case .finished(let numbers):
      run.status = "finished"
      run.value = quantity.value(in: numbers)
      run.stepsPerSecond = numbers["steps_per_second"]
      run.steps = numbers["run_steps"].map { Int($0) }
      if run.value == nil {
        (run.status, run.reason) = ("failed", "the result holds no number '\(quantity.key)'")
      }
    }
    return run
  }
}
