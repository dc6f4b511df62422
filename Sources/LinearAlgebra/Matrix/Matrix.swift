/// A matrix of real or complex numbers, stored column by column.
///
/// Matrices are values: an assignment shares the memory, the first change copies it. Element
/// `(i, j)` of an `m × n` matrix lies at position `i + m · j`, without gaps, so one column is one
/// contiguous run. Where columns are samples, a mini-batch of consecutive samples is a block that
/// can be viewed without copying. Sizes of zero are legal everywhere.
///
///     let a: Matrix<Double> = [[1, 2], [3, 4]]  // written in rows
///     a[0, 1]                                   // 2
///     Array(a.elements)                         // 1, 3, 2, 4
///
/// Shapes that do not fit trap; so do indices out of range.
public struct Matrix<Element: Scalar>: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  @usableFromInline var storage: ElementStorage<Element>

  /// Creates a matrix with uninitialised elements.
  @inlinable
  init(uninitializedRows rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    storage = ElementStorage(count: Shape(rows: rows, columns: columns).count)
  }

  /// Creates a matrix over memory that holds its elements.
  @inlinable
  init(storage: ElementStorage<Element>, shape: Shape) {
    rows = shape.rows
    columns = shape.columns
    self.storage = storage
  }

  /// The number of rows and columns.
  @inlinable
  public var shape: Shape { Shape(rows: rows, columns: columns) }

  /// The number of elements.
  @inlinable
  public var count: Int { rows &* columns }

  /// Whether there is no element.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// Whether there are as many rows as columns.
  @inlinable
  public var isSquare: Bool { rows == columns }

  /// The distance between the starts of two columns, as BLAS wants it: never zero.
  var leadingDimension: Int { max(1, rows) }
}

// MARK: Copy on write

extension Matrix {
  /// Copies the memory if another matrix shares it.
  @inlinable
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) {
      storage = unsafe ElementStorage(copying: storage.base, count: count)
    }
  }

  /// Makes the memory unique without keeping what it holds.
  @inlinable
  mutating func makeUniqueDiscardingElements() {
    if !isKnownUniquelyReferenced(&storage) { storage = ElementStorage(count: count) }
  }
}

// MARK: Creation

extension Matrix {
  /// Creates a matrix that holds one value everywhere.
  ///
  /// - Precondition: No size is negative.
  @inlinable
  public init(rows: Int, columns: Int, repeating value: Element = 0) {
    self.init(uninitializedRows: rows, columns: columns)
    unsafe storage.base.initialize(repeating: value, count: count)
  }

  /// Creates a matrix from a function of the row and the column.
  ///
  /// - Precondition: No size is negative.
  @inlinable
  public init<E: Error>(
    rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) throws(E) -> Element
  ) throws(E) {
    self.init(uninitializedRows: rows, columns: columns)
    // Without rows there may be more columns than a loop can count in a lifetime.
    guard count > 0 else { return }
    var position = 0
    for column in 0..<columns {
      for row in 0..<rows {
        unsafe storage.base[position] = try element(row, column)
        position &+= 1
      }
    }
  }

  /// Creates a matrix from its columns, one after the other.
  ///
  /// - Precondition: There are `rows * columns` elements.
  @inlinable
  public init(columnMajor elements: [Element], rows: Int, columns: Int) {
    self.init(uninitializedRows: rows, columns: columns)
    precondition(
      elements.count == count, "\(elements.count) elements do not make a \(shape) matrix")
    unsafe elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe storage.base.initialize(from: start, count: count)
      }
    }
  }

  /// Creates a matrix whose elements a closure writes, column by column.
  ///
  /// - Precondition: The closure fills the span.
  @inlinable
  public init<E: Error>(
    rows: Int, columns: Int, initializingWith body: (inout OutputSpan<Element>) throws(E) -> Void
  ) throws(E) {
    self.init(uninitializedRows: rows, columns: columns)
    let buffer = unsafe UnsafeMutableBufferPointer(start: storage.base, count: count)
    var span = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
    try body(&span)
    let written = unsafe span.finalize(for: buffer)
    precondition(written == count, "\(written) elements do not make a \(shape) matrix")
  }

  /// Creates a matrix from rows of equal length that come from outside.
  ///
  /// - Throws: ``LinearAlgebraError/dimension(expected:found:)`` if the rows differ in length.
  @inlinable
  public init(rows: [[Element]]) throws(LinearAlgebraError) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columns {
      throw .dimension(expected: "\(columns) elements", found: "\(row.count) in row \(index)")
    }
    self.init(rows: rows.count, columns: columns) { rows[$0][$1] }
  }

  /// Returns the `size × size` matrix with ones on its diagonal.
  @inlinable
  public static func identity(_ size: Int) -> Matrix {
    let result = Matrix(rows: size, columns: size)
    for index in 0..<size { unsafe result.storage.base[index * size + index] = 1 }
    return result
  }

  /// Returns the square matrix with the given diagonal and zeros elsewhere.
  @inlinable
  public static func diagonal(_ elements: [Element]) -> Matrix {
    var result = Matrix(rows: elements.count, columns: elements.count)
    for (index, element) in elements.enumerated() { result[index, index] = element }
    return result
  }
}

extension Matrix: ExpressibleByArrayLiteral {
  /// Creates a matrix from literal rows.
  ///
  /// - Precondition: All rows have the same length.
  @inlinable
  public init(arrayLiteral rows: [Element]...) {
    let columns = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == columns }, "the rows of a matrix literal differ in length")
    self.init(rows: rows.count, columns: columns) { rows[$0][$1] }
  }
}
