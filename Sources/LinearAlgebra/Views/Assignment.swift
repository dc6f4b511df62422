import ComplexModule

// Whole views that are filled or overwritten, by loops over pointers.

extension MutableMatrixView {
  /// Stores one value everywhere.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @_lifetime(self: copy self)
  public mutating func fill(with value: Element) {
    guard rows > 0 && columns > 0 else { return }
    let (down, right) = unsafe (strided.rowStride, strided.columnStride)
    for column in 0..<columns {
      let start = unsafe base + column * right
      for row in 0..<rows { unsafe start[row * down] = value }
    }
  }

  /// Copies the elements of an operand of the same shape, which may share memory with the view.
  ///
  /// - Precondition: The shapes are equal.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func assign<Operand: MatrixOperand & ~Escapable>(_ operand: Operand)
  where Operand.Element == Element {
    operand.withView { copyElements(of: $0) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func copyElements(of operand: MatrixView<Element>) {
    precondition(
      operand.shape == shape, "cannot assign a \(operand.shape) matrix to a \(shape) view")
    let overlaps = unsafe strided.addresses.overlaps(operand.strided.addresses)
    // A copy of its own, so that no element is overwritten before it is read.
    if overlaps { return Matrix(copying: operand).withView { unsafe copy($0.strided) } }
    unsafe copy(operand.strided)
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func copy(_ source: Strided<Element>) {
    if unsafe strided.rowStride == 1 && strided.columnStride == rows {
      return unsafe source.copy(to: base)
    }
    guard rows > 0 && columns > 0 else { return }
    let (down, right) = unsafe (strided.rowStride, strided.columnStride)
    for column in 0..<columns {
      let target = unsafe base + column * right
      let start = unsafe source.base + column * source.columnStride
      for row in 0..<rows {
        let element = unsafe start[row * source.rowStride]
        unsafe target[row * down] = source.isConjugated ? element.conjugate : element
      }
    }
  }
}

extension MutableVectorView {
  /// Stores one value everywhere.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @_lifetime(self: copy self)
  public mutating func fill(with value: Element) {
    let (start, stride) = unsafe (base, strided.stride)
    for index in 0..<count { unsafe start[index * stride] = value }
  }

  /// Copies the elements of an operand of the same length, which may share memory with the view.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func assign<Operand: VectorOperand & ~Escapable>(_ operand: Operand)
  where Operand.Element == Element {
    operand.withView { copyElements(of: $0) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func copyElements(of operand: VectorView<Element>) {
    precondition(
      operand.count == count, "cannot assign \(operand.count) elements to a view of \(count)")
    let overlaps = unsafe strided.addresses.overlaps(operand.strided.addresses)
    if overlaps { return Vector(copying: operand).withView { unsafe copy($0.strided) } }
    unsafe copy(operand.strided)
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func copy(_ source: StridedVector<Element>) {
    let (start, stride) = unsafe (base, strided.stride)
    for index in 0..<count {
      let element = unsafe source.base[index * source.stride]
      unsafe start[index * stride] = source.isConjugated ? element.conjugate : element
    }
  }
}

extension Vector {
  /// Copies what a view shows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(copying view: VectorView<Element>) {
    self.init(matrix: Matrix(uninitializedRows: view.count, columns: 1))
    let (source, target) = unsafe (view.strided, storedMatrix.storage.base)
    if unsafe source.stride == 1 && !source.isConjugated {
      unsafe target.initialize(from: source.base, count: source.count)
      return
    }
    for index in unsafe 0..<source.count {
      let element = unsafe source.base[index * source.stride]
      unsafe target[index] = source.isConjugated ? element.conjugate : element
    }
  }
}

extension Strided {
  /// The addresses between the first and the last element.
  var addresses: Range<UInt> {
    guard unsafe rows > 0 && columns > 0 else { return 0..<0 }
    let (down, right) = unsafe ((rows - 1) * rowStride, (columns - 1) * columnStride)
    let first = unsafe base + min(0, down) + min(0, right)
    let last = unsafe base + max(0, down) + max(0, right) + 1
    return UInt(bitPattern: first)..<UInt(bitPattern: last)
  }
}

extension StridedVector {
  /// The addresses between the first and the last element.
  var addresses: Range<UInt> {
    guard unsafe count > 0 else { return 0..<0 }
    let end = unsafe (count - 1) * stride
    let (first, last) = unsafe (base + min(0, end), base + max(0, end) + 1)
    return UInt(bitPattern: first)..<UInt(bitPattern: last)
  }
}
