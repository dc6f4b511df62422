extension HTMLReport {
  /// The page.
  public func html() -> String {
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <style>
      \(ReportStyle.rules)\(ChartStyle.rules)</style>
      </head>
      <body>
      <main>
      <header>
      <h1>\(escaped(title))</h1>

      """
    if !subtitle.isEmpty { page += "<p class=\"subtitle\">\(escaped(subtitle))</p>\n" }
    page += "</header>\n"
    if !highlights.isEmpty { page += list(highlights, classes: "highlights") }
    for section in sections {
      page += "<section>\n<h2>\(escaped(section.title))</h2>\n"
      if !section.caption.isEmpty { page += "<p class=\"lead\">\(escaped(section.caption))</p>\n" }
      for block in section.blocks { page += html(block) }
      page += "</section>\n"
    }
    if !footer.isEmpty { page += "<footer>\(escaped(footer))</footer>\n" }
    return page + "</main>\n</body>\n</html>\n"
  }

  private func html(_ block: Block) -> String {
    switch block {
    case .text(let text): "<p>\(escaped(text))</p>\n"
    case .code(let text): "<pre><code>\(escaped(text))</code></pre>\n"
    case .facts(let facts): list(facts, classes: "facts")
    case .figures(let figures):
      "<div class=\"figures\">\n\(figures.map { $0.html() }.joined())</div>\n"
    case .table(let table): html(table)
    }
  }

  private func list(_ facts: [Fact], classes: String) -> String {
    let items = facts.map {
      "<div><dt>\(escaped($0.name))</dt><dd>\(escaped($0.value))</dd></div>\n"
    }
    return "<dl class=\"\(classes)\">\n\(items.joined())</dl>\n"
  }

  private func html(_ table: Table) -> String {
    let count = max(table.header.count, table.rows.map(\.count).max() ?? 0)
    func cells(_ row: [String]) -> [String] {
      row + repeatElement("", count: count - row.count)
    }
    let classes = (0..<count).map { column in
      let cells = table.rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
      if cells.contains(where: isNumber), cells.allSatisfy({ $0.isEmpty || isNumber($0) }) {
        return "number"
      }
      return cells.allSatisfy { $0.count < 20 } ? "short" : ""
    }
    func row(_ cells: [String], element: String) -> String {
      let cells = cells.enumerated().map { column, cell in
        let alignment = classes[column].isEmpty ? "" : " class=\"\(classes[column])\""
        return "<\(element)\(alignment)>\(escaped(cell))</\(element.prefix(2))>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = row(cells(table.header), element: "th scope=\"col\"")
    let body = table.rows.map { row(cells($0), element: "td") }.joined()
    let caption = table.caption.isEmpty ? "" : "<caption>\(escaped(table.caption))</caption>\n"
    return "<div class=\"table\"><table>\n\(caption)<thead>\n\(head)</thead>\n"
      + "<tbody>\n\(body)</tbody>\n</table></div>\n"
  }
}

/// Whether a cell begins like a number, perhaps with a sign, and has at most one unit behind it.
private func isNumber(_ cell: String) -> Bool {
  if ["–", "-", "—", "nan", "inf", "-inf"].contains(cell) { return true }
  let digits = cell.drop { "+-\u{2212}± ".contains($0) }
  guard let first = digits.first, first.isASCII, first.isNumber else { return false }
  return digits.allSatisfy {
    ($0.isASCII && $0.isNumber) || ".,%×±+-\u{2212} \u{2009}eEkMsx()".contains($0)
  }
}
