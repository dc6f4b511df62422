import ComplexModule

extension Matrix: Equatable {
  /// Whether shapes and elements are equal.
  ///
  /// Elements compare as their type does: a real NaN equals nothing, and all non-finite complex
  /// numbers are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func == (a: Matrix, b: Matrix) -> Bool {
    guard a.shape == b.shape else { return false }
    for index in 0..<a.count where unsafe a.storage.base[index] != b.storage.base[index] {
      return false
    }
    return true
  }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey {
    case rows
    case columns
    case elements
  }

  /// Writes `rows`, `columns` and the `elements`, column by column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(columns, forKey: .columns)
    try container.encode(Array(self), forKey: .elements)
  }

  /// Reads what ``encode(to:)`` writes.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if a size is negative or the number of elements is
  ///   not their product.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let elements = try container.decode([Element].self, forKey: .elements)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, elements.count == count else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(elements.count) elements do not make a \(rows)×\(columns) matrix")
    }
    self.init(columnMajor: elements, rows: rows, columns: columns)
  }
}

extension Array {
  /// Creates an array of the elements of a matrix, column by column.
  public init(_ matrix: Matrix<Element>) where Element: Scalar {
    self = unsafe matrix.withUnsafeElements { unsafe Array($0) }
  }
}
