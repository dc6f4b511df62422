/// A matrix to be changed in the memory of another one.
///
/// The owner is inaccessible while the view lives. No stride is zero and no two elements share
/// their place. Parts of the view borrow it in turn.
@safe
public struct MutableMatrixView<Element: Scalar>: ~Copyable, ~Escapable {
  // The memory is mutable; the descriptor is shared with read-only views.
  @usableFromInline let strided: Strided<Element>

  @inlinable
  @_lifetime(&owner)
  init<Owner: ~Copyable & ~Escapable>(_ strided: Strided<Element>, owner: inout Owner) {
    unsafe self.strided = unsafe strided
  }

  @inlinable
  var base: UnsafeMutablePointer<Element> { unsafe UnsafeMutablePointer(mutating: strided.base) }

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
    get { unsafe base[offset(row, column)] }
    @_lifetime(self: copy self)
    set { unsafe base[offset(row, column)] = newValue }
  }

  @inlinable
  func offset(_ row: Int, _ column: Int) -> Int {
    precondition(
      0 <= row && row < rows && 0 <= column && column < columns,
      "element (\(row), \(column)) is outside of a \(shape) view")
    return unsafe row * strided.rowStride + column * strided.columnStride
  }

  /// A view for reading.
  @inlinable
  public var view: MatrixView<Element> {
    @_lifetime(borrow self) borrowing get { unsafe MatrixView(strided, owner: self) }
  }

  /// The view of the transpose.
  @inlinable
  public var transposed: MutableMatrixView<Element> {
    @_lifetime(&self) mutating get {
      unsafe MutableMatrixView(strided.applying(.transpose), owner: &self)
    }
  }

  /// The view of a block.
  ///
  /// - Precondition: The ranges are within the view.
  @inlinable
  public subscript(rows rows: Range<Int>, columns columns: Range<Int>) -> MutableMatrixView<Element>
  {
    @_lifetime(&self) mutating get {
      unsafe MutableMatrixView(strided.block(rows, columns), owner: &self)
    }
  }

  /// The view of every `rows`-th row and every `columns`-th column, from the end if negative.
  @inlinable
  @_lifetime(&self)
  public mutating func stepping(rows: Int = 1, columns: Int = 1) -> MutableMatrixView<Element> {
    unsafe MutableMatrixView(strided.stepping(rows, columns), owner: &self)
  }
}

extension Matrix {
  /// A view of the whole matrix through which it can be changed.
  @inlinable
  public var mutableView: MutableMatrixView<Element> {
    @_lifetime(&self) mutating get {
      makeUnique()
      let strided = unsafe view.strided
      return unsafe MutableMatrixView(strided, owner: &self)
    }
  }

  /// Lends a view, through which the matrix can be changed, to a closure.
  @inlinable
  public mutating func withMutableView<R, E: Error>(
    _ body: (inout MutableMatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    var view = mutableView
    return try body(&view)
  }

  /// Lends a view of a block, through which the matrix can be changed, to a closure.
  ///
  /// - Precondition: The ranges are within the matrix.
  @inlinable
  public mutating func withMutableView<R, E: Error>(
    rows: Range<Int>, columns: Range<Int>,
    _ body: (inout MutableMatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    var whole = mutableView
    var view = whole[rows: rows, columns: columns]
    return try body(&view)
  }
}
