extension Matrix {
  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: Both indices are in range.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get {
      checkIndex(row, column)
      return unsafe storage.base[row &+ column &* rows]
    }
    set {
      checkIndex(row, column)
      makeUnique()
      unsafe storage.base[row &+ column &* rows] = newValue
    }
  }

  @inlinable
  func checkIndex(_ row: Int, _ column: Int) {
    // One comparison each: negative indices become huge.
    precondition(
      UInt(bitPattern: row) < UInt(bitPattern: rows)
        && UInt(bitPattern: column) < UInt(bitPattern: columns),
      "element (\(row), \(column)) is outside of a \(shape) matrix")
  }

  /// The elements, column by column.
  @inlinable
  public var elements: Span<Element> {
    @_lifetime(borrow self) get {
      // A pointer of its own: a span that depends on the field of a class object crashes the
      // optimizer of Swift 6.3.
      let start = unsafe UnsafePointer(storage.base)
      let span = unsafe Span(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The elements, column by column, to be changed in place.
  @inlinable
  public var mutableElements: MutableSpan<Element> {
    @_lifetime(&self) mutating get {
      makeUnique()
      let buffer = unsafe UnsafeMutableBufferPointer(start: storage.base, count: count)
      let span = unsafe MutableSpan(_unsafeElements: buffer)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// Lends the elements, column by column, to a closure.
  @inlinable
  public func withUnsafeElements<R: ~Copyable, E: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    defer { extendLifetime(storage) }
    return try unsafe body(UnsafeBufferPointer(start: storage.base, count: count))
  }

  /// Lends the elements, column by column, to a closure that may change them.
  @inlinable
  public mutating func withUnsafeMutableElements<R: ~Copyable, E: Error>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    makeUnique()
    defer { extendLifetime(storage) }
    return try unsafe body(UnsafeMutableBufferPointer(start: storage.base, count: count))
  }

  /// Stores one value everywhere; memory that others share is replaced, not copied.
  @inlinable
  public mutating func fill(with value: Element) {
    makeUniqueDiscardingElements()
    unsafe storage.base.update(repeating: value, count: count)
  }

  /// Stores zero everywhere, also where there was a NaN.
  @inlinable
  public mutating func setToZero() { fill(with: 0) }

  /// The elements of the diagonal.
  @inlinable
  public var diagonal: [Element] { (0..<min(rows, columns)).map { self[$0, $0] } }
}
