/// A small matrix whose shape is part of its type, stored in place and column by column.
///
///     let a: FixedMatrix<2, 2, Double> = [[4, 1], [1, 3]]  // written in rows
///     let x = try a.solve([1, 2])
///     let b = a * a.transposed
///
/// Shapes are checked by the compiler, products of the wrong shapes do not build, and a matrix needs
/// no memory of its own: a 3 × 3 solve takes about a third of the time of the call of LAPACK alone.
/// All loops have constant bounds and are unrolled where they are called. Beyond 8 × 8 use ``Matrix``.
public struct FixedMatrix<let Rows: Int, let Columns: Int, Element: Scalar>: Sendable {
  /// The columns; together one contiguous run of `Rows * Columns` elements.
  @usableFromInline var storage: InlineArray<Columns, InlineArray<Rows, Element>>

  /// Creates a matrix that holds one value everywhere.
  @inlinable
  public init(repeating value: Element = 0) {
    storage = InlineArray(repeating: InlineArray(repeating: value))
  }

  /// Creates a matrix from a function of the row and the column.
  @inlinable
  public init<E: Error>(
    _ element: (_ row: Int, _ column: Int) throws(E) -> Element
  ) throws(E) {
    self.init(repeating: 0)
    for column in 0..<Columns {
      for row in 0..<Rows {
        unsafe storage[unchecked: column][unchecked: row] = try element(row, column)
      }
    }
  }

  /// The number of rows.
  @inlinable
  public var rows: Int { Rows }

  /// The number of columns.
  @inlinable
  public var columns: Int { Columns }

  /// The number of rows and columns.
  @inlinable
  public var shape: Shape { Shape(rows: Rows, columns: Columns) }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: Both indices are in range.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get { storage[column][row] }
    set { storage[column][row] = newValue }
  }

  /// Returns a column.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public func column(_ index: Int) -> FixedVector<Rows, Element> {
    var result = FixedVector<Rows, Element>()
    result.storage = storage[index]
    return result
  }

  /// Returns a row.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public func row(_ index: Int) -> FixedVector<Columns, Element> {
    FixedVector { self[index, $0] }
  }
}

extension FixedMatrix: ExpressibleByArrayLiteral {
  /// Creates a matrix from literal rows; the compiler checks their lengths.
  ///
  /// - Precondition: There are `Rows` rows.
  @inlinable
  public init(arrayLiteral rows: InlineArray<Columns, Element>...) {
    precondition(rows.count == Rows, "\(rows.count) rows do not make a matrix of \(Rows)")
    self.init { rows[$0][$1] }
  }
}

extension FixedMatrix where Rows == Columns {
  /// The matrix with ones on its diagonal.
  @inlinable
  public static var identity: FixedMatrix { FixedMatrix { $0 == $1 ? 1 : 0 } }

  /// Creates the matrix with the given diagonal and zeros elsewhere.
  @inlinable
  public init(diagonal: FixedVector<Rows, Element>) {
    self.init { $0 == $1 ? diagonal[$0] : 0 }
  }

  /// The elements of the diagonal.
  @inlinable
  public var diagonal: FixedVector<Rows, Element> { FixedVector { self[$0, $0] } }

  /// The sum of the diagonal.
  @inlinable
  public var trace: Element {
    var sum: Element = 0
    for index in 0..<Rows { sum += self[index, index] }
    return sum
  }
}

// MARK: Memory

extension FixedMatrix {
  /// Lends the elements, column by column.
  @inlinable
  @inline(__always)
  func withElements<R, E: Error>(
    _ body: (UnsafePointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe withUnsafePointer(to: storage) { pointer throws(E) in
      try unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: Element.self))
    }
  }

  /// Lends the elements, column by column, to be changed.
  @inlinable
  @inline(__always)
  mutating func withMutableElements<R, E: Error>(
    _ body: (UnsafeMutablePointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe withUnsafeMutablePointer(to: &storage) { pointer throws(E) in
      try unsafe body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Element.self))
    }
  }
}
