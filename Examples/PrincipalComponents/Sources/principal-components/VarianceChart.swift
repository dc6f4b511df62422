import Foundation

/// Draws the share of the variance that the first components explain as an SVG document.
func varianceChart(_ shares: [Double]) -> String {
  let (width, height) = (640.0, 360.0)
  let (left, right, top, bottom) = (64.0, 616.0, 48.0, 304.0)
  let shown = Array(shares.prefix(100))

  func x(_ count: Double) -> Double {
    left + (right - left) * (count - 1) / Double(max(1, shown.count - 1))
  }
  func y(_ share: Double) -> Double { bottom - (bottom - top) * share }
  func text(_ value: Double) -> String { String(format: "%.1f", value) }

  var svg = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" \
    font-family="system-ui, sans-serif" font-size="13" fill="#444">
    <rect width="\(text(width))" height="\(text(height))" fill="white"/>
    <text x="\(text(left))" y="28" font-size="16" font-weight="600" fill="#222">Explained variance</text>

    """
  for share in stride(from: 0.0, through: 1, by: 0.25) {
    svg += """
      <line x1="\(text(left))" x2="\(text(right))" y1="\(text(y(share)))" y2="\(text(y(share)))" stroke="#e4e4e4"/>
      <text x="\(text(left - 8))" y="\(text(y(share) + 4.5))" text-anchor="end">\(Int(100 * share)) %</text>

      """
  }
  let step = max(1, [1, 2, 5, 10, 20, 25].first { Double(shown.count) / Double($0) <= 10 } ?? 50)
  for count in [1] + Array(stride(from: step, through: shown.count, by: step))
  where step == 1 || count != 1 || shown.count > step {
    svg += """
      <text x="\(text(x(Double(count))))" y="\(text(bottom + 20))" text-anchor="middle">\(count)</text>

      """
  }
  let points = shown.enumerated().map { "\(text(x(Double($0 + 1)))),\(text(y($1)))" }
  let area =
    "\(text(left)),\(text(bottom)) \(points.joined(separator: " ")) \(text(x(Double(shown.count)))),\(text(bottom))"
  return svg + """
    <polygon points="\(area)" fill="#2a6fb0" fill-opacity="0.12"/>
    <polyline points="\(points.joined(separator: " "))" fill="none" stroke="#2a6fb0" stroke-width="2.2" stroke-linejoin="round"/>
    <text x="\(text((left + right) / 2))" y="346" text-anchor="middle">number of components</text>
    </svg>

    """
}
