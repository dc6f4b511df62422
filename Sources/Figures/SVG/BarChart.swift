/// Groups of bars side by side, drawn as SVG.
///
///     var chart = BarChart(title: "How often each class wins", groups: ["1", "2", "3"])
///     chart.series.append(.init("Gumbel noise", [0.6, 0.3, 0.1]))
///     let text = chart.svg()
///
/// Bars start at zero. Pointing at one shows its value; where there is room, the value stands above
/// it. What is not a finite number leaves a gap.
public struct BarChart: Sendable, Hashable {
  /// One bar of each group.
  public struct Series: Sendable, Hashable {
    /// The name in the legend.
    public var name: String
    /// The heights, one for each group.
    public var values: [Double]

    /// Makes the bars of one colour.
    public init<Scalar: BinaryFloatingPoint>(_ name: String, _ values: [Scalar]) {
      self.name = name
      self.values = values.map { Double($0) }
    }
  }

  /// The heading.
  public var title: String
  /// The names of the groups, along the horizontal axis.
  public var groups: [String]
  /// What the groups are.
  public var xLabel: String
  /// What the heights measure.
  public var yLabel: String
  /// The bars of each group, in this order; the legend appears if there are several.
  public var series: [Series] = []
  /// The number of decimals of the values.
  public var decimals = 3
  /// The width in units of 1/13 of the font size.
  public var width = 460.0
  /// The height of the space for bars, in the same units.
  public var plotHeight = 220.0

  /// Makes a chart without bars.
  public init(
    title: String, groups: [String], xLabel: String = "", yLabel: String = "",
    series: [Series] = []
  ) {
    self.title = title
    self.groups = groups
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
  }

  /// The chart as an SVG document that suits light and dark surroundings.
  public func svg() -> String { svg(isEmbedded: false) }
}
