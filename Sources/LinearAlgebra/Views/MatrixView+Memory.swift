extension MatrixView {
  /// Creates a view of elements in a span.
  ///
  /// Element `(i, j)` is at position `start + i · rowStride + j · columnStride`; strides may be
  /// negative, or zero to repeat what they pass. A row-major `m × n` array has strides `n` and 1.
  ///
  /// - Precondition: All positions are within the span.
  @inlinable
  @_lifetime(copy elements)
  public init(
    _ elements: Span<Element>, rows: Int, columns: Int, start: Int = 0, rowStride: Int,
    columnStride: Int
  ) {
    checkReach(
      count: elements.count, Shape(rows: rows, columns: columns), start, rowStride, columnStride)
    let placeholder = unsafe UnsafePointer<Element>(bitPattern: MemoryLayout<Element>.alignment)
    let base = unsafe elements.withUnsafeBufferPointer { $0.baseAddress }
    // An empty span may have no address; then no element is ever read.
    guard let base = unsafe base ?? placeholder else { preconditionFailure("no address") }
    let strided = unsafe Strided(
      base: rows * columns > 0 ? base + start : base, rows: rows, columns: columns,
      rowStride: rowStride, columnStride: columnStride)
    self = unsafe _overrideLifetime(
      MatrixView(strided, owner: elements), copying: elements)
  }

  /// Creates a view of elements in a buffer, which must outlive it.
  ///
  /// - Precondition: All positions `start + i · rowStride + j · columnStride` are within the buffer.
  @unsafe
  @inlinable
  @_lifetime(borrow elements)
  public init(
    _ elements: UnsafeBufferPointer<Element>, rows: Int, columns: Int, start: Int = 0,
    rowStride: Int, columnStride: Int
  ) {
    let span = unsafe Span(_unsafeElements: elements)
    let view = MatrixView(
      span, rows: rows, columns: columns, start: start, rowStride: rowStride,
      columnStride: columnStride)
    self = unsafe _overrideLifetime(view, borrowing: elements)
  }
}

/// Traps if a view would leave its memory.
@usableFromInline
func checkReach(count: Int, _ shape: Shape, _ start: Int, _ rowStride: Int, _ columnStride: Int) {
  guard shape.count > 0 else { return }
  let (down, downOverflows) = (shape.rows - 1).multipliedReportingOverflow(by: rowStride)
  let (right, rightOverflows) = (shape.columns - 1).multipliedReportingOverflow(by: columnStride)
  precondition(!downOverflows && !rightOverflows, "the strides of a \(shape) view overflow")
  let (lowest, highest) = (min(0, down) + min(0, right), max(0, down) + max(0, right))
  precondition(
    start >= 0 && start < count && start + lowest >= 0 && highest < count - start,
    "a \(shape) view with strides (\(rowStride), \(columnStride)) from \(start) leaves its memory of \(count) elements"
  )
}
