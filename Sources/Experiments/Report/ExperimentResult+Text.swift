extension ExperimentResult {
  /// The table for a terminal.
  ///
  /// - Parameter columns: The width to fit into.
  /// - Returns: Lines without a line feed at the end.
  public func text(columns: Int = 80) -> String {
    var lines = [title]
    if !source.isEmpty { lines.append(source) }
    lines += wrapped(subtitle, columns: columns)
    lines.append("")
    lines += tableLines(columns: columns)
    if !orderings.isEmpty {
      lines.append("")
      for line in orderingLines { lines += wrapped(line, columns: columns, indent: 2) }
    }
    for run in failures {
      lines += wrapped("failed: \(run.folder): \(run.reason ?? "")", columns: columns, indent: 2)
    }
    lines.append("")
    for note in footnotes { lines += wrapped(note, columns: columns) }
    return lines.joined(separator: "\n")
  }

  /// Header, and the lines of each group below its name.
  private func tableLines(columns: Int) -> [String] {
    let groups = groups
    let rows = groups.map { $0.cells.map(row) }
    func width(_ name: String, _ column: (Row) -> String) -> Int {
      max(name.count, rows.joined().map { column($0).count }.max() ?? 0)
    }
    let published = isComparison ? width("published", \.published) : 0
    let ours = width("ours", \.ours)
    let difference = isComparison ? width("difference", \.difference) : 0
    let runs = width("runs", \.runs)
    let others = ours + runs + 4 + (isComparison ? published + difference + 4 : 0)
    let label = min(width("", \.label), max(columns - others - 2, 8))
    func line(_ row: Row) -> String {
      // A label that is too long keeps its end, which tells settings apart.
      let name = row.label.count > label ? "…" + row.label.suffix(label - 1) : row.label
      var line = "  " + padded(name, label)
      if isComparison { line += "  " + padded(row.published, published, isRight: true) }
      line += "  " + padded(row.ours, ours, isRight: true)
      if isComparison { line += "  " + padded(row.difference, difference, isRight: true) }
      return line + "  " + padded(row.runs, runs, isRight: true)
    }
    var lines = [
      line(
        Row(label: "", published: "published", ours: "ours", difference: "difference", runs: "runs")
      )
    ]
    for (group, rows) in zip(groups, rows) {
      if !group.name.isEmpty { lines.append(group.name) }
      lines += rows.map(line)
    }
    return lines
  }
}

/// Breaks text into lines; lines after the first are indented by two more.
func wrapped(_ text: String, columns: Int, indent: Int = 0) -> [String] {
  var lines: [String] = []
  var line = String(repeating: " ", count: indent)
  var isFresh = true
  for word in text.split(separator: " ") {
    if !isFresh, line.count + 1 + word.count > columns {
      lines.append(line)
      line = String(repeating: " ", count: indent + 2)
      isFresh = true
    }
    line += (isFresh ? "" : " ") + word
    isFresh = false
  }
  return lines + [line]
}
