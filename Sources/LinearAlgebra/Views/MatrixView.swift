/// Where the elements of a view lie: a pointer without a lifetime, for internal use.
@unsafe
@usableFromInline
struct Strided<Element> {
  /// The element in row and column zero.
  @usableFromInline var base: UnsafePointer<Element>
  @usableFromInline var rows: Int
  @usableFromInline var columns: Int
  @usableFromInline var rowStride: Int
  @usableFromInline var columnStride: Int
  /// Whether the elements are to be read conjugated.
  @usableFromInline var isConjugated: Bool

  @inlinable
  init(
    base: UnsafePointer<Element>, rows: Int, columns: Int, rowStride: Int, columnStride: Int,
    isConjugated: Bool = false
  ) {
    unsafe self.base = unsafe base
    unsafe self.rows = rows
    unsafe self.columns = columns
    unsafe self.rowStride = rowStride
    unsafe self.columnStride = columnStride
    unsafe self.isConjugated = isConjugated
  }

  /// The same elements after an operation.
  @inlinable
  func applying(_ operation: MatrixOperation) -> Strided {
    var result = unsafe self
    if operation.isTransposing {
      unsafe swap(&result.rows, &result.columns)
      unsafe swap(&result.rowStride, &result.columnStride)
    }
    unsafe result.isConjugated = isConjugated != operation.isConjugating
    return unsafe result
  }
}

/// A matrix to be read in the memory of another one, without a copy.
///
/// A view has a stride for rows and one for columns, both of any sign and possibly zero, and may
/// conjugate what it reads. Blocks, steps, reversals, broadcasts, transposes and adjoints are views.
/// The compiler does not let a view outlive its source, nor the source change meanwhile.
@safe
public struct MatrixView<Element: Scalar>: ~Escapable {
  @usableFromInline let strided: Strided<Element>

  @inlinable
  @_lifetime(borrow owner)
  init<Owner: ~Copyable & ~Escapable>(_ strided: Strided<Element>, owner: borrowing Owner) {
    unsafe self.strided = unsafe strided
  }

  @inlinable
  @_lifetime(copy parent)
  init(_ strided: Strided<Element>, parent: MatrixView<Element>) {
    unsafe self.strided = unsafe strided
  }

  /// The number of rows.
  @inlinable
  public var rows: Int { unsafe strided.rows }

  /// The number of columns.
  @inlinable
  public var columns: Int { unsafe strided.columns }

  /// The number of rows and columns.
  @inlinable
  public var shape: Shape { Shape(rows: rows, columns: columns) }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: Both indices are in range.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    precondition(
      0 <= row && row < rows && 0 <= column && column < columns,
      "element (\(row), \(column)) is outside of a \(shape) view")
    let offset = unsafe row * strided.rowStride + column * strided.columnStride
    let element = unsafe strided.base[offset]
    return unsafe strided.isConjugated ? element.conjugate : element
  }

  /// The view of the transpose.
  @inlinable
  public var transposed: MatrixView<Element> {
    @_lifetime(copy self) get { unsafe MatrixView(strided.applying(.transpose), parent: self) }
  }

  /// The view of the conjugate transpose.
  @inlinable
  public var adjoint: MatrixView<Element> {
    @_lifetime(copy self) get { unsafe MatrixView(strided.applying(.adjoint), parent: self) }
  }

  /// The view of the conjugate.
  @inlinable
  public var conjugated: MatrixView<Element> {
    @_lifetime(copy self) get { unsafe MatrixView(strided.applying(.conjugate), parent: self) }
  }
}
