extension ExperimentResult {
  /// The table for documents.
  public func markdown() -> String {
    var text = "### \(title)\n\n"
    if !source.isEmpty { text += "\(source). " }
    text += "\(subtitle).\n\n"
    let isGrouped = groups.contains { !$0.name.isEmpty }
    var header = ["", "ours", "runs"]
    if isComparison { header = Self.header }
    if isGrouped { header.insert("", at: 0) }
    text += markdownLine(header)
    let alignments = header.indices.map { $0 < (isGrouped ? 2 : 1) ? "---" : "---:" }
    text += markdownLine(alignments)
    for group in groups {
      for cell in group.cells {
        let row = row(cell)
        let reason = cell.runs.first { $0.status == "failed" }?.reason
        let ours = row.ours + (reason.map { " (failed: \($0))" } ?? "")
        var fields = [row.label, ours, row.runs]
        if isComparison { fields = [row.label, row.published, ours, row.difference, row.runs] }
        if isGrouped { fields.insert(group.name, at: 0) }
        text += markdownLine(fields)
      }
    }
    text += "\n"
    for line in orderingLines { text += "- \(line)\n" }
    if !orderings.isEmpty { text += "\n" }
    return text + footnotes.joined(separator: " ") + "\n"
  }
}

private func markdownLine(_ fields: [String]) -> String {
  "| " + fields.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
}
