import ComplexModule

/// Computes `B = alpha op(A) B` or `B = alpha B op(A)` in place with a triangular matrix `A`.
///
/// Nothing outside of the triangle is read, nor the diagonal if it is `.unit`. With `alpha == 0` the
/// result is zero whatever the operands hold. (BLAS: `trmm`.)
///
/// - Parameters:
///   - a: The triangular matrix, lazy transpose or view; the other triangle may hold anything.
///   - triangle: The triangle that is meant.
///   - diagonal: Whether the diagonal is stored or made of ones.
///   - operation: What happens to `a` first.
///   - side: Where `a` stands.
///   - b: The other factor, a matrix or a part of one; replaced by the product.
///   - alpha: The factor of the product.
/// - Precondition: `a` is square, and the shape of `b` fits.
/// - Complexity: O(`n` · `b.count`) for an `n × n` matrix `a`.
@inlinable
public func multiplyTriangular<
  T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, side: Side = .left, in b: inout B, alpha: T = 1
) where A.Element == T, B.Element == T {
  a.withView { a in
    b.withTarget(discardingElements: false) { b in
      b.formTriangularProduct(a, triangle, diagonal, operation, side, alpha: alpha)
    }
  }
}

/// Computes `x = op(A) x` in place with a triangular matrix `A`. (BLAS: `trmv`.)
///
/// Nothing outside of the triangle is read, nor the diagonal if it is `.unit`.
///
/// - Precondition: `a` is `n × n`, and `x` has `n` elements.
@inlinable
public func multiplyTriangular<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) where A.Element == T, X.Element == T {
  a.withView { a in
    x.withTarget(discardingElements: false) { x in
      x.formTriangularProduct(a, triangle, diagonal, operation)
    }
  }
}

extension MutableMatrixView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formTriangularProduct(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation, _ side: Side, alpha: Element
  ) {
    precondition(
      a.rows == a.columns && a.rows == (side == .left ? rows : columns),
      "cannot multiply a triangular \(a.shape) matrix, \(side), by \(shape)")
    guard rows > 0 && columns > 0 else { return }
    if alpha == 0 { return scaleOrClear(by: 0) }
    let mustPack = unsafe overlaps(a.strided)
    let (m, n) = (rows, columns)
    unsafe withColumns(reading: true) { b, ldb, isTransposed in
      let operation = isTransposed ? operation.followed(by: .transpose) : operation
      unsafe a.strided.withTriangular(triangle, operation, packing: mustPack) {
        a, triangle, operation, lda in
        unsafe BLAS<Element>.trmm(
          isTransposed ? side.opposite : side, triangle, operation, diagonal,
          m: isTransposed ? n : m, n: isTransposed ? m : n, alpha: alpha, a: a, lda: lda, b: b,
          ldb: ldb)
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
  mutating func formTriangularProduct(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) {
    precondition(
      a.rows == a.columns && a.rows == count,
      "cannot multiply a triangular \(a.shape) matrix by a vector of \(count)")
    guard count > 0 else { return }
    let mustPack = unsafe overlaps(a.strided.addresses)
    let (n, x, strideX) = unsafe (count, lowest, step)
    unsafe a.strided.withTriangular(triangle, operation, packing: mustPack) {
      a, triangle, operation, lda in
      unsafe BLAS<Element>.trmv(
        triangle, operation, diagonal, n: n, a: a, lda: lda, x: x, strideX: strideX)
    }
  }
}
