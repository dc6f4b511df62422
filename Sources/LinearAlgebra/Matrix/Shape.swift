/// The size of a matrix, printed as `3×4`.
public struct Shape: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The number of rows.
  public var rows: Int
  /// The number of columns.
  public var columns: Int

  /// Creates a shape.
  @inlinable
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The number of rows, a multiplication sign, the number of columns.
  public var description: String { "\(rows)×\(columns)" }

  /// The shape with rows and columns exchanged.
  @inlinable
  public var transposed: Shape { Shape(rows: columns, columns: rows) }

  /// The number of elements.
  ///
  /// - Precondition: No size is negative, and the product does not overflow `Int`.
  @inline(never)
  public var count: Int {
    precondition(rows >= 0 && columns >= 0, "a matrix cannot have the shape \(self)")
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    precondition(!overflow, "a matrix of shape \(self) has too many elements")
    return count
  }
}
