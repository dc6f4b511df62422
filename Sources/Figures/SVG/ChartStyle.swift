/// The colours and fonts of charts, in light and in dark.
///
/// Charts name classes, never colours. A chart that is a file of its own carries these rules; a report
/// carries them once for all its charts.
enum ChartStyle {
  /// Colours of series for light and dark surfaces, told apart with the common colour blindnesses.
  static let palette = [
    ("#2563c9", "#7aaeff"), ("#d1600a", "#ffa25c"), ("#17805a", "#58cf9e"),
    ("#8446c6", "#c29cff"), ("#c2304b", "#ff8496"), ("#0b8499", "#54c8dc"),
    ("#8a6420", "#d8b36c"), ("#5f6773", "#aab3c0"),
  ]

  static func series(_ index: Int) -> String { "gf-s\(index % palette.count + 1)" }

  static let rules: String = {
    func colors(_ pick: ((String, String)) -> String) -> String {
      palette.enumerated().map { index, pair in
        let color = pick(pair)
        return ".gf-s\(index + 1){stroke:\(color)}.gf-s\(index + 1).gf-dot{fill:\(color)}"
      }.joined()
    }
    return """
      .gf{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;\
      font-size:13px;font-variant-numeric:tabular-nums}
      .gf text{fill:#4b5058}.gf .gf-title{fill:#17191c;font-size:16px;font-weight:650}
      .gf .gf-quiet{fill:#6a707a}.gf .gf-end{text-anchor:end}.gf .gf-middle{text-anchor:middle}
      .gf-surface{fill:#ffffff}.gf-grid{stroke:#e7e8ea}.gf-axis{stroke:#a9aeb6}
      .gf-line{fill:none;stroke-width:1.9;stroke-linejoin:round;stroke-linecap:round}
      .gf-faint{stroke-width:1.2;stroke-opacity:.38}.gf-dashed{stroke-dasharray:6 4}
      .gf-dot{stroke:none}
      .gf-reference{stroke:#30353c;stroke-width:1.2;stroke-dasharray:5 4}
      .gf .gf-note{fill:#30353c;font-weight:600;stroke:#ffffff;stroke-width:4;paint-order:stroke;\
      stroke-linejoin:round}
      .gf-cell{fill:#1f57b5}.gf-track{fill:#f1f2f4}.gf-missing{fill:#d6d8dc}
      .gf .gf-in{fill:#30353c;font-size:12px}.gf .gf-on{fill:#ffffff;font-size:12px}
      \(colors { $0.0 })
      @media (max-width:540px){.gf{font-size:15px}.gf .gf-title{font-size:17px}}
      @media (prefers-color-scheme:dark){
      .gf text{fill:#b4bac3}.gf .gf-title{fill:#f2f3f5}.gf .gf-quiet{fill:#979ea9}
      .gf-surface{fill:#1b1d21}.gf-grid{stroke:#2d3036}.gf-axis{stroke:#5d636d}
      .gf-reference{stroke:#d5d9df}.gf .gf-note{fill:#e3e6ea;stroke:#1b1d21}
      .gf-cell{fill:#86b4ff}.gf-track{fill:#26292e}.gf-missing{fill:#4a4f57}
      .gf .gf-in{fill:#d5d9df}.gf .gf-on{fill:#0d1420}
      \(colors { $0.1 })
      }

      """
  }()

  /// Wraps the elements of a chart into a document with a label for screen readers.
  ///
  /// An embedded chart leaves the rules and the surface to its page.
  static func document(
    width: Double, height: Double, label: String, isEmbedded: Bool, _ content: String
  ) -> String {
    let size = "viewBox=\"0 0 \(px(width)) \(px(height))\""
    let opening = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gf\" \(size) "
    let role = "role=\"img\" aria-label=\"\(escaped(label))\""
    if isEmbedded { return opening + role + ">\n" + content + "</svg>\n" }
    let (w, h) = (fixed(width, 0), fixed(height, 0))
    return opening + "width=\"\(w)\" height=\"\(h)\" \(role)>\n"
      + "<style>\n:root{color-scheme:light dark}\n\(rules)</style>\n"
      + "<rect class=\"gf-surface\" width=\"100%\" height=\"100%\"/>\n" + content + "</svg>\n"
  }
}
