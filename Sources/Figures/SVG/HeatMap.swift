/// A table of numbers from 0 to 1 as shades of one colour, drawn as SVG.
///
///     let map = HeatMap(
///       title: "Categories of the latent by digit", rows: latents, columns: digits,
///       values: frequencies)
///
/// Pointing at a cell shows its value; a table of few columns shows all values. What is not a number
/// is grey, and numbers outside are drawn like the nearest inside.
public struct HeatMap: Sendable, Hashable {
  /// The heading.
  public var title: String
  /// The names of the rows.
  public var rows: [String]
  /// The names of the columns.
  public var columns: [String]
  /// The numbers, row after row.
  public var values: [Double]
  /// What the rows are, written above their names.
  public var rowLabel = ""
  /// What the columns are, written above their names.
  public var columnLabel = ""
  /// The width in units of 1/13 of the font size.
  public var width = 460.0

  /// Makes a map.
  ///
  /// - Precondition: There are `rows.count * columns.count` values.
  public init<Scalar: BinaryFloatingPoint>(
    title: String, rows: [String], columns: [String], values: [Scalar], rowLabel: String = "",
    columnLabel: String = ""
  ) {
    precondition(
      values.count == rows.count * columns.count,
      "\(values.count) values for \(rows.count)×\(columns.count) cells")
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values.map { Double($0) }
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
  }

  /// The map as an SVG document that suits light and dark surroundings.
  public func svg() -> String { svg(isEmbedded: false) }
}
