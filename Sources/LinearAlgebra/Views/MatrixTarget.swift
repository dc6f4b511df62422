/// What a product can be written to: a ``Matrix`` or a part of one.
///
/// The protocol exists for the functions that write, such as
/// ``multiplySymmetric(_:_:_:side:into:alpha:beta:)``; call it `MatrixTarget & ~Copyable & ~Escapable`
/// in generic code.
public protocol MatrixTarget<Element>: ~Copyable, ~Escapable {
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
    discardingElements: Bool, _ body: (inout MutableMatrixView<Element>) throws(E) -> R
  ) throws(E) -> R
}

extension Matrix: MatrixTarget {
  /// Lends a view of the whole matrix.
  @inlinable
  public mutating func withTarget<R, E: Error>(
    discardingElements: Bool, _ body: (inout MutableMatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    if discardingElements { makeUniqueDiscardingElements() }
    var view = mutableView
    return try body(&view)
  }
}

extension MutableMatrixView: MatrixTarget {
  /// Lends the view itself.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func withTarget<R, E: Error>(
    discardingElements: Bool, _ body: (inout MutableMatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(&self)
  }
}
