import Categorical
import Figures
import NumericFiles

extension GradientComparison {
  /// The curves over the temperature, with the name of the file of each.
  var charts: [(file: String, chart: LineChart, caption: String)] {
    guard temperatures.count > 1, !curves.isEmpty else { return [] }
    func chart(
      _ title: String, scale: AxisScale, _ value: (GradientQuality) -> Double
    ) -> LineChart {
      var chart = LineChart(title: title, xLabel: "temperature", yLabel: "% of the exact gradient")
      chart.xScale = .logarithmic
      chart.yScale = scale
      // Cold straight-through and cold gapped estimates would squeeze everything else.
      let values = curves.flatMap(\.qualities).map { 100 * value($0) }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      if scale == .linear, high > 100 { chart.yRange = 0...100 }
      if scale == .logarithmic, low < 10, high > 20 { chart.yRange = 10...high * 1.2 }
      chart.series = curves.map { curve in
        LineChart.Series(
          curve.estimator.rawValue, x: temperatures, y: curve.qualities.map { 100 * value($0) })
      }
      return chart
    }
    return [
      (
        "bias.svg", chart("Bias", scale: .linear, \.bias),
        "How far the mean of the draws is from the exact gradient. What is flat at the bottom has no "
          + "bias, but for the noise of the measurement."
      ),
      (
        "deviation.svg", chart("Deviation of one draw", scale: .logarithmic, \.deviation),
        "How far draws are from their mean. Low temperatures buy less bias with more of this."
      ),
      (
        "error.svg", chart("Error of one draw", scale: .logarithmic, \.error),
        "Both together, as a step of training with one draw feels them."
      ),
      ("cosine.svg", cosineChart, "How well one draw points the way, on average: 1 is exact."),
    ]
  }

  /// The cosine of one draw over the temperature.
  private var cosineChart: LineChart {
    var chart = LineChart(
      title: "Cosine of one draw", xLabel: "temperature", yLabel: "cosine with the exact gradient")
    chart.xScale = .logarithmic
    chart.series = curves.map { curve in
      LineChart.Series(
        curve.estimator.rawValue, x: temperatures, y: curve.qualities.map(\.drawCosine))
    }
    return chart
  }

  /// Writes the page and the charts.
  func write(to folder: String) throws {
    for (file, chart, _) in charts {
      try AtomicFile.write(chart.svg(), to: "\(folder)/\(file)")
    }
    var page = HTMLReport(title: "Gradient estimators", subtitle: headline)
    if !charts.isEmpty {
      page.sections.append(
        HTMLReport.Section(
          "Over the temperature",
          blocks: [.figures(charts.map { Figure($0.chart, caption: $0.caption) })]))
    }
    if !kinds.isEmpty {
      page.sections.append(
        HTMLReport.Section(
          "Why some are biased", explanation,
          blocks: [
            .table(
              HTMLReport.Table(
                header: ["estimator"] + ProblemKind.allCases.map(\.rawValue), rows: kindCells,
                caption: "Bias by kind of function, at temperature 1."))
          ]))
    }
    page.sections.append(
      HTMLReport.Section(
        "At temperature \(temperature.formatted)", legend,
        blocks: EstimatorName.Need.allCases.compactMap { need in
          let part = zip(rows, cells).filter { $0.0.estimator.need == need }.map(\.1)
          guard !part.isEmpty else { return nil }
          return .table(
            HTMLReport.Table(header: Self.header, rows: part, caption: "Needs \(need.summary)."))
        }))
    page.footer = "Made by gumbel gradients, seed \(seed)."
    try AtomicFile.write(page.html(), to: "\(folder)/report.html")
  }
}
