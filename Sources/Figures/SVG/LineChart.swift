/// Curves over a common axis, drawn as SVG.
///
///     var chart = LineChart(title: "Negative ELBO", xLabel: "step", yLabel: "nats")
///     chart.series.append(.init("train", y: losses))
///     chart.references.append(.init(104.2, label: "exact"))
///     let text = chart.svg()
///
/// Every input gives a picture: what is not a finite number leaves a gap, and a chart without points
/// says so. More than 2000 points are thinned such that the extremes stay.
public struct LineChart: Sendable, Hashable {
  /// A curve.
  public struct Series: Sendable, Hashable {
    /// The name in the legend.
    public var name: String
    /// The horizontal coordinates.
    public var x: [Double]
    /// The vertical coordinates.
    public var y: [Double]
    /// Whether the curve is drawn faintly, like raw data behind its average, and without legend.
    public var isFaint: Bool
    /// The place of its colour in the palette; without it, the place of the curve in the chart.
    public var color: Int?

    /// Makes a curve through points.
    ///
    /// - Precondition: There are as many `x` as `y`.
    public init<Scalar: BinaryFloatingPoint>(
      _ name: String, x: [Scalar], y: [Scalar], isFaint: Bool = false, color: Int? = nil
    ) {
      precondition(x.count == y.count, "\(x.count) x and \(y.count) y")
      self.name = name
      self.x = x.map { Double($0) }
      self.y = y.map { Double($0) }
      self.isFaint = isFaint
      self.color = color
    }

    /// Makes a curve over 0, 1, 2 and so on.
    public init<Scalar: BinaryFloatingPoint>(
      _ name: String, y: [Scalar], isFaint: Bool = false, color: Int? = nil
    ) {
      self.init(
        name, x: y.indices.map { Double($0) }, y: y.map { Double($0) }, isFaint: isFaint,
        color: color)
    }
  }

  /// A dashed horizontal line with a label, for instance a known optimum.
  public struct Reference: Sendable, Hashable {
    /// The height of the line.
    public var value: Double
    /// The text above its right end.
    public var label: String

    /// Makes a line at a height.
    public init(_ value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// The heading.
  public var title: String
  /// What the horizontal axis counts.
  public var xLabel: String
  /// What the vertical axis measures.
  public var yLabel: String
  /// The curves, drawn in this order; the legend appears if there are several.
  public var series: [Series] = []
  /// The horizontal lines.
  public var references: [Reference] = []
  /// The scale of the horizontal axis.
  public var xScale = AxisScale.linear
  /// The scale of the vertical axis.
  public var yScale = AxisScale.linear
  /// The heights to show, for instance to cut off the first steps; without it, all.
  public var yRange: ClosedRange<Double>?
  /// The width in units of 1/13 of the font size.
  public var width = 460.0
  /// The height of the space for curves, in the same units.
  public var plotHeight = 220.0

  /// Makes a chart without curves.
  public init(title: String, xLabel: String = "", yLabel: String = "", series: [Series] = []) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
  }

  /// The chart as an SVG document that suits light and dark surroundings.
  public func svg() -> String { svg(isEmbedded: false) }
}
