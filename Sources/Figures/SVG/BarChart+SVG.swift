extension BarChart {
  /// The chart as a document, or as an element of a report, which shows the title itself.
  func svg(isEmbedded: Bool) -> String {
    var drawing = BarDrawing(self, showsTitle: !isEmbedded)
    drawing.drawHead()
    drawing.drawAxes()
    for group in groups.indices { drawing.drawGroup(group) }
    let names = series.map(\.name).filter { !$0.isEmpty }
    return ChartStyle.document(
      width: drawing.width, height: drawing.height,
      label: names.isEmpty ? title : "\(title): \(names.joined(separator: ", "))",
      isEmbedded: isEmbedded, drawing.content)
  }
}

/// The layout of a chart and its elements so far.
private struct BarDrawing {
  let chart: BarChart
  let width: Double
  let height: Double
  private(set) var content = ""
  private let margin: Double
  private let titleBottom: Double
  private let legend: [(index: Int, name: String, x: Double, row: Int)]
  private let axis: Axis
  private let (left, right, top, bottom): (Double, Double, Double, Double)

  init(_ chart: BarChart, showsTitle: Bool) {
    self.chart = chart
    width = max(chart.width, 200)
    margin = showsTitle ? 12 : 1  // the card around an embedded chart has margins of its own
    legend = Self.legend(of: chart, left: margin, right: width - margin)
    titleBottom = showsTitle && !chart.title.isEmpty ? 36 : 2
    let rows = (legend.last?.row ?? -1) + 1
    top = titleBottom + 20 * Double(rows) + (chart.yLabel.isEmpty ? 0 : 23) + 16
    axis = Axis(
      covering: [0] + chart.series.flatMap(\.values), scale: .linear,
      ticks: Int(chart.plotHeight / 44))
    left = margin + max(axis.ticks.map { textWidth($0.label) }.max() ?? 0, 12) + 8
    right = width - margin - 5
    bottom = top + max(chart.plotHeight, 80)
    height = bottom + (chart.xLabel.isEmpty ? 28 : 48)
  }

  /// Places the names of series in as many rows as they need.
  private static func legend(
    of chart: BarChart, left: Double, right: Double
  ) -> [(index: Int, name: String, x: Double, row: Int)] {
    guard chart.series.count > 1 else { return [] }
    var entries: [(index: Int, name: String, x: Double, row: Int)] = []
    var (x, row) = (left, 0)
    for (index, series) in chart.series.enumerated() {
      let name = fitted(series.name, within: right - left - 19)
      let entryWidth = 19 + textWidth(name)
      if x > left, x + entryWidth > right { (x, row) = (left, row + 1) }
      entries.append((index, name, x, row))
      x += entryWidth + 16
    }
    return entries
  }

  private func y(_ place: Double) -> Double { bottom - place * (bottom - top) }

  private mutating func text(_ x: Double, _ y: Double, _ classes: String, _ text: String) {
    content += "<text class=\"\(classes)\" x=\"\(px(x))\" y=\"\(px(y))\">\(escaped(text))</text>\n"
  }

  private mutating func line(
    _ classes: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
  ) {
    content += "<line class=\"\(classes)\" x1=\"\(px(x1))\" y1=\"\(px(y1))\" "
    content += "x2=\"\(px(x2))\" y2=\"\(px(y2))\"/>\n"
  }

  private static func box(
    _ index: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) -> String {
    "<rect class=\"\(ChartStyle.series(index)) gf-dot\" x=\"\(px(x))\" y=\"\(px(y))\" "
      + "width=\"\(px(width))\" height=\"\(px(height))\""
  }

  mutating func drawHead() {
    if titleBottom > 10 {
      text(margin, 25, "gf-title", fitted(chart.title, within: width - 2 * margin, size: 17))
    }
    for entry in legend {
      let y = titleBottom + 14 + 20 * Double(entry.row)
      content += Self.box(entry.index, entry.x, y - 10, 12, 12) + "/>\n"
      text(entry.x + 19, y, "gf-name", entry.name)
    }
    if !chart.yLabel.isEmpty {
      text(margin, top - 25, "gf-quiet", fitted(chart.yLabel, within: width - 2 * margin))
    }
  }

  mutating func drawAxes() {
    for tick in axis.ticks {
      guard let place = axis.position(tick.value) else { continue }
      line("gf-grid", left, y(place), right, y(place))
      text(left - 8, y(place) + 4.5, "gf-end", tick.label)
    }
    if let zero = axis.position(0) { line("gf-axis", left, y(zero), right, y(zero)) }
    if !chart.xLabel.isEmpty {
      text(
        (left + right) / 2, bottom + 39, "gf-quiet gf-middle",
        fitted(chart.xLabel, within: right - left))
    }
    if chart.groups.isEmpty || chart.series.isEmpty {
      text((left + right) / 2, (top + bottom) / 2, "gf-quiet gf-middle", "no data")
    }
  }

  mutating func drawGroup(_ group: Int) {
    let room = (right - left) / Double(chart.groups.count)
    let start = left + room * Double(group)
    text(
      start + room / 2, bottom + 20, "gf-middle", fitted(chart.groups[group], within: room))
    let barWidth = 0.8 * room / Double(max(chart.series.count, 1))
    guard let zero = axis.position(0) else { return }
    for (index, series) in chart.series.enumerated() where group < series.values.count {
      let value = series.values[group]
      guard value.isFinite, let place = axis.position(value) else { continue }
      let x = start + 0.1 * room + barWidth * Double(index)
      let (high, low) = (y(max(place, zero)), y(min(place, zero)))
      let label = fixed(value, chart.decimals)
      let gap = min(1.5, barWidth / 8)
      content += Self.box(index, x + gap / 2, high, barWidth - gap, low - high)
      content += "><title>"
      content += escaped("\(chart.groups[group]), \(series.name): \(label)")
      content += "</title></rect>\n"
      if textWidth(label, size: 12) <= barWidth - 2 {
        text(x + barWidth / 2, high - 4, "gf-in gf-middle", label)
      }
    }
  }
}
