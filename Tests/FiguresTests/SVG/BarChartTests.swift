import Figures
import Testing

@Suite struct BarChartTests {
  @Test func `bars stand on zero, as high as their values`() throws {
    let chart = BarChart(
      title: "t", groups: ["a", "b"],
      series: [.init("x", [1, 0.5] as [Float]), .init("y", [0.25, -0.5])])
    let svg = chart.svg()
    #expect(fault(inMarkup: svg) == nil)
    let titles = svg.matches(of: /<title>([^<]*)<\/title>/).map { String($0.1) }
    #expect(titles == ["a, x: 1.000", "a, y: 0.250", "b, x: 0.500", "b, y: -0.500"])
    let bars = try svg.matches(of: /y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)"><title>/).map {
      (top: try #require(Double($0.1)), height: try #require(Double($0.2)))
    }
    let zero = bars[0].top + bars[0].height
    #expect(abs(bars[1].top + bars[1].height - zero) < 0.02)
    #expect(abs(bars[2].height / bars[0].height - 0.5) < 0.01)
    #expect(abs(bars[3].top - zero) < 0.02)
  }

  @Test func `what is no number leaves a gap`() {
    let chart = BarChart(
      title: "t", groups: ["a", "b", "c"], series: [.init("x", [.nan, .infinity, 1])])
    let svg = chart.svg()
    #expect(fault(inMarkup: svg) == nil)
    #expect(svg.matches(of: /<title>/).count == 1)
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 10), (100, 1), (40, 9)])
  func `every size gives sound markup`(groups: Int, series: Int) {
    let chart = BarChart(
      title: "<t>", groups: (0..<groups).map { "<group \($0)>" }, xLabel: "<x>", yLabel: "&",
      series: (0..<series).map {
        .init("a long name & \($0)", [Double](repeating: 0.5, count: groups))
      })
    #expect(fault(inMarkup: chart.svg()) == nil)
    #expect(chart.svg().contains("no data") == (groups * series == 0))
    var report = HTMLReport(title: "r")
    report.sections = [.init("s", blocks: [.figures([Figure(chart)])])]
    #expect(report.html().contains("<svg"))
  }
}
