import Figures
import Foundation
import Testing

@Suite struct HTMLReportTests {
  static let bitmap = Bitmap(width: 2, height: 1, bytes: [0, 255])

  static let report: HTMLReport = {
    var report = HTMLReport(title: "A <title> & more", subtitle: "sub \"quoted\"")
    report.highlights = [.init("negative ELBO", "97.4 nats")]
    report.sections = [
      .init(
        "First", "A caption <b>.",
        blocks: [
          .figures([
            Figure(LineChart(title: "Chart", series: [.init("a", y: [1, 2.0])]), caption: "<c>"),
            Figure(HeatMap(title: "Map", rows: ["r"], columns: ["c"], values: [0.5])),
            Figure(bitmap, title: "Picture", alternative: "two \"pixels\"", zoom: 3),
          ])
        ]),
      .init(
        "Second",
        blocks: [
          .text("Text & text"), .code("a < b"), .facts([.init("seed", "1")]),
          .table(
            .init(
              header: ["name", "value"], rows: [["a <x>", "1.5"], ["b", "\u{2212}2"], ["c"]],
              caption: "A table")),
        ]),
    ]
    report.footer = "</main>"
    return report
  }()

  @Test func `the page is sound and needs nothing from elsewhere`() {
    let html = Self.report.html()
    #expect(fault(inMarkup: html) == nil)
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    #expect(!html.contains("<script") && !html.contains("<link"))
    let addresses = html.matches(of: /(src|href|url\()[="]*([^"]{0,20})/).map { $0.2 }
    #expect(addresses.allSatisfy { $0.hasPrefix("data:") })
  }

  @Test func `all text is escaped`() {
    let html = Self.report.html()
    for text in [
      "<h1>A &lt;title&gt; &amp; more</h1>", "sub &quot;quoted&quot;", "A caption &lt;b&gt;.",
      "&lt;c&gt;", "alt=\"two &quot;pixels&quot;\"", "<code>a &lt; b</code>", "a &lt;x&gt;",
      "<footer>&lt;/main&gt;</footer>",
    ] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test func `a picture is its PNG in base64 with zoomed size`() throws {
    let html = Self.report.html()
    let source = try #require(html.firstMatch(of: /base64,([^"]*)"/)).1
    #expect(Data(base64Encoded: String(source)).map(Array.init) == PNG.encode(Self.bitmap))
    #expect(html.contains("width=\"6\" height=\"3\""))
    #expect(html.contains("image-rendering:pixelated"))
  }

  @Test func `base64 agrees with Foundation for every remainder`() throws {
    for width in 1...40 {
      let bitmap = Bitmap(width: width, height: 1, bytes: (0..<width).map { UInt8($0 * 6) })
      var report = HTMLReport(title: "")
      report.sections = [.init("", blocks: [.figures([Figure(bitmap, alternative: "")])])]
      let html = report.html()
      let source = try #require(html.firstMatch(of: /base64,([^"]*)"/)).1
      #expect(source == Data(PNG.encode(bitmap)).base64EncodedString())
    }
  }

  @Test func `columns of numbers are aligned, and short rows are filled`() {
    let html = Self.report.html()
    #expect(html.contains("<td class=\"number\">1.5</td>"))
    #expect(html.contains("<td class=\"number\">\u{2212}2</td>"))
    #expect(html.contains("<td class=\"number\"></td>"))
    #expect(html.contains("<td class=\"short\">b</td>"))
    #expect(html.contains("<th scope=\"col\" class=\"number\">value</th>"))
  }

  @Test func `charts carry the rules once, and alone each its own`() {
    let html = Self.report.html()
    #expect(html.matches(of: /\.gf-reference\{stroke:#30353c/).count == 1)
    #expect(html.matches(of: /<style>/).count == 1)
    #expect(LineChart(title: "t").svg().contains("prefers-color-scheme:dark"))
  }

  @Test func `an empty page is sound`() {
    #expect(fault(inMarkup: HTMLReport(title: "").html()) == nil)
    var report = HTMLReport(title: "")
    report.sections = [
      .init("", blocks: [.figures([]), .facts([]), .table(.init(header: [], rows: [])), .text("")])
    ]
    #expect(fault(inMarkup: report.html()) == nil)
  }
}
