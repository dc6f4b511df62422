// How views that are written become arguments of BLAS.

extension MutableMatrixView where Element: BLASScalar {
  /// Lends the elements as columns: where they are, or as a copy that is written back.
  ///
  /// The closure learns whether the memory holds the transpose.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func withColumns(
    reading: Bool,
    _ body: (UnsafeMutablePointer<Element>, _ leadingDimension: Int, _ isTransposed: Bool) -> Void
  ) {
    switch unsafe strided.direct {
    case (let operation, let leadingDimension)?:
      unsafe body(base, leadingDimension, operation.isTransposing)
    case nil:
      let copy = ElementStorage<Element>(count: shape.count)
      if reading { unsafe strided.copy(to: copy.base) }
      unsafe body(copy.base, max(1, rows), false)
      for column in 0..<columns {
        for row in 0..<rows {
          let offset = unsafe row * strided.rowStride + column * strided.columnStride
          unsafe base[offset] = copy.base[row + column * rows]
        }
      }
    }
  }

  /// Whether an operand may share memory with the view, which only unsafe pointers make possible.
  @inline(__always)
  func overlaps(_ operand: Strided<Element>) -> Bool {
    unsafe strided.addresses.overlaps(operand.addresses)
  }

  /// Computes `C = beta C`, everywhere or in one triangle; zero clears whatever `C` holds.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func scaleOrClear(_ triangle: Triangle? = nil, by beta: Element) {
    if beta == 1 || rows == 0 { return }
    for column in 0..<columns {
      let range =
        switch triangle {
        case .upper?: 0..<column + 1
        case .lower?: column..<rows
        case nil: 0..<rows
        }
      for row in range {
        let offset = unsafe row * strided.rowStride + column * strided.columnStride
        unsafe base[offset] = beta == 0 ? 0 : beta * base[offset]
      }
    }
  }

  /// Drops the imaginary parts on the diagonal.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func makeDiagonalReal() {
    guard Element.isComplex else { return }
    for index in 0..<min(rows, columns) {
      let offset = unsafe index * (strided.rowStride + strided.columnStride)
      unsafe base[offset] = Element(base[offset].realPart)
    }
  }
}

extension MutableVectorView where Element: BLASScalar {
  /// The lowest address, from which BLAS counts also if the stride is negative.
  @inline(__always)
  var lowest: UnsafeMutablePointer<Element> {
    unsafe strided.stride < 0 && count > 0 ? base + (count - 1) * strided.stride : base
  }

  /// The stride; one if it is never used.
  @inline(__always)
  var step: Int { unsafe count <= 1 ? 1 : strided.stride }

  /// Whether an operand may share memory with the view, which only unsafe pointers make possible.
  @inline(__always)
  func overlaps(_ operand: Range<UInt>) -> Bool { unsafe strided.addresses.overlaps(operand) }

  /// Computes `y = beta y`; zero clears whatever `y` holds.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func scaleOrClear(by beta: Element) {
    unsafe LinearAlgebra.scale(
      base, rows: count, columns: 1, rowStride: strided.stride, columnStride: 0, by: beta)
  }
}

extension Strided where Element: BLASScalar {
  /// ``direct`` where nothing real is conjugated.
  @inline(__always)
  var plainDirect: (operation: MatrixOperation, leadingDimension: Int)? {
    guard let (operation, leadingDimension) = unsafe direct else { return nil }
    let plain = MatrixOperation(
      isTransposing: operation.isTransposing,
      isConjugating: operation.isConjugating && Element.isComplex)
    return (plain, leadingDimension)
  }

  /// Lends the elements with one of two flags, packing them for `.none` if they have another one.
  @inline(__always)
  func withColumns<R>(
    packing mustPack: Bool, allowing flag: MatrixOperation = .none,
    _ body: (UnsafePointer<Element>, MatrixOperation, _ leadingDimension: Int) -> R
  ) -> R {
    let operation = unsafe plainDirect?.operation
    return unsafe withDirect(
      packing: mustPack || operation != MatrixOperation.none && operation != flag
    ) {
      unsafe body($0, operation == flag && !mustPack ? flag : .none, $2)
    }
  }

  /// Lends a symmetric or Hermitian matrix as columns, of which the given triangle counts.
  @inline(__always)
  func withTriangle<R>(
    _ triangle: Triangle, isHermitian: Bool, packing mustPack: Bool,
    _ body: (UnsafePointer<Element>, Triangle, _ leadingDimension: Int) -> R
  ) -> R {
    // In the memory of its own transpose the matrix uses the other triangle.
    let flag = isHermitian && Element.isComplex ? MatrixOperation.adjoint : .transpose
    return unsafe withColumns(packing: mustPack, allowing: flag) {
      unsafe body($0, $1 == .none ? triangle : triangle.opposite, $2)
    }
  }

  /// Lends a triangular matrix as columns, with the operation that makes the wanted one of it.
  @inline(__always)
  func withTriangular<R>(
    _ triangle: Triangle, _ operation: MatrixOperation, packing mustPack: Bool,
    _ body: (UnsafePointer<Element>, Triangle, MatrixOperation, _ leadingDimension: Int) -> R
  ) -> R {
    unsafe withDirect(packing: mustPack) { a, stored, leadingDimension in
      unsafe body(
        a, stored.isTransposing ? triangle.opposite : triangle, stored.followed(by: operation),
        leadingDimension)
    }
  }
}
