extension ExperimentResult {
  /// A line of the table.
  struct Row {
    var label: String
    var published: String
    var ours: String
    var difference: String
    var runs: String
  }

  /// Whether there is anything to compare with.
  var isComparison: Bool { cells.contains { $0.published != nil } }

  /// The parts of the table in their order.
  var groups: [(name: String, cells: [CellResult])] {
    var result: [(name: String, cells: [CellResult])] = []
    for cell in cells {
      if let index = result.firstIndex(where: { $0.name == cell.group }) {
        result[index].cells.append(cell)
      } else {
        result.append((cell.group, [cell]))
      }
    }
    return result
  }

  /// The line of a cell.
  func row(_ cell: CellResult) -> Row {
    let places = cell.quantity.decimals
    let finished = cell.runs.count { $0.status == "finished" }
    let isForeign = cell.quantity != cells.first?.quantity
    let unit = isForeign && !cell.quantity.unit.isEmpty ? " \(cell.quantity.unit)" : ""
    var ours = cell.estimate.map { $0.text(places) + unit } ?? "–"
    if cell.estimate == nil, cell.runs.contains(where: { $0.status == "failed" }) {
      ours = "failed"
    }
    return Row(
      label: cell.label + (cell.choice.map { " (\($0))" } ?? "") + shorterRuns(of: cell),
      published: cell.published?.text ?? "–", ours: ours,
      difference: cell.difference.map { signed($0, places) } ?? "–",
      runs: "\(finished)/\(cell.runs.count)")
  }

  /// How long the runs of a cell are, if those of others are longer.
  private func shorterRuns(of cell: CellResult) -> String {
    guard let steps = cell.steps, steps < cells.compactMap(\.steps).max() ?? 0 else { return "" }
    return " (\(steps) steps)"
  }

  /// The header of the table.
  static let header = ["", "published", "ours", "difference", "runs"]

  /// One sentence for each order.
  var orderingLines: [String] {
    orderings.map { ordering in
      let chain = [ordering.links.first?.lower ?? ""] + ordering.links.map(\.upper)
      let places = cells.first?.quantity.decimals ?? 2
      let differences = ordering.links.map { link in
        link.difference.map { $0.signedText(places) } ?? "–"
      }
      let group = ordering.group.isEmpty ? "" : "\(ordering.group): "
      return "\(group)\(chain.joined(separator: " < ")): \(ordering.verdict.words) "
        + "(\(differences.joined(separator: ", ")))"
    }
  }

  /// What to know of the numbers: marks, seeds, the machine.
  var footnotes: [String] {
    var notes: [String] = []
    if cells.contains(where: { $0.published?.isVerified == false }) {
      notes.append("A figure with '?' is recalled and was not checked against the paper.")
    }
    if cells.contains(where: { ($0.estimate?.count ?? 0) > 1 }) {
      notes.append("± is the standard error of the mean over seeds.")
    }
    let rate =
      stepsPerSecond.map { "; \(decimal($0, $0 < 10 ? 1 : 0)) steps/s in the median" } ?? ""
    let perRun = threads == 1 ? "1 thread" : "\(threads) threads"
    notes.append("gumbel \(version), \(machine), \(perRun) a run\(rate).")
    return notes
  }
}

extension OrderingResult.Verdict {
  /// What to say of an order.
  var words: String {
    switch self {
    case .held: "held"
    case .leaning: "held, within two standard errors"
    case .open: "not held, within two standard errors"
    case .reversed: "not held"
    case .unknown: "figures are missing"
    }
  }
}
