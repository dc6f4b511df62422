import ComplexModule

// Views of parts of vectors.

/// How many of `count` places are met by steps of any length but zero.
@inlinable
func stepCount(_ count: Int, _ step: Int) -> Int {
  count == 0 ? 0 : Int((UInt(count) - 1) / step.magnitude) + 1
}

extension StridedVector {
  /// The elements of a range.
  @inlinable
  func part(_ range: Range<Int>) -> StridedVector {
    unsafe precondition(
      0 <= range.lowerBound && range.upperBound <= count,
      "elements \(range) are outside of a vector of \(count)")
    var result = unsafe self
    if !range.isEmpty { unsafe result.base += range.lowerBound * stride }
    unsafe result.count = range.count
    return unsafe result
  }

  /// Every `step`-th element, from the end if negative.
  @inlinable
  func stepping(_ step: Int) -> StridedVector {
    precondition(step != 0, "cannot step by 0 in a vector")
    var result = unsafe self
    if unsafe step < 0 && count > 0 { unsafe result.base += (count - 1) * stride }
    unsafe result.count = stepCount(count, step)
    // A stride that leads nowhere may not be representable.
    unsafe result.stride = result.count > 1 ? result.stride * step : 1
    return unsafe result
  }
}

extension VectorView {
  /// The view of a range of elements.
  ///
  /// - Precondition: The range is within the view.
  @inlinable
  public subscript(range: Range<Int>) -> VectorView<Element> {
    @_lifetime(copy self) get { unsafe VectorView(strided.part(range), parent: self) }
  }

  /// The view of every `step`-th element; a negative step begins at the last one.
  @inlinable
  @_lifetime(copy self)
  public func stepping(by step: Int) -> VectorView<Element> {
    unsafe VectorView(strided.stepping(step), parent: self)
  }
}

extension MutableVectorView {
  /// The view of a range of elements.
  ///
  /// - Precondition: The range is within the view.
  @inlinable
  public subscript(range: Range<Int>) -> MutableVectorView<Element> {
    @_lifetime(&self) mutating get { unsafe MutableVectorView(strided.part(range), owner: &self) }
  }

  /// The view of every `step`-th element; a negative step begins at the last one.
  @inlinable
  @_lifetime(&self)
  public mutating func stepping(by step: Int) -> MutableVectorView<Element> {
    unsafe MutableVectorView(strided.stepping(step), owner: &self)
  }
}

extension Vector {
  /// Lends the view of a range of elements to a closure.
  ///
  /// - Precondition: The range is within the vector.
  @inlinable
  public func withView<R, E: Error>(
    _ range: Range<Int>, _ body: (VectorView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(view[range])
  }

  /// Replaces the elements of a range.
  ///
  /// - Precondition: The range is within the vector, and the operand has as many elements.
  @inlinable
  public mutating func replace<Operand: VectorOperand & ~Escapable>(
    _ range: Range<Int>, with operand: Operand
  ) where Operand.Element == Element {
    withMutableView { view in
      var part = view[range]
      part.assign(operand)
    }
  }

  /// Returns the elements at the given places, in their order; places may repeat.
  ///
  /// - Precondition: All places are within the vector.
  public func elements(at places: [Int]) -> Vector { Vector(matrix: matrix.rows(at: places)) }

  /// Returns the vector with its elements in the opposite order.
  @inlinable
  public func reversing() -> Vector { Vector(view.reversed) }

  /// Returns the vector with its elements moved cyclically towards the end.
  public func rolled(by shift: Int) -> Vector { Vector(matrix: matrix.rolled(rows: shift)) }

  /// Creates a vector of the elements of other vectors, one after the other.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(concatenating vectors: [Vector]) {
    self.init(matrix: Matrix(stackingRows: [Matrix(rows: 0, columns: 1)] + vectors.map(\.matrix)))
  }
}
