extension LineChart {
  /// The chart as a document, or as an element of a report, which shows the title itself.
  func svg(isEmbedded: Bool) -> String {
    var drawing = LineDrawing(self, showsTitle: !isEmbedded)
    drawing.drawHead()
    drawing.drawAxes()
    drawing.drawReferences()
    drawing.drawCurves()
    drawing.drawNotes()
    return ChartStyle.document(
      width: drawing.width, height: drawing.height, label: accessibleLabel, isEmbedded: isEmbedded,
      drawing.content)
  }

  private var accessibleLabel: String {
    let names = series.filter { !$0.isFaint }.map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? title : "\(title): \(names.joined(separator: ", "))"
  }
}

/// The layout of a chart and its elements so far.
private struct LineDrawing {
  let chart: LineChart
  let width: Double
  let height: Double
  private(set) var content = ""
  private let legend: [[LegendEntry]]
  private let margin: Double
  private let titleBottom: Double
  private let xAxis: Axis
  private let yAxis: Axis
  private let (left, right, top, bottom): (Double, Double, Double, Double)

  private struct LegendEntry {
    let index: Int
    let name: String
    let x: Double
  }

  init(_ chart: LineChart, showsTitle: Bool) {
    self.chart = chart
    width = max(chart.width, 200)
    margin = showsTitle ? 12 : 1  // the card around an embedded chart has margins of its own
    legend = Self.legend(of: chart, left: margin, right: width - margin)
    titleBottom = showsTitle && !chart.title.isEmpty ? 36 : 2
    var top = titleBottom + 20 * Double(legend.count)
    if !chart.yLabel.isEmpty { top += 23 }
    let shown = chart.yRange.map { [$0.lowerBound, $0.upperBound] }
    let heights = shown ?? chart.series.flatMap(\.y) + chart.references.map(\.value)
    yAxis = Axis(
      covering: heights, scale: chart.yScale, padding: shown == nil ? 0.05 : 0,
      ticks: Int(chart.plotHeight / 44))
    let widest = yAxis.ticks.map { textWidth($0.label) }.max() ?? 0
    left = margin + max(widest, 12) + 8
    right = width - margin - 5
    let room = right - left
    let xs = chart.series.lazy.flatMap(\.x)
    var axis = Axis(covering: xs, scale: chart.xScale, ticks: Int(room / 64))
    for count in stride(from: Int(room / 64) - 1, through: 1, by: -1)
    where !axis.labelsFit(within: room) {
      axis = Axis(covering: xs, scale: chart.xScale, ticks: count)
    }
    xAxis = axis
    self.top = top + 8
    bottom = self.top + max(chart.plotHeight, 80)
    height = bottom + (chart.xLabel.isEmpty ? 28 : 48)
  }

  /// Places the names of curves in as many rows as they need.
  private static func legend(
    of chart: LineChart, left: Double, right: Double
  ) -> [[LegendEntry]] {
    let named = chart.series.enumerated().filter { !$1.isFaint && !$1.name.isEmpty }
    guard named.count > 1 else { return [] }
    var rows: [[LegendEntry]] = [[]]
    var x = left
    for (index, series) in named {
      let name = fitted(series.name, within: right - left - 26)
      let entryWidth = 26 + textWidth(name)
      if x > left, x + entryWidth > right {
        rows.append([])
        x = left
      }
      rows[rows.count - 1].append(LegendEntry(index: index, name: name, x: x))
      x += entryWidth + 16
    }
    return rows
  }

  private func x(_ place: Double) -> Double { left + place * (right - left) }
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

  private func classes(_ index: Int) -> String {
    let series = chart.series[index]
    let color = max(series.color ?? index, 0)
    return "gf-line \(ChartStyle.series(color))" + (series.isFaint ? " gf-faint" : "")
      + (color >= ChartStyle.palette.count ? " gf-dashed" : "")
  }

  mutating func drawHead() {
    if titleBottom > 10 {
      text(margin, 25, "gf-title", fitted(chart.title, within: width - 2 * margin, size: 17))
    }
    for (row, entries) in legend.enumerated() {
      let y = titleBottom + 14 + 20 * Double(row)
      for entry in entries {
        line(classes(entry.index), entry.x, y - 4.5, entry.x + 18, y - 4.5)
        text(entry.x + 25, y, "gf-name", entry.name)
      }
    }
    if !chart.yLabel.isEmpty {
      text(margin, top - 17, "gf-quiet", fitted(chart.yLabel, within: width - 2 * margin))
    }
  }

  mutating func drawAxes() {
    for tick in yAxis.ticks {
      guard let place = yAxis.position(tick.value) else { continue }
      line("gf-grid", left, y(place), right, y(place))
      text(left - 8, y(place) + 4.5, "gf-end", tick.label)
    }
    line("gf-axis", left, bottom, right, bottom)
    for tick in xAxis.ticks where !chart.series.allSatisfy(\.x.isEmpty) {
      guard let place = xAxis.position(tick.value) else { continue }
      line("gf-axis", x(place), bottom, x(place), bottom + 5)
      let half = textWidth(tick.label) / 2
      text(min(x(place), width - 4 - half), bottom + 20, "gf-middle", tick.label)
    }
    if !chart.xLabel.isEmpty {
      text(
        (left + right) / 2, bottom + 39, "gf-quiet gf-middle",
        fitted(chart.xLabel, within: right - left))
    }
  }

  mutating func drawReferences() {
    for reference in chart.references {
      guard let place = yAxis.position(reference.value), (0...1).contains(place) else { continue }
      line("gf-reference", left, y(place), right, y(place))
    }
  }

  /// The curves are drawn in an inner image that cuts off what lies outside the range.
  mutating func drawCurves() {
    let slack = 3.0
    let (innerWidth, innerHeight) = (right - left + 2 * slack, bottom - top + 2 * slack)
    let frame =
      "x=\"\(px(left - slack))\" y=\"\(px(top - slack))\" width=\"\(px(innerWidth))\" "
      + "height=\"\(px(innerHeight))\" viewBox=\"\(px(left - slack)) \(px(top - slack)) "
      + "\(px(innerWidth)) \(px(innerHeight))\""
    var curves = ""
    for (index, series) in chart.series.enumerated() {
      let lines = polylines(x: series.x, y: series.y, xAxis: xAxis, yAxis: yAxis)
      let count = lines.reduce(0) { $0 + $1.points.count }
      var path = ""
      for line in lines where line.points.count > 1 {
        for (number, point) in line.points.enumerated() {
          path += "\(number == 0 ? "M" : "L")\(px(x(point.x))) \(px(y(clamped(point.y))))"
        }
      }
      if !path.isEmpty { curves += "<path class=\"\(classes(index))\" d=\"\(path)\"/>\n" }
      // Few points are shown as such, and a lone one would be invisible without.
      for line in lines where line.points.count == 1 || (count <= 12 && !series.isFaint) {
        for point in line.points {
          let dot = "\(ChartStyle.series(max(series.color ?? index, 0))) gf-dot"
          curves += "<circle class=\"\(dot)\" cx=\"\(px(x(point.x)))\" "
          curves += "cy=\"\(px(y(clamped(point.y))))\" r=\"3\"/>\n"
        }
      }
    }
    if curves.isEmpty {
      text((left + right) / 2, (top + bottom) / 2, "gf-quiet gf-middle", "no data")
    } else {
      content += "<svg \(frame)>\n\(curves)</svg>\n"
    }
  }

  /// Far outside the range the exact place does not matter, but its digits would fill the file.
  private func clamped(_ place: Double) -> Double { min(max(place, -20), 20) }

  /// The labels of the reference lines, over everything else.
  mutating func drawNotes() {
    for reference in chart.references {
      guard let place = yAxis.position(reference.value), (0...1).contains(place) else { continue }
      let height = y(place) - top < 20 ? y(place) + 17 : y(place) - 7
      text(right - 4, height, "gf-note gf-end", fitted(reference.label, within: right - left))
    }
  }
}
