import Foundation
import LinearAlgebra

/// A picture of points, a curve and the band of two standard deviations around it.
struct Plot {
  let points: Points
  let grid: Vector<Double>
  let mean: Vector<Double>
  let deviation: Vector<Double>
  /// The curve behind the points, if it is known.
  let truth: Vector<Double>?

  /// The picture as an SVG document.
  var svg: String {
    let (left, right, top, bottom) = (56.0, 700.0, 56.0, 380.0)
    let upper = mean + 2 * deviation
    let lower = mean - 2 * deviation
    let lowest = min(lower.minimum() ?? 0, points.y.minimum() ?? 0)
    let highest = max(upper.maximum() ?? 1, points.y.maximum() ?? 1)
    let (xs, ys) = (
      Axis(grid[0], grid[grid.count - 1], from: left, to: right),
      Axis(lowest, highest, from: bottom, to: top)
    )

    func path(_ values: Vector<Double>) -> [String] {
      (0..<grid.count).map { "\(xs.text(grid[$0])),\(ys.text(values[$0]))" }
    }
    func line(_ values: Vector<Double>, _ style: String) -> String {
      "<polyline points=\"\(path(values).joined(separator: " "))\" fill=\"none\" \(style)/>\n"
    }

    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 430" width="720" height="430" \
      font-family="system-ui, sans-serif" font-size="13" fill="#444">
      <rect width="720" height="430" fill="white"/>

      """
    for tick in ys.ticks {
      svg += """
        <line x1="\(left)" x2="\(right)" y1="\(ys.text(tick))" y2="\(ys.text(tick))" stroke="#e6e6e6"/>
        <text x="\(left - 8)" y="\(ys.text(tick, shift: 4.5))" text-anchor="end">\(ys.label(tick))</text>

        """
    }
    for tick in xs.ticks {
      svg += """
        <text x="\(xs.text(tick))" y="\(bottom + 22)" text-anchor="middle">\(xs.label(tick))</text>

        """
    }
    let band = (path(upper) + path(lower).reversed()).joined(separator: " ")
    svg += "<polygon points=\"\(band)\" fill=\"#2a6fb0\" fill-opacity=\"0.15\"/>\n"
    if let truth {
      svg += line(truth, "stroke=\"#888\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"")
    }
    svg += line(mean, "stroke=\"#2a6fb0\" stroke-width=\"2.4\" stroke-linejoin=\"round\"")
    for i in 0..<points.x.count {
      svg += """
        <circle cx="\(xs.text(points.x[i]))" cy="\(ys.text(points.y[i]))" r="3.4" fill="#d1495b" \
        stroke="white" stroke-width="0.8"/>

        """
    }
    return svg + legend + "</svg>\n"
  }

  private var legend: String {
    var entries = [
      ("<circle cx=\"10\" cy=\"0\" r=\"3.4\" fill=\"#d1495b\"/>", "data"),
      ("<path d=\"M0 0h20\" stroke=\"#2a6fb0\" stroke-width=\"2.4\"/>", "mean"),
      (
        "<path d=\"M0 0h20\" stroke=\"#2a6fb0\" stroke-opacity=\"0.15\" stroke-width=\"13\"/>",
        "±2σ"
      ),
    ]
    if truth != nil {
      entries.append(
        (
          "<path d=\"M0 0h20\" stroke=\"#888\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>",
          "truth"
        ))
    }
    return entries.enumerated().map { index, entry in
      "<g transform=\"translate(\(56 + 92 * index) 28)\">\(entry.0)"
        + "<text x=\"28\" y=\"4.5\">\(entry.1)</text></g>\n"
    }.joined()
  }
}

/// A linear scale with round ticks.
private struct Axis {
  private let low: Double
  private let high: Double
  private let start: Double
  private let end: Double
  private let step: Double

  init(_ low: Double, _ high: Double, from start: Double, to end: Double) {
    let margin = high > low ? 0 : max(abs(low), 1) / 2
    (self.low, self.high) = (low - margin, high + margin)
    (self.start, self.end) = (start, end)
    let rough = (self.high - self.low) / 6
    let power = pow(10, floor(log10(rough)))
    step = power * ([1, 2, 5].first { $0 * power >= rough } ?? 10)
  }

  var ticks: [Double] {
    (Int((low / step).rounded(.up))...Int((high / step).rounded(.down))).map { Double($0) * step }
  }

  func label(_ value: Double) -> String { String(format: "%g", value) }

  func text(_ value: Double, shift: Double = 0) -> String {
    String(format: "%.1f", start + (end - start) * (value - low) / (high - low) + shift)
  }
}
