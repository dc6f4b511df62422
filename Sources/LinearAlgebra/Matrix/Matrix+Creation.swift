// Matrices of one pattern, and from data outside.

extension Matrix {
  /// Returns a matrix of zeros.
  @inlinable
  public static func zeros(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns)
  }

  /// Returns a matrix of ones.
  @inlinable
  public static func ones(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, repeating: 1)
  }

  /// Returns the matrix with ones where row and column are equal.
  @inlinable
  public static func identity(rows: Int, columns: Int) -> Matrix {
    let result = Matrix(rows: rows, columns: columns)
    for index in 0..<min(rows, columns) { unsafe result.storage.base[index * rows + index] = 1 }
    return result
  }

  /// Returns the smallest square matrix with the given elements on one of its diagonals.
  ///
  /// - Parameters:
  ///   - elements: The elements from the top left to the bottom right.
  ///   - offset: How far the diagonal is above the main one; negative below.
  /// - Returns: A matrix that is zero beside the diagonal.
  @inlinable
  public static func diagonal<Operand: VectorOperand & ~Escapable>(
    _ elements: Operand, offset: Int = 0
  ) -> Matrix where Operand.Element == Element {
    let (size, overflow) = elements.count.addingReportingOverflow(Int(clamping: offset.magnitude))
    precondition(
      !overflow, "no matrix is large enough for a diagonal \(offset) beside the main one")
    return diagonal(elements, rows: size, columns: size, offset: offset)
  }

  /// Returns a matrix with the given elements on one of its diagonals and zeros elsewhere.
  ///
  /// - Parameters:
  ///   - elements: The elements from the top left to the bottom right.
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - offset: How far the diagonal is above the main one; negative below.
  /// - Returns: A matrix that is zero beside the diagonal.
  /// - Precondition: The diagonal has as many elements.
  @inlinable
  public static func diagonal<Operand: VectorOperand & ~Escapable>(
    _ elements: Operand, rows: Int, columns: Int, offset: Int = 0
  ) -> Matrix where Operand.Element == Element {
    var result = Matrix(rows: rows, columns: columns)
    result.setDiagonal(offset: offset, to: elements)
    return result
  }

  /// Creates a matrix from columns of equal length that come from outside.
  ///
  /// - Throws: ``LinearAlgebraError/dimension(expected:found:)`` if the columns differ in length.
  @inlinable
  public init(columns: [[Element]]) throws(LinearAlgebraError) {
    let rows = columns.first?.count ?? 0
    for (index, column) in columns.enumerated() where column.count != rows {
      throw .dimension(expected: "\(rows) elements", found: "\(column.count) in column \(index)")
    }
    self.init(rows: rows, columns: columns.count) { columns[$1][$0] }
  }

  /// Creates a matrix from its rows.
  ///
  /// - Precondition: All vectors have the same length.
  @inlinable
  public init(rowVectors: [Vector<Element>]) {
    let columns = rowVectors.first?.count ?? 0
    precondition(
      rowVectors.allSatisfy { $0.count == columns }, "the rows of a matrix differ in length")
    self.init(rows: rowVectors.count, columns: columns) { rowVectors[$0][$1] }
  }

  /// Creates a matrix from its columns.
  ///
  /// - Precondition: All vectors have the same length.
  @inlinable
  public init(columnVectors: [Vector<Element>]) {
    let rows = columnVectors.first?.count ?? 0
    precondition(
      columnVectors.allSatisfy { $0.count == rows }, "the columns of a matrix differ in length")
    self.init(uninitializedRows: rows, columns: columnVectors.count)
    for (column, vector) in columnVectors.enumerated() {
      unsafe (storage.base + column * rows).initialize(
        from: vector.storedMatrix.storage.base, count: rows)
    }
  }

  /// Creates a matrix from elements in row-major order that come from outside.
  ///
  /// - Throws: ``LinearAlgebraError/dimension(expected:found:)`` if a size is negative or there are not
  ///   `rows * columns` elements.
  @inlinable
  public init(rowMajor elements: [Element], rows: Int, columns: Int) throws(LinearAlgebraError) {
    try self.init(rowMajor: elements.span, rows: rows, columns: columns)
  }

  /// Creates a matrix from elements in row-major order that come from outside.
  ///
  /// - Throws: ``LinearAlgebraError/dimension(expected:found:)`` if a size is negative or there are not
  ///   `rows * columns` elements.
  @inlinable
  public init(
    rowMajor elements: Span<Element>, rows: Int, columns: Int
  ) throws(LinearAlgebraError) {
    try checkCount(elements.count, rows, columns)
    self.init(
      copying: MatrixView(
        elements, rows: rows, columns: columns, rowStride: columns, columnStride: 1))
  }

  /// Creates a matrix from elements in column-major order that come from outside.
  ///
  /// - Throws: ``LinearAlgebraError/dimension(expected:found:)`` if a size is negative or there are not
  ///   `rows * columns` elements.
  @inlinable
  public init(
    columnMajor elements: Span<Element>, rows: Int, columns: Int
  ) throws(LinearAlgebraError) {
    try checkCount(elements.count, rows, columns)
    self.init(
      copying: MatrixView(
        elements, rows: rows, columns: columns, rowStride: 1, columnStride: rows))
  }
}

/// Throws if a number of elements does not make a matrix.
@usableFromInline
func checkCount(_ count: Int, _ rows: Int, _ columns: Int) throws(LinearAlgebraError) {
  let (product, overflow) = rows.multipliedReportingOverflow(by: columns)
  guard rows >= 0, columns >= 0, !overflow, product == count else {
    throw .dimension(
      expected: "\(Shape(rows: rows, columns: columns)) elements", found: "\(count)")
  }
}
