/// Where the elements of a vector view lie: a pointer without a lifetime, for internal use.
@unsafe
@usableFromInline
struct StridedVector<Element> {
  /// The first element in the order of the view, also if the stride is negative.
  @usableFromInline var base: UnsafePointer<Element>
  @usableFromInline var count: Int
  @usableFromInline var stride: Int
  /// Whether the elements are to be read conjugated.
  @usableFromInline var isConjugated: Bool

  @inlinable
  init(base: UnsafePointer<Element>, count: Int, stride: Int, isConjugated: Bool = false) {
    unsafe self.base = unsafe base
    unsafe self.count = count
    unsafe self.stride = stride
    unsafe self.isConjugated = isConjugated
  }
}

/// A vector to be read in the memory of a matrix or vector, without a copy.
///
/// Its stride may have any sign and may be zero.
@safe
public struct VectorView<Element: Scalar>: ~Escapable {
  @usableFromInline let strided: StridedVector<Element>

  @inlinable
  @_lifetime(borrow owner)
  init<Owner: ~Copyable & ~Escapable>(_ strided: StridedVector<Element>, owner: borrowing Owner) {
    unsafe self.strided = unsafe strided
  }

  @inlinable
  @_lifetime(copy parent)
  init(_ strided: StridedVector<Element>, parent: MatrixView<Element>) {
    unsafe self.strided = unsafe strided
  }

  @inlinable
  @_lifetime(copy parent)
  init(_ strided: StridedVector<Element>, parent: VectorView<Element>) {
    unsafe self.strided = unsafe strided
  }

  /// The number of elements.
  @inlinable
  public var count: Int { unsafe strided.count }

  /// The element at an index.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public subscript(index: Int) -> Element {
    precondition(0 <= index && index < count, "index \(index) is outside of 0..<\(count)")
    let element = unsafe strided.base[index * strided.stride]
    return unsafe strided.isConjugated ? element.conjugate : element
  }

  /// The same elements in the opposite order.
  @inlinable
  public var reversed: VectorView<Element> {
    @_lifetime(copy self) get {
      var result = unsafe strided
      unsafe result.base += max(0, result.count - 1) * result.stride
      unsafe result.stride = -result.stride
      return unsafe VectorView(result, parent: self)
    }
  }

  /// The conjugates of the elements.
  @inlinable
  public var conjugated: VectorView<Element> {
    @_lifetime(copy self) get {
      var result = unsafe strided
      unsafe result.isConjugated.toggle()
      return unsafe VectorView(result, parent: self)
    }
  }
}

/// What a product can read as a vector: a ``Vector`` or a view of one.
public protocol VectorOperand<Element>: ~Escapable {
  /// The type of the elements.
  associatedtype Element: Scalar

  /// The number of elements.
  var count: Int { get }

  /// Lends a view of the elements to a closure.
  func withView<R, E: Error>(_ body: (VectorView<Element>) throws(E) -> R) throws(E) -> R
}

extension VectorView: VectorOperand {
  /// Hands the view itself to a closure.
  @inlinable
  public func withView<R, E: Error>(
    _ body: (VectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(self)
  }
}

extension Vector: VectorOperand {
  /// A view of the whole vector.
  @inlinable
  public var view: VectorView<Element> {
    @_lifetime(borrow self) get {
      unsafe VectorView(
        StridedVector(base: storedMatrix.storage.base, count: storedMatrix.rows, stride: 1),
        owner: self)
    }
  }

  /// Lends a view of the whole vector to a closure.
  @inlinable
  public func withView<R, E: Error>(
    _ body: (VectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(view)
  }

  /// Copies what an operand shows.
  @inlinable
  public init<Operand: VectorOperand & ~Escapable>(_ operand: Operand)
  where Operand.Element == Element {
    self = operand.withView { Vector(copying: $0) }
  }
}
