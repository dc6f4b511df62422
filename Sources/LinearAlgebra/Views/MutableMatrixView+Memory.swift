extension MutableMatrixView {
  /// Creates a view of elements in a mutable span.
  ///
  /// Element `(i, j)` is at position `start + i · rowStride + j · columnStride`.
  ///
  /// - Precondition: All positions are within the span, no stride is zero, and no two elements share
  ///   a position: the larger stride steps over all elements along the smaller one.
  @inlinable
  @_lifetime(&elements)
  public init(
    _ elements: inout MutableSpan<Element>, rows: Int, columns: Int, start: Int = 0,
    rowStride: Int, columnStride: Int
  ) {
    let shape = Shape(rows: rows, columns: columns)
    checkReach(count: elements.count, shape, start, rowStride, columnStride)
    checkDisjoint(shape, rowStride, columnStride)
    let placeholder = unsafe UnsafeMutablePointer<Element>(
      bitPattern: MemoryLayout<Element>.alignment)
    let base = unsafe elements.withUnsafeMutableBufferPointer { $0.baseAddress }
    guard let base = unsafe base ?? placeholder else { preconditionFailure("no address") }
    let strided = unsafe Strided(
      base: UnsafePointer(rows * columns > 0 ? base + start : base), rows: rows, columns: columns,
      rowStride: rowStride, columnStride: columnStride)
    self = unsafe MutableMatrixView(strided, owner: &elements)
  }
}

/// Traps if two elements of a view might share their place.
@usableFromInline
func checkDisjoint(_ shape: Shape, _ rowStride: Int, _ columnStride: Int) {
  precondition(
    rowStride != 0 && columnStride != 0, "a mutable view cannot have a stride of zero")
  guard shape.rows > 1 && shape.columns > 1 else { return }
  let (rowStep, columnStep) = (rowStride.magnitude, columnStride.magnitude)
  let disjoint =
    rowStep <= columnStep
    ? columnStep > rowStep * UInt(shape.rows - 1) : rowStep > columnStep * UInt(shape.columns - 1)
  precondition(
    disjoint,
    "a mutable \(shape) view with strides (\(rowStride), \(columnStride)) overlaps itself")
}
