/// Runs to do and the table to make of them: a recipe within a budget, or a sweep.
public struct Experiment: Sendable {
  /// The name, that of its folder by default.
  public var name: String
  /// What it shows.
  public var title: String
  /// Where the figures to compare with were published.
  public var source: String
  /// What is measured, how long runs are, and the like, in a line.
  public var subtitle: String
  /// What its figures measure.
  public var quantity: Quantity
  /// What to know of the figures.
  public var remarks: [String]
  /// The figures.
  public var cells: [Cell]
  /// The orders to check.
  public var orderings: [Ordering]
  /// The runs, in the order in which they are started.
  public var jobs: [Job]
  /// Whether the best figure comes first.
  public var isSorted = false

  /// What the runs of a job are shown by.
  ///
  /// - Parameter job: One of ``jobs``.
  /// - Returns: The quantity of its cell.
  public func quantity(of job: Job) -> Quantity {
    cells.first { $0.name == job.cell }?.quantity ?? quantity
  }
}

extension Recipe {
  /// Plans the runs of this recipe.
  ///
  /// Seeds come first: after a seventh of the time of seven seeds there is a whole table.
  ///
  /// - Parameters:
  ///   - budget: How long runs are.
  ///   - seeds: The number of seeds, or nil for that of the budget.
  ///   - names: The names of the cells to run, or nil for all; the others stay empty.
  ///   - data: The folder of the data, or nil if none is needed.
  /// - Returns: The experiment.
  public func experiment(
    _ budget: Budget, seeds: Int? = nil, cells names: Set<String>? = nil, data: String?
  ) -> Experiment {
    let effort = effort(budget)
    let seeds = seeds ?? effort.seeds
    var jobs: [Job] = []
    for seed in 0..<seeds {
      for cell in cells where cell.isRun && names?.contains(cell.name) != false {
        let choices = cell.choices(for: effort)
        let steps = steps(of: cell, budget: budget)
        for choice in choices {
          jobs.append(
            Job(
              cell: cell.name, choice: effort.choices > 1 ? choice.name : "", seed: UInt64(seed),
              work: work(cell, choice, steps: steps, samples: effort.samples, data: data)))
        }
      }
    }
    return Experiment(
      name: name, title: title, source: "\(paper.citation), \(table)",
      subtitle: subtitle(budget, effort: effort, seeds: seeds), quantity: quantity,
      remarks: remarks, cells: cells, orderings: orderings, jobs: jobs)
  }

  /// What one run does.
  private func work(
    _ cell: Cell, _ choice: Cell.Choice, steps: Int, samples: Int, data: String?
  ) -> Job.Work {
    if case .computation(let computation) = cell.source { return .computation(computation, steps) }
    guard case .training(let own) = cell.source else { return .training([]) }
    let length = ["--steps", "\(steps)", "--samples", "\(samples)"]
    let place = data.map { ["--data", $0] } ?? []
    return .training(place + arguments + own + choice.arguments + length)
  }

  /// A line on what is measured and how much was done.
  private func subtitle(_ budget: Budget, effort: Effort, seeds: Int) -> String {
    var parts = ["\(budget.rawValue): \(effort.steps) steps"]
    parts.append(seeds == 1 ? "1 seed" : "\(seeds) seeds")
    if needs != .nothing { parts.append("m = \(effort.samples)") }
    if effort.choices > 1, cells.contains(where: { $0.choices.count > 1 }) {
      parts.append("best of \(effort.choices) settings by validation")
    }
    let unit = quantity.unit.isEmpty ? "" : " in \(quantity.unit)"
    return "\(quantity.name)\(unit); " + parts.joined(separator: ", ")
  }
}
