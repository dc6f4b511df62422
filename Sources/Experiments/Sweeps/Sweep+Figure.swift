public import Figures

extension Sweep {
  /// The bound over the first axis that has numbers, a curve for each setting of the others; bars of
  /// minus the bound if no axis has.
  ///
  /// - Parameter result: The table of the sweep.
  /// - Returns: The figure, and the same as an SVG document; nil if no run is finished.
  public func figure(of result: ExperimentResult) -> (figure: Figure, svg: String)? {
    let means = Dictionary(
      uniqueKeysWithValues: result.cells.compactMap { cell in
        cell.estimate.map { (cell.name, $0.mean) }
      })
    guard !means.isEmpty else { return nil }
    let numeric = axes.firstIndex { axis in
      axis.values.count > 1 && axis.values.allSatisfy { Double($0)?.isFinite == true }
    }
    guard let numeric else {
      var chart = BarChart(
        title: "Minus the bound", groups: result.cells.map(\.label), yLabel: "nats")
      chart.series = [.init("−bound", result.cells.map { means[$0.name].map { -$0 } ?? .nan })]
      return (Figure(chart), chart.svg())
    }
    let values = axes[numeric].values.compactMap(Double.init).sorted()
    var chart = LineChart(title: "Bound", xLabel: axes[numeric].name, yLabel: "nats")
    if let low = values.first, let high = values.last, low > 0, high > 9 * low {
      chart.xScale = .logarithmic
    }
    var names: [String] = []
    var curves: [String: [(x: Double, y: Double)]] = [:]
    for point in points {
      guard let x = Double(point[numeric]), let y = means[name(of: point)] else { continue }
      let others = zip(axes, point).enumerated().filter { $0.offset != numeric }
        .map { "\($0.element.0.name) \($0.element.1)" }.joined(separator: ", ")
      if curves[others] == nil { names.append(others) }
      curves[others, default: []].append((x, y))
    }
    chart.series = names.map { name in
      let curve = (curves[name] ?? []).sorted { $0.x < $1.x }
      return LineChart.Series(name, x: curve.map(\.x), y: curve.map(\.y))
    }
    return (Figure(chart), chart.svg())
  }
}
