/// A vector to be changed in the memory of a matrix or vector.
@safe
public struct MutableVectorView<Element: Scalar>: ~Copyable, ~Escapable {
  @usableFromInline let strided: StridedVector<Element>

  @inlinable
  @_lifetime(&owner)
  init<Owner: ~Copyable & ~Escapable>(_ strided: StridedVector<Element>, owner: inout Owner) {
    unsafe self.strided = unsafe strided
  }

  @inlinable
  var base: UnsafeMutablePointer<Element> { unsafe UnsafeMutablePointer(mutating: strided.base) }

  /// The number of elements.
  @inlinable
  public var count: Int { unsafe strided.count }

  /// The element at an index.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public subscript(index: Int) -> Element {
    get { view[index] }
    @_lifetime(self: copy self)
    set {
      precondition(0 <= index && index < count, "index \(index) is outside of 0..<\(count)")
      unsafe base[index * strided.stride] = newValue
    }
  }

  /// A view for reading.
  @inlinable
  public var view: VectorView<Element> {
    @_lifetime(borrow self) borrowing get { unsafe VectorView(strided, owner: self) }
  }
}

extension MutableMatrixView {
  /// The view of a row.
  @inlinable
  @_lifetime(&self)
  public mutating func row(_ row: Int) -> MutableVectorView<Element> {
    unsafe MutableVectorView(strided.row(row), owner: &self)
  }

  /// The view of a column.
  @inlinable
  @_lifetime(&self)
  public mutating func column(_ column: Int) -> MutableVectorView<Element> {
    unsafe MutableVectorView(strided.column(column), owner: &self)
  }

  /// The view of the diagonal.
  @inlinable
  public var diagonal: MutableVectorView<Element> {
    @_lifetime(&self) mutating get { unsafe MutableVectorView(strided.diagonal, owner: &self) }
  }
}

extension Vector {
  /// A view of the whole vector through which it can be changed.
  @inlinable
  public var mutableView: MutableVectorView<Element> {
    @_lifetime(&self) mutating get {
      storedMatrix.makeUnique()
      let strided = unsafe view.strided
      return unsafe MutableVectorView(strided, owner: &self)
    }
  }

  /// Lends a view, through which the vector can be changed, to a closure.
  @inlinable
  public mutating func withMutableView<R, E: Error>(
    _ body: (inout MutableVectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    var view = mutableView
    return try body(&view)
  }
}
