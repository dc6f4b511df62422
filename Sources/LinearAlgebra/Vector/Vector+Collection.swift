extension Vector: RandomAccessCollection, MutableCollection {
  /// The elements one after the other.
  ///
  /// It keeps the memory alive and reads it directly, so that a loop costs as much as one over an
  /// array.
  @safe
  public struct Iterator: IteratorProtocol {
    @usableFromInline let storage: ElementStorage<Element>
    @usableFromInline let count: Int
    @usableFromInline var index = 0

    @inlinable
    init(_ vector: Vector) {
      storage = vector.storedMatrix.storage
      count = vector.count
    }

    /// The next element, `nil` at the end.
    @inlinable
    public mutating func next() -> Element? {
      guard index < count else { return nil }
      defer { index &+= 1 }
      return unsafe storage.base[index]
    }
  }

  /// An iterator over the elements.
  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Zero.
  @inlinable
  public var startIndex: Int { 0 }

  /// The number of elements.
  @inlinable
  public var endIndex: Int { storedMatrix.rows }

  /// Lends the elements to a closure.
  @inlinable
  public func withContiguousStorageIfAvailable<R>(
    _ body: (UnsafeBufferPointer<Element>) throws -> R
  ) rethrows -> R? {
    try unsafe withUnsafeElements { try unsafe body($0) }
  }

  /// Lends the elements to a closure that may change them.
  @inlinable
  public mutating func withContiguousMutableStorageIfAvailable<R>(
    _ body: (inout UnsafeMutableBufferPointer<Element>) throws -> R
  ) rethrows -> R? {
    try unsafe withUnsafeMutableElements { buffer in
      var buffer = unsafe buffer
      return try unsafe body(&buffer)
    }
  }
}
