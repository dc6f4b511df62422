import ComplexModule

/// Computes `C = alpha A B + beta C` or `C = alpha B A + beta C` with a symmetric matrix `A = Aᵀ`.
///
/// One triangle of `A` is read; the other may hold anything. Zero factors hide what they multiply, a
/// NaN too, and the result may be one of the operands. (BLAS: `symm`.)
///
/// - Parameters:
///   - a: The symmetric matrix, lazy transpose or view; a complex one is not conjugated.
///   - triangle: The triangle that is read.
///   - b: The other factor.
///   - side: Where `a` stands.
///   - c: The result, a matrix or a part of one.
///   - alpha: The factor of the product.
///   - beta: The factor of what `c` holds; with zero nothing of it is read.
/// - Precondition: `a` is square, and `b` and `c` have one shape that fits.
/// - Complexity: O(`n` · `c.count`) for an `n × n` matrix `a`.
@inlinable
public func multiplySymmetric<
  T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable,
  C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, _ b: B, side: Side = .left, into c: inout C, alpha: T = 1,
  beta: T = 0
) where A.Element == T, B.Element == T, C.Element == T {
  a.withView { a in
    b.withView { b in
      c.withTarget(discardingElements: beta == 0) { c in
        c.formSymmetricProduct(a, triangle, false, b, side, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `C = alpha A B + beta C` or `C = alpha B A + beta C` with a Hermitian matrix `A = Aᴴ`.
///
/// One triangle of `A` is read, and the real parts of its diagonal; the rest may hold anything. For
/// real scalars it is ``multiplySymmetric(_:_:_:side:into:alpha:beta:)``. (BLAS: `hemm`.)
///
/// - Parameters:
///   - a: The Hermitian matrix, lazy transpose or view.
///   - triangle: The triangle that is read.
///   - b: The other factor.
///   - side: Where `a` stands.
///   - c: The result, a matrix or a part of one.
///   - alpha: The factor of the product.
///   - beta: The factor of what `c` holds; with zero nothing of it is read.
/// - Precondition: `a` is square, and `b` and `c` have one shape that fits.
/// - Complexity: O(`n` · `c.count`) for an `n × n` matrix `a`.
@inlinable
public func multiplyHermitian<
  T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable,
  C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, _ b: B, side: Side = .left, into c: inout C, alpha: T = 1,
  beta: T = 0
) where A.Element == T, B.Element == T, C.Element == T {
  a.withView { a in
    b.withView { b in
      c.withTarget(discardingElements: beta == 0) { c in
        c.formSymmetricProduct(a, triangle, true, b, side, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` with a symmetric matrix `A = Aᵀ`, of which one triangle is read.
///
/// The rules of ``multiplySymmetric(_:_:_:side:into:alpha:beta:)`` hold. (BLAS: `symv`.)
///
/// - Precondition: `a` is `n × n`, and `x` and `y` have `n` elements.
@inlinable
public func multiplySymmetric<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  a.withView { a in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formSymmetricProduct(a, triangle, false, x, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` with a Hermitian matrix `A = Aᴴ`, of which one triangle is read.
///
/// The rules of ``multiplyHermitian(_:_:_:side:into:alpha:beta:)`` hold. (BLAS: `hemv`.)
///
/// - Precondition: `a` is `n × n`, and `x` and `y` have `n` elements.
@inlinable
public func multiplyHermitian<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  a.withView { a in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formSymmetricProduct(a, triangle, true, x, alpha: alpha, beta: beta)
      }
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
  mutating func formSymmetricProduct(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ isHermitian: Bool, _ b: MatrixView<Element>,
    _ side: Side, alpha: Element, beta: Element
  ) {
    precondition(
      a.rows == a.columns && b.shape == shape && a.rows == (side == .left ? rows : columns),
      "cannot multiply a symmetric \(a.shape) matrix, \(side), by \(b.shape) into \(shape)")
    guard rows > 0 && columns > 0 else { return }
    if alpha == 0 { return scaleOrClear(by: beta) }
    let packing = unsafe (a: overlaps(a.strided), b: overlaps(b.strided))
    let (m, n) = (rows, columns)
    unsafe withColumns(reading: beta != 0) { c, ldc, isTransposed in
      // In transposed memory Cᵀ = alpha Bᵀ Aᵀ + beta Cᵀ is formed.
      let move = isTransposed ? MatrixOperation.transpose : .none
      let triangle = isTransposed ? triangle.opposite : triangle
      let side = isTransposed ? side.opposite : side
      unsafe a.strided.applying(move).withTriangle(
        triangle, isHermitian: isHermitian, packing: packing.a
      ) { a, triangle, lda in
        unsafe b.strided.applying(move).withColumns(packing: packing.b) { b, _, ldb in
          let (m, n) = isTransposed ? (n, m) : (m, n)
          if isHermitian {
            unsafe BLAS<Element>.hemm(
              side, triangle, m: m, n: n, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb,
              beta: beta, c: c, ldc: ldc)
          } else {
            unsafe BLAS<Element>.symm(
              side, triangle, m: m, n: n, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb,
              beta: beta, c: c, ldc: ldc)
          }
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
  mutating func formSymmetricProduct(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ isHermitian: Bool, _ x: VectorView<Element>,
    alpha: Element, beta: Element
  ) {
    precondition(
      a.rows == a.columns && x.count == a.rows && count == a.rows,
      "cannot multiply a symmetric \(a.shape) matrix by a vector of \(x.count) into one of \(count)"
    )
    guard count > 0 else { return }
    if alpha == 0 { return scaleOrClear(by: beta) }
    let packing = unsafe (
      a: overlaps(a.strided.addresses), x: overlaps(x.strided.addresses)
    )
    let (n, y, strideY) = unsafe (count, lowest, step)
    unsafe a.strided.withTriangle(triangle, isHermitian: isHermitian, packing: packing.a) {
      a, triangle, lda in
      unsafe x.strided.withDirect(packing: packing.x) { x, strideX in
        if isHermitian {
          unsafe BLAS<Element>.hemv(
            triangle, n: n, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
            y: y, strideY: strideY)
        } else {
          unsafe BLAS<Element>.symv(
            triangle, n: n, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
            y: y, strideY: strideY)
        }
      }
    }
  }
}
