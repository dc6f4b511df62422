/// What a product can be written to as a vector: a ``Vector`` or a part of a vector or matrix.
public protocol VectorTarget<Element>: ~Copyable, ~Escapable {
  /// The type of the elements.
  associatedtype Element: Scalar

  /// Lends a view through which the elements can be changed.
  ///
  /// - Parameters:
  ///   - discardingElements: Whether the closure overwrites all elements and reads none, so that memory
  ///     that others share need not be copied.
  ///   - body: What changes the elements.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  @_lifetime(self: copy self)
  mutating func withTarget<R, E: Error>(
    discardingElements: Bool, _ body: (inout MutableVectorView<Element>) throws(E) -> R
  ) throws(E) -> R
}

extension Vector: VectorTarget {
  /// Lends a view of the whole vector.
  @inlinable
  public mutating func withTarget<R, E: Error>(
    discardingElements: Bool, _ body: (inout MutableVectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    if discardingElements { storedMatrix.makeUniqueDiscardingElements() }
    var view = mutableView
    return try body(&view)
  }
}

extension MutableVectorView: VectorTarget {
  /// Lends the view itself.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func withTarget<R, E: Error>(
    discardingElements: Bool, _ body: (inout MutableVectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(&self)
  }
}
