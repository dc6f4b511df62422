extension HeatMap {
  /// The map as a document, or as an element of a report, which shows the title itself.
  func svg(isEmbedded: Bool) -> String {
    var drawing = HeatDrawing(self, showsTitle: !isEmbedded && !title.isEmpty)
    drawing.drawNames()
    for row in rows.indices {
      for column in columns.indices { drawing.drawCell(row, column) }
    }
    drawing.drawScale()
    return ChartStyle.document(
      width: drawing.width, height: drawing.height, label: title, isEmbedded: isEmbedded,
      drawing.content)
  }
}

/// The layout of a map and its elements so far.
private struct HeatDrawing {
  let map: HeatMap
  let width: Double
  private(set) var content = ""
  private let showsTitle: Bool
  private let margin: Double
  private let left: Double
  private let top: Double
  private let rowNameWidth: Double
  private let columnNameWidth: Double
  private let cell: (width: Double, height: Double)

  /// Names wider than their column are turned.
  private var isTurned: Bool { columnNameWidth > cell.width - 4 }
  private var bottom: Double { top + Double(map.rows.count) * cell.height }
  var height: Double { bottom + 36 }

  init(_ map: HeatMap, showsTitle: Bool) {
    self.map = map
    self.showsTitle = showsTitle
    width = max(map.width, 200)
    margin = showsTitle ? 12 : 1
    rowNameWidth = min((map.rows + [map.rowLabel]).map { textWidth($0) }.max() ?? 0, width / 3)
    columnNameWidth = min(map.columns.map { textWidth($0) }.max() ?? 0, 120)
    left = margin + rowNameWidth + 10
    let share = (width - left - margin) / Double(max(map.columns.count, 1))
    cell = (min(share, 44), min(share, 34))
    var top = showsTitle ? 38.0 : 2
    if !map.columnLabel.isEmpty { top += 18 }
    top += columnNameWidth > cell.width - 4 ? columnNameWidth + 8 : 24
    self.top = top
  }

  private mutating func text(
    _ x: Double, _ y: Double, _ classes: String, _ text: String, _ attributes: String = ""
  ) {
    content += "<text class=\"\(classes)\" x=\"\(px(x))\" y=\"\(px(y))\"\(attributes)>"
    content += "\(escaped(text))</text>\n"
  }

  private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
    "x=\"\(px(x))\" y=\"\(px(y))\" width=\"\(px(width))\" height=\"\(px(height))\""
  }

  mutating func drawNames() {
    if showsTitle {
      text(margin, 25, "gf-title", fitted(map.title, within: width - 2 * margin, size: 17))
    }
    if !map.columnLabel.isEmpty {
      text(left, showsTitle ? 52 : 16, "gf-quiet", fitted(map.columnLabel, within: width - left))
    }
    if !map.rowLabel.isEmpty {
      text(left - 10, top - 9, "gf-quiet gf-end", fitted(map.rowLabel, within: rowNameWidth + 1))
    }
    for (column, name) in map.columns.enumerated() {
      let x = left + (Double(column) + 0.5) * cell.width
      let name = fitted(name, within: columnNameWidth + 1)
      if isTurned {
        text(
          x + 4.5, top - 6, "gf-name", name,
          " transform=\"rotate(-90 \(px(x + 4.5)) \(px(top - 6)))\"")
      } else {
        text(x, top - 9, "gf-middle", name)
      }
    }
    for (row, name) in map.rows.enumerated() {
      let y = top + (Double(row) + 0.5) * cell.height
      text(left - 10, y + 4.5, "gf-end", fitted(name, within: rowNameWidth + 1))
    }
  }

  mutating func drawCell(_ row: Int, _ column: Int) {
    let value = map.values[row * map.columns.count + column]
    let number = value.isNaN ? "not a number" : fixed(value, 3)
    let (x, y) = (left + Double(column) * cell.width, top + Double(row) * cell.height)
    let shade = min(max(value, 0), 1)
    let box = Self.box(x + 0.75, y + 0.75, cell.width - 1.5, cell.height - 1.5) + " rx=\"2\""
    let name = "\(map.rows[row]), \(map.columns[column]): \(number)"
    content += "<g><title>\(escaped(name))</title>"
    if value.isNaN {
      content += "<rect class=\"gf-missing\" \(box)/>"
    } else {
      content += "<rect class=\"gf-track\" \(box)/>"
      content += "<rect class=\"gf-cell\" fill-opacity=\"\(fixed(shade, 3))\" \(box)/>"
    }
    let (middle, baseline) = (x + cell.width / 2, y + cell.height / 2 + 4)
    if value.isNaN, cell.width >= 10 {
      text(middle, baseline, "gf-in gf-middle", "×")
    } else if cell.width >= 30 {
      text(middle, baseline, (shade > 0.5 ? "gf-on" : "gf-in") + " gf-middle", fixed(value, 2))
    }
    content += "</g>\n"
  }

  /// Shades from 0 to 1 with the numbers at both ends.
  mutating func drawScale() {
    let y = bottom + 12
    guard !map.values.isEmpty else { return text(left, y + 8, "gf-quiet", "no data") }
    text(left - 10, y + 11, "gf-quiet gf-end", "0")
    for step in 0...10 {
      let box = Self.box(left + 12 * Double(step), y + 1, 12, 10)
      content += "<rect class=\"gf-track\" \(box)/>"
      content +=
        "<rect class=\"gf-cell\" fill-opacity=\"\(fixed(Double(step) / 10, 1))\" \(box)/>\n"
    }
    text(left + 142, y + 11, "gf-quiet", "1")
  }
}
