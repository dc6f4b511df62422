/// A chart or a picture in a report, with a caption.
public struct Figure: Sendable, Hashable {
  enum Content: Sendable, Hashable {
    case lineChart(LineChart)
    case heatMap(HeatMap)
    case barChart(BarChart)
    case picture(Bitmap, title: String, alternative: String, zoom: Int)
  }

  let content: Content

  /// What the figure shows, below it; none if empty.
  public var caption: String

  /// Makes a figure of curves.
  public init(_ chart: LineChart, caption: String = "") {
    content = .lineChart(chart)
    self.caption = caption
  }

  /// Makes a figure of a heat map.
  public init(_ map: HeatMap, caption: String = "") {
    content = .heatMap(map)
    self.caption = caption
  }

  /// Makes a figure of bars.
  public init(_ chart: BarChart, caption: String = "") {
    content = .barChart(chart)
    self.caption = caption
  }

  /// Makes a figure of a picture, whose pixels stay sharp squares.
  ///
  /// - Parameters:
  ///   - bitmap: The picture.
  ///   - title: The heading above it; none if empty.
  ///   - alternative: What the picture shows, for those who cannot see it.
  ///   - zoom: How many pixels of the screen a pixel covers, if the window is wide enough.
  ///   - caption: What the figure shows, below it.
  ///
  /// - Precondition: `zoom` is positive.
  public init(
    _ bitmap: Bitmap, title: String = "", alternative: String, zoom: Int = 2, caption: String = ""
  ) {
    precondition(zoom > 0, "zoom \(zoom)")
    content = .picture(bitmap, title: title, alternative: alternative, zoom: zoom)
    self.caption = caption
  }
}

extension Figure {
  /// The figure as an element of a page.
  func html() -> String {
    var title: String
    var body: String
    var isWide: Bool
    switch content {
    case .lineChart(let chart):
      (title, body, isWide) = (chart.title, chart.svg(isEmbedded: true), chart.width > 640)
    case .heatMap(let map):
      (title, body, isWide) = (map.title, map.svg(isEmbedded: true), map.width > 640)
    case .barChart(let chart):
      (title, body, isWide) = (chart.title, chart.svg(isEmbedded: true), chart.width > 640)
    case .picture(let bitmap, let heading, let alternative, let zoom):
      let width = bitmap.width * zoom
      (title, isWide) = (heading, width > 640)
      body =
        "<img src=\"data:image/png;base64,\(base64(PNG.encode(bitmap)))\" "
        + "alt=\"\(escaped(alternative))\" width=\"\(width)\" height=\"\(bitmap.height * zoom)\">\n"
    }
    var result = isWide ? "<figure class=\"wide\">\n" : "<figure>\n"
    if !title.isEmpty { result += "<h3>\(escaped(title))</h3>\n" }
    result += body
    if !caption.isEmpty { result += "<figcaption>\(escaped(caption))</figcaption>\n" }
    return result + "</figure>\n"
  }
}
