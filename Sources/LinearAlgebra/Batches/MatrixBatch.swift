import ComplexModule

/// Many matrices of one shape in one run of memory.
///
/// A batch is made for thousands of small problems: all results take one allocation, items are spread
/// over threads, and up to 4 × 4 no library is called at all.
///
///     let a = MatrixBatch(matrices)             // one shape for all
///     let x = try a.solve(b)                    // item by item
///     let y = rotation * a                      // one matrix for all items
///     a[7]                                      // a copy of one item
///     a.view(7)                                 // the item itself
///
/// Item `i` follows item `i − 1` without a gap; each is stored column by column. A matrix of one
/// vector per column is a batch of vectors: ``flattened`` and ``init(flattened:rows:columns:)`` change
/// the point of view without copying. Results do not depend on the number of threads.
public struct MatrixBatch<Element: Scalar>: Sendable {
  /// The batch as a matrix with one column for each item, `rows · columns × count`.
  public var flattened: Matrix<Element> { storedMatrix }
  @usableFromInline var storedMatrix: Matrix<Element>
  /// The number of rows of every item.
  public let rows: Int
  /// The number of columns of every item.
  public let columns: Int

  /// Creates a batch from a matrix that holds one item in each column, sharing its memory.
  ///
  /// - Precondition: The matrix has `rows * columns` rows.
  @inlinable
  public init(flattened matrix: Matrix<Element>, rows: Int, columns: Int) {
    let shape = Shape(rows: rows, columns: columns)
    precondition(
      matrix.rows == shape.count, "the columns of a \(matrix.shape) matrix are no \(shape) items")
    storedMatrix = matrix
    self.rows = rows
    self.columns = columns
  }

  /// Creates a batch with uninitialised elements.
  init(uninitializedCount count: Int, _ shape: Shape) {
    precondition(count >= 0, "a batch cannot have \(count) items")
    storedMatrix = Matrix(uninitializedRows: shape.count, columns: count)
    rows = shape.rows
    columns = shape.columns
  }

  /// Creates a batch that holds one value everywhere.
  ///
  /// - Precondition: No size is negative.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(count: Int, rows: Int, columns: Int, repeating value: Element = 0) {
    self.init(uninitializedCount: count, Shape(rows: rows, columns: columns))
    storedMatrix.fill(with: value)
  }

  /// Creates a batch that holds one matrix `count` times.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(repeating matrix: Matrix<Element>, count: Int) {
    self.init(uninitializedCount: count, matrix.shape)
    let (source, target) = unsafe (matrix.storage.base, storedMatrix.storage.base)
    let size = matrix.count
    for item in 0..<count {
      unsafe (target + item &* size).initialize(from: source, count: size)
    }
  }

  /// Creates a batch from matrices.
  ///
  /// - Precondition: All matrices have the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ matrices: [Matrix<Element>]) {
    let shape = matrices.first?.shape ?? Shape(rows: 0, columns: 0)
    self.init(uninitializedCount: matrices.count, shape)
    for item in matrices.indices { self[item] = matrices[item] }
  }

  /// Creates a batch from a function of the item.
  ///
  /// - Precondition: All matrices have the shape of the first.
  public init<E: Error>(
    count: Int, _ matrix: (Int) throws(E) -> Matrix<Element>
  ) throws(E) {
    guard count > 0 else {
      self.init(count: count, rows: 0, columns: 0)
      return
    }
    let first = try matrix(0)
    self.init(uninitializedCount: count, first.shape)
    self[0] = first
    for item in 1..<count { self[item] = try matrix(item) }
  }

  /// The number of items.
  @inlinable
  public var count: Int { storedMatrix.columns }

  /// The number of rows and columns of every item.
  @inlinable
  public var shape: Shape { Shape(rows: rows, columns: columns) }

  /// Whether there is no element.
  @inlinable
  public var isEmpty: Bool { storedMatrix.isEmpty }
}

// MARK: Items

extension MatrixBatch {
  /// A copy of an item; setting one copies the elements into the batch.
  ///
  /// - Precondition: The index is in range, and a new item has the shape of the batch.
  public subscript(item: Int) -> Matrix<Element> {
    get { Matrix(view(item)) }
    set {
      checkItem(item)
      precondition(
        newValue.shape == shape, "a \(newValue.shape) matrix is no item of a batch of \(shape)")
      storedMatrix.makeUnique()
      unsafe (storedMatrix.storage.base + item * storedMatrix.rows).update(
        from: newValue.storage.base, count: newValue.count)
    }
  }

  /// An element of an item.
  ///
  /// - Precondition: The indices are in range.
  @inlinable
  public subscript(item: Int, row: Int, column: Int) -> Element {
    get {
      checkElement(row, column)
      return storedMatrix[row + column * rows, item]
    }
    set {
      checkElement(row, column)
      storedMatrix[row + column * rows, item] = newValue
    }
  }

  /// A view of an item, without a copy.
  ///
  /// - Precondition: The index is in range.
  @_lifetime(borrow self)
  public func view(_ item: Int) -> MatrixView<Element> {
    checkItem(item)
    let base = unsafe UnsafePointer(storedMatrix.storage.base) + item * storedMatrix.rows
    return unsafe MatrixView(
      Strided(base: base, rows: rows, columns: columns, rowStride: 1, columnStride: max(1, rows)),
      owner: self)
  }

  @inlinable
  func checkElement(_ row: Int, _ column: Int) {
    precondition(
      UInt(bitPattern: row) < UInt(bitPattern: rows)
        && UInt(bitPattern: column) < UInt(bitPattern: columns),
      "element (\(row), \(column)) is outside of a \(shape) matrix")
  }

  @inlinable
  func checkItem(_ item: Int) {
    precondition(
      UInt(bitPattern: item) < UInt(bitPattern: count),
      "item \(item) is outside of a batch of \(count)")
  }
}

extension Array {
  /// Creates an array of the items of a batch.
  public init<T: Scalar>(_ batch: MatrixBatch<T>) where Element == Matrix<T> {
    self = (0..<batch.count).map { batch[$0] }
  }
}

// MARK: Conformances

extension MatrixBatch: Equatable {
  /// Whether shapes, numbers of items and elements are equal.
  public static func == (a: MatrixBatch, b: MatrixBatch) -> Bool {
    a.shape == b.shape && a.storedMatrix == b.storedMatrix
  }
}

extension MatrixBatch: CustomStringConvertible {
  /// The type, the number of items and their shape, then the first items.
  public var description: String {
    let shown = (0..<Swift.min(count, 3)).map { self[$0].describe(type: "[\($0)]") }
    let lines = ["MatrixBatch<\(Element.self)> \(count) of \(shape)"] + shown
    return lines.joined(separator: "\n") + (count > shown.count ? "\n⋮" : "")
  }
}

extension MatrixBatch: Codable {
  private enum CodingKeys: String, CodingKey {
    case rows
    case columns
    case items
  }

  /// Writes `rows`, `columns` and the flattened `items`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(columns, forKey: .columns)
    try container.encode(storedMatrix, forKey: .items)
  }

  /// Reads what ``encode(to:)`` writes.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the sizes contradict each other.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let items = try container.decode(Matrix<Element>.self, forKey: .items)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, items.rows == count else {
      throw DecodingError.dataCorruptedError(
        forKey: .items, in: container,
        debugDescription: "columns of \(items.rows) elements are no \(rows)×\(columns) matrices")
    }
    self.init(flattened: items, rows: rows, columns: columns)
  }
}
