extension FixedMatrix: Hashable {
  /// Whether all elements are equal.
  @inlinable
  public static func == (a: FixedMatrix, b: FixedMatrix) -> Bool {
    for column in 0..<Columns {
      for row in 0..<Rows where a[row, column] != b[row, column] { return false }
    }
    return true
  }

  /// Hashes the elements.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    for column in 0..<Columns {
      for row in 0..<Rows { hasher.combine(self[row, column]) }
    }
  }
}

extension FixedMatrix: Codable {
  /// Writes what ``Matrix/encode(to:)`` writes: `rows`, `columns` and the `elements`.
  public func encode(to encoder: any Encoder) throws { try Matrix(self).encode(to: encoder) }

  /// Reads a matrix of this shape.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the matrix has another shape.
  public init(from decoder: any Decoder) throws {
    let matrix = try Matrix<Element>(from: decoder)
    let shape = Shape(rows: Rows, columns: Columns)
    guard matrix.shape == shape else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "found a \(matrix.shape) matrix instead of a \(shape) one"))
    }
    self.init(matrix)
  }
}

extension FixedMatrix: CustomStringConvertible {
  /// The type in the first line, then the rows in aligned columns.
  public var description: String {
    Matrix(self).describe(type: "FixedMatrix<\(Rows), \(Columns), \(Element.self)>")
  }
}

// MARK: Conversions

extension FixedMatrix {
  /// Creates a matrix from one whose shape is not part of its type.
  ///
  /// - Precondition: It has `Rows` rows and `Columns` columns.
  @inlinable
  public init(_ matrix: Matrix<Element>) {
    let shape = Shape(rows: Rows, columns: Columns)
    precondition(
      matrix.shape == shape, "a \(matrix.shape) matrix cannot become a \(shape) matrix")
    self.init { unsafe matrix.storage.base[$0 + $1 * Rows] }
  }
}

extension Matrix {
  /// Creates a matrix from one whose shape is part of its type.
  @inlinable
  public init<let Rows: Int, let Columns: Int>(_ matrix: FixedMatrix<Rows, Columns, Element>) {
    self.init(rows: Rows, columns: Columns) { matrix[$0, $1] }
  }
}
