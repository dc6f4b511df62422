public import Figures

extension ExperimentResult {
  /// The page with the table and the course of all runs.
  ///
  /// - Parameters:
  ///   - folder: The folder of the experiment.
  ///   - figures: Figures to show before the others.
  ///   - facts: Settings to list.
  ///   - command: The command that made the page.
  /// - Returns: The page.
  public func html(
    folder: String, figures: [Figure] = [], facts: [HTMLReport.Fact] = [], command: String
  ) -> String {
    var page = HTMLReport(
      title: title, subtitle: (source.isEmpty ? "" : "\(source). ") + subtitle)
    page.sections.append(HTMLReport.Section("Figures", blocks: tables))
    if !orderings.isEmpty {
      page.sections.append(
        HTMLReport.Section(
          "Orders",
          "Whether figures rise as in the paper. Differences are paired by seeds; what is within two "
            + "standard errors may be chance.",
          blocks: [.table(orderingTable)]))
    }
    if !figures.isEmpty {
      page.sections.append(HTMLReport.Section("Comparison", blocks: [.figures(figures)]))
    }
    let curves = curves(folder: folder)
    if !curves.isEmpty {
      page.sections.append(
        HTMLReport.Section(
          "Course",
          "The objective on training batches, of relaxed samples where the estimator relaxes; faint "
            + "curves are further seeds.", blocks: [.figures(curves)]))
    }
    if !remarks.isEmpty {
      page.sections.append(
        HTMLReport.Section("What is open, and what was chosen", blocks: remarks.map { .text($0) }))
    }
    var blocks: [HTMLReport.Block] = [.code(command)]
    if !facts.isEmpty { blocks.append(.facts(facts)) }
    if !failures.isEmpty {
      blocks.append(
        .table(
          HTMLReport.Table(
            header: ["run", "failed because"], rows: failures.map { [$0.folder, $0.reason ?? ""] }))
      )
    }
    page.sections.append(HTMLReport.Section("Runs", blocks: blocks))
    page.footer = footnotes.joined(separator: " ")
    return page.html()
  }

  /// One table for each group.
  private var tables: [HTMLReport.Block] {
    groups.map { group in
      let rows = group.cells.map { cell in
        let row = row(cell)
        let reason = cell.runs.first { $0.status == "failed" }?.reason
        let ours = [row.label, row.ours, row.runs, reason ?? ""]
        let all = [row.label, row.published, row.ours, row.difference, row.runs, reason ?? ""]
        return isComparison ? all : ours
      }
      let first = group.name.isEmpty ? "cell" : group.name
      let header =
        isComparison
        ? [first] + Self.header.dropFirst() + [""] : [first, "ours", "runs", ""]
      return .table(HTMLReport.Table(header: header, rows: rows))
    }
  }

  private var orderingTable: HTMLReport.Table {
    let places = cells.first?.quantity.decimals ?? 2
    let rows = orderings.flatMap { ordering in
      ordering.links.map { link in
        [
          ordering.group, "\(link.lower) < \(link.upper)",
          link.difference.map { $0.signedText(places) } ?? "–", link.verdict.words,
        ]
      }
    }
    return HTMLReport.Table(header: ["", "order", "difference", "verdict"], rows: rows)
  }

  /// The course of the runs, one chart for each group.
  private func curves(folder: String) -> [Figure] {
    groups.compactMap { group in
      var chart = LineChart(
        title: group.name.isEmpty ? "Objective" : group.name, xLabel: "step",
        yLabel: cells.first?.quantity.unit ?? "")
      var ends: [Double] = []
      for (color, cell) in group.cells.enumerated() where !cell.isDerived(in: self) {
        for (index, run) in cell.runs.enumerated() {
          let course = JobFolder(path: "\(folder)/\(run.folder)").course()
          guard !course.steps.isEmpty else { continue }
          let sign = cell.quantity.scale < 0 ? -1.0 : 1
          let values = course.values.map { sign * $0 }
          ends += values.suffix(max(1, values.count * 9 / 10))
          chart.series.append(
            LineChart.Series(
              cell.label, x: course.steps, y: values, isFaint: index > 0, color: color))
        }
      }
      guard !chart.series.isEmpty else { return nil }
      chart.yRange = range(of: ends)
      return Figure(chart)
    }
  }

  /// The heights of the courses after their first tenth, with a little room; the start is far away.
  private func range(of values: [Double]) -> ClosedRange<Double>? {
    let finite = values.filter(\.isFinite).sorted()
    guard finite.count > 20, let low = finite.first else { return nil }
    let high = finite[finite.count * 99 / 100]
    guard high > low else { return nil }
    let room = 0.05 * (high - low)
    return (low - room)...(high + room)
  }
}

extension CellResult {
  /// Whether another cell of the table shows the same runs first.
  fileprivate func isDerived(in result: ExperimentResult) -> Bool {
    guard let folder = runs.first?.folder else { return true }
    return result.cells.first { $0.runs.contains { $0.folder == folder } }?.name != name
  }
}
