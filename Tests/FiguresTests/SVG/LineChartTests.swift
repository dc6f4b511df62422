import Figures
import Testing

@Suite struct LineChartTests {
  /// The corner points of every path, in the order of the document.
  static func paths(_ svg: String) -> [[(x: Double, y: Double)]] {
    svg.matches(of: /<path class="[^"]*" d="([^"]*)"/).map { match in
      match.1.split(whereSeparator: { $0 == "M" || $0 == "L" }).compactMap { point in
        let parts = point.split(separator: " ").compactMap { Double($0) }
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }
    }
  }

  static func texts(_ svg: String) -> [String] {
    svg.matches(of: /<text[^>]*>([^<]*)<\/text>/).map { String($0.1) }
  }

  @Test func `points lie in proportion, upwards and to the right`() throws {
    let chart = LineChart(title: "t", series: [.init("a", x: [0, 1, 4], y: [10, 12, 18.0])])
    let points = try #require(Self.paths(chart.svg()).first)
    #expect(points.count == 3)
    let width = points[2].x - points[0].x
    let height = points[0].y - points[2].y
    #expect(width > 300 && height > 150)
    #expect(abs((points[1].x - points[0].x) / width - 0.25) < 0.001)
    #expect(abs((points[0].y - points[1].y) / height - 0.25) < 0.001)
  }

  @Test func `logarithmic axes turn powers into lines and leave out what is not positive`() throws {
    var chart = LineChart(title: "t")
    chart.xScale = .logarithmic
    chart.yScale = .logarithmic
    let x: [Double] = [0.01, 0.1, 1, 10, 0, 100]
    chart.series = [.init("a", x: x, y: x.map { $0 * $0 })]
    let points = Self.paths(chart.svg())
    #expect(points.map(\.count) == [4], "the zero splits off a single point, which is a dot")
    let steps = zip(points[0], points[0].dropFirst()).map { ($1.x - $0.x, $1.y - $0.y) }
    #expect(steps.allSatisfy { abs($0.0 - steps[0].0) < 0.03 && abs($0.1 - steps[0].1) < 0.03 })
    #expect(Self.texts(chart.svg()).contains("0.1"))
  }

  @Test(
    arguments: [
      (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (-23.9, -4, ["\u{2212}20", "\u{2212}15", "\u{2212}10", "\u{2212}5"]),
      (0, 60_000, ["0", "10k", "20k", "30k", "40k", "50k", "60k"]),
      (0, 2.5e6, ["0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M"]),
      (
        1e-6, 3e-6,
        ["1.0e\u{2212}6", "1.5e\u{2212}6", "2.0e\u{2212}6", "2.5e\u{2212}6", "3.0e\u{2212}6"]
      ),
      (97, 103, ["97", "98", "99", "100", "101", "102", "103"]),
    ] as [(Double, Double, [String])])
  func `ticks are round numbers with the decimals they need`(
    low: Double, high: Double, labels: [String]
  ) {
    var chart = LineChart(title: "", series: [.init("a", x: [Double](), y: [])])
    chart.yRange = low...high
    #expect(Self.texts(chart.svg()).filter { $0 != "no data" } == labels)
  }

  static let odd: [[Double]] = [
    [], [.nan], [.infinity, -.infinity], [1], [0, 0, 0], [5, 5], [1e308, -1e308],
    [.leastNormalMagnitude, 0], [1e16, 1e16 + 2], [.nan, 1, .nan, 2, 3, .infinity], [-0.0],
    [1e299, -1e299],
    [.leastNonzeroMagnitude], [1, 1.0000000001], [.greatestFiniteMagnitude],
  ]

  @Test(arguments: odd, [AxisScale.linear, .logarithmic])
  func `every input gives sound markup without odd numbers`(values: [Double], scale: AxisScale) {
    var chart = LineChart(title: "t", xLabel: "x", yLabel: "y")
    chart.xScale = scale
    chart.yScale = scale
    chart.series = [.init("a", x: values, y: values.reversed()), .init("b", y: values)]
    chart.references = values.map { .init($0, label: "r") }
    let svg = chart.svg()
    #expect(fault(inMarkup: svg) == nil)
    #expect(svg.firstMatch(of: /="[^"]*(nan|inf|e[+-]?[0-9])[^"]*"/.ignoresCase()) == nil)
  }

  @Test func `gaps split a curve and lone points are dots`() {
    let y: [Double] = [1, 2, .nan, 3, .infinity, 4, 5, 6]
    let svg = LineChart(title: "t", series: [.init("a", y: y)]).svg()
    #expect(svg.matches(of: /<circle/).count == 6, "few points are all marked")
    #expect(Self.paths(svg).map(\.count) == [5])
  }

  @Test func `a chart without points says so`() {
    #expect(Self.texts(LineChart(title: "t").svg()).contains("no data"))
  }

  @Test func `many points are thinned and keep ends and extremes`() throws {
    var y = (0..<50_000).map { Double($0 % 7) }
    y[12_345] = 100
    y[23_456] = -100
    let points = try #require(
      Self.paths(LineChart(title: "t", series: [.init("a", y: y)]).svg()).first)
    #expect(points.count <= 2002)
    #expect(points.count > 1000)
    let whole = Self.paths(LineChart(title: "t", series: [.init("a", y: [100, -100.0])]).svg())[0]
    #expect(points.map(\.y).min() == whole[0].y)
    #expect(points.map(\.y).max() == whole[1].y)
    #expect(points.first?.x == whole[0].x)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  @Test func `two thousand points are drawn as they are`() {
    let y = (0..<2000).map { Double($0 * $0 % 17) }
    let svg = LineChart(title: "t", series: [.init("a", y: y)]).svg()
    #expect(Self.paths(svg).map(\.count) == [2000])
  }

  @Test func `the legend names several curves but no faint one`() {
    var chart = LineChart(title: "t", series: [.init("alone", y: [1, 2.0])])
    #expect(!Self.texts(chart.svg()).contains("alone"))
    chart.series.append(.init("second", y: [2, 1.0]))
    chart.series.append(.init("raw", y: [2, 1.0], isFaint: true))
    let texts = Self.texts(chart.svg())
    #expect(texts.contains("alone") && texts.contains("second") && !texts.contains("raw"))
  }

  @Test func `a reference line is labelled and inside the picture`() throws {
    var chart = LineChart(title: "t", series: [.init("a", y: [0, 1.0])])
    chart.references = [.init(-23.9, label: "optimum \u{2212}23.9")]
    let svg = chart.svg()
    let line = try #require(svg.firstMatch(of: /gf-reference" x1="[0-9.]+" y1="([0-9.]+)"/))
    let bottom = try #require(Self.paths(svg).first?.map(\.y).max())
    #expect(try #require(Double(line.1)) > bottom)
    #expect(Self.texts(svg).contains("optimum \u{2212}23.9"))
  }

  @Test func `text is escaped`() {
    var chart = LineChart(title: "<&>\"'\u{0}", xLabel: "<x>", yLabel: "<y>")
    chart.series = [.init("<a>", y: [1, 2.0]), .init("\u{1B}[31m", y: [1, 2.0])]
    chart.references = [.init(1, label: "</svg>")]
    let svg = chart.svg()
    #expect(fault(inMarkup: svg) == nil)
    #expect(svg.contains("&lt;&amp;&gt;&quot;&#39;\u{FFFD}"))
    #expect(svg.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
  }

  @Test func `curves of unequal lengths trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = LineChart.Series("a", x: [1.0], y: [1, 2])
    }
  }
}
