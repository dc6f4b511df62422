import ComplexModule

/// Computes `C = alpha A B + beta C` in place, where `C` is a part of a matrix.
///
/// The rules of ``multiply(_:_:into:alpha:beta:)`` for matrices hold. An operand that shares memory
/// with `c`, which only unsafe pointers make possible, is copied first.
///
/// - Precondition: `a` is `m × k`, `b` is `k × n`, `c` is `m × n`.
@inlinable
public func multiply<T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable>(
  _ a: A, _ b: B, into c: inout MutableMatrixView<T>, alpha: T = 1, beta: T = 0
) where A.Element == T, B.Element == T {
  a.withView { a in
    b.withView { b in c.formProduct(a, b, alpha: alpha, beta: beta) }
  }
}

/// Computes `y = alpha A x + beta y` in place, where `y` is a part of a matrix or vector.
///
/// - Precondition: `a` is `m × k`, `x` has `k` elements, `y` has `m`.
@inlinable
public func multiply<T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable>(
  _ a: A, _ x: X, into y: inout MutableVectorView<T>, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T {
  a.withView { a in
    x.withView { x in y.formProduct(a, x, alpha: alpha, beta: beta) }
  }
}

extension MutableMatrixView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formProduct(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, alpha: Element, beta: Element
  ) {
    precondition(
      a.columns == b.rows && rows == a.rows && columns == b.columns,
      "cannot multiply \(a.shape) by \(b.shape) into \(shape)")
    let target = unsafe strided.addresses
    let packing = unsafe (
      a: a.strided.addresses.overlaps(target), b: b.strided.addresses.overlaps(target)
    )
    switch unsafe strided.direct {
    case (.none, let leadingDimension)?:
      unsafe gemm(
        alpha, a.strided, b.strided, beta, base, leadingDimension: leadingDimension,
        packing: packing)
    case (_, let leadingDimension)?:
      // The rows of C are contiguous: Cᵀ = Bᵀ Aᵀ has the layout that BLAS writes.
      unsafe gemm(
        alpha, b.strided.applying(.transpose), a.strided.applying(.transpose), beta, base,
        leadingDimension: leadingDimension, packing: (packing.b, packing.a))
    case nil:
      var result =
        beta == 0 ? Matrix(uninitializedRows: rows, columns: columns) : Matrix(copying: view)
      result.formProduct(a, b, alpha: alpha, beta: beta)
      for column in 0..<columns {
        for row in 0..<rows {
          let offset = unsafe row * strided.rowStride + column * strided.columnStride
          unsafe base[offset] = result.storage.base[row + column * rows]
        }
      }
    }
  }
}

extension MutableVectorView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formProduct(
    _ a: MatrixView<Element>, _ x: VectorView<Element>, alpha: Element, beta: Element
  ) {
    precondition(
      a.columns == x.count && count == a.rows,
      "cannot multiply \(a.shape) by a vector of \(x.count) into a vector of \(count)")
    let target = unsafe strided.addresses
    unsafe gemv(
      alpha, a.strided, x.strided, beta, base, stride: count <= 1 ? 1 : strided.stride,
      packing: (
        a: a.strided.addresses.overlaps(target), x: x.strided.addresses.overlaps(target)
      ))
  }
}
