import ComplexModule

// Updates of one triangle by products of a matrix or a vector with its own transpose.

/// Computes `C = alpha A Aᵀ + beta C` in one triangle of a symmetric matrix. (BLAS: `syrk`.)
///
/// The other triangle is neither read nor written. Zero factors hide what they multiply, a NaN too.
/// `symmetricRankUpdate(&c, .upper, a.transposed)` forms `Aᵀ A`.
///
/// - Precondition: `c` is `n × n`, `a` is `n × k`.
/// - Complexity: O(`n`² · `k`).
@inlinable
public func symmetricRankUpdate<
  T: BLASScalar, A: MatrixOperand & ~Escapable, C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ c: inout C, _ triangle: Triangle, _ a: A, alpha: T = 1, beta: T = 1
) where A.Element == T, C.Element == T {
  a.withView { a in
    c.withTarget(discardingElements: false) { c in
      c.addSymmetricProduct(
        triangle, false, a, a, isRankTwo: false, alpha: alpha, beta: beta)
    }
  }
}

/// Computes `C = alpha A Aᴴ + beta C` in one triangle of a Hermitian matrix. (BLAS: `herk`.)
///
/// The other triangle is neither read nor written. Zero factors hide what they multiply, a NaN too.
/// The diagonal is exactly real afterwards, and its imaginary parts before do not matter.
/// `hermitianRankUpdate(&c, .upper, a.adjoint)` forms `Aᴴ A`.
///
/// - Precondition: `c` is `n × n`, `a` is `n × k`.
/// - Complexity: O(`n`² · `k`).
@inlinable
public func hermitianRankUpdate<
  T: BLASScalar, A: MatrixOperand & ~Escapable, C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ c: inout C, _ triangle: Triangle, _ a: A, alpha: T.RealPart = 1, beta: T.RealPart = 1
) where A.Element == T, C.Element == T {
  a.withView { a in
    c.withTarget(discardingElements: false) { c in
      c.addSymmetricProduct(
        triangle, true, a, a, isRankTwo: false, alpha: T(alpha), beta: T(beta))
    }
  }
}

/// Computes `C = alpha A Bᵀ + alpha B Aᵀ + beta C` in one triangle of a symmetric matrix. (BLAS: `syr2k`.)
///
/// The other triangle is neither read nor written. Zero factors hide what they multiply, a NaN too.
///
/// - Precondition: `c` is `n × n`, `a` and `b` are `n × k`.
/// - Complexity: O(`n`² · `k`).
@inlinable
public func symmetricRankUpdate<
  T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable,
  C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ c: inout C, _ triangle: Triangle, _ a: A, _ b: B, alpha: T = 1, beta: T = 1
) where A.Element == T, B.Element == T, C.Element == T {
  a.withView { a in
    b.withView { b in
      c.withTarget(discardingElements: false) { c in
        c.addSymmetricProduct(
          triangle, false, a, b, isRankTwo: true, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `C = alpha A Bᴴ + conj(alpha) B Aᴴ + beta C` in one triangle of a Hermitian matrix. (BLAS: `her2k`.)
///
/// The other triangle is neither read nor written. Zero factors hide what they multiply, a NaN too.
/// The diagonal is exactly real afterwards, and its imaginary parts before do not matter.
///
/// - Precondition: `c` is `n × n`, `a` and `b` are `n × k`.
/// - Complexity: O(`n`² · `k`).
@inlinable
public func hermitianRankUpdate<
  T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable,
  C: MatrixTarget & ~Copyable & ~Escapable
>(
  _ c: inout C, _ triangle: Triangle, _ a: A, _ b: B, alpha: T = 1, beta: T.RealPart = 1
) where A.Element == T, B.Element == T, C.Element == T {
  a.withView { a in
    b.withView { b in
      c.withTarget(discardingElements: false) { c in
        c.addSymmetricProduct(
          triangle, true, a, b, isRankTwo: true, alpha: alpha, beta: T(beta))
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
  mutating func addSymmetricProduct(
    _ triangle: Triangle, _ isHermitian: Bool, _ a: MatrixView<Element>, _ b: MatrixView<Element>,
    isRankTwo: Bool, alpha: Element, beta: Element
  ) {
    precondition(
      rows == columns && a.rows == rows && a.shape == b.shape,
      "cannot update a symmetric \(shape) matrix by products of \(a.shape) and \(b.shape)")
    guard rows > 0 else { return }
    let isHermitian = isHermitian && Element.isComplex
    if isHermitian { makeDiagonalReal() }
    if alpha == 0 || a.columns == 0 { return scaleOrClear(triangle, by: beta) }
    let packing = unsafe (a: overlaps(a.strided), b: overlaps(b.strided))
    let (n, k) = (rows, a.columns)
    unsafe withColumns(reading: true) { c, ldc, isTransposed in
      // Transposed memory holds the other triangle of the same symmetric matrix, or of the conjugate
      // of a Hermitian one.
      let triangle = isTransposed ? triangle.opposite : triangle
      let move = isTransposed && isHermitian ? MatrixOperation.conjugate : .none
      let alpha = isTransposed && isHermitian ? alpha.conjugate : alpha
      let (a, b) = unsafe (a.strided.applying(move), b.strided.applying(move))
      let flag = isHermitian ? MatrixOperation.adjoint : .transpose
      // Both operands need the same flag; otherwise they are packed.
      let isFlagged =
        unsafe a.plainDirect?.operation == flag && b.plainDirect?.operation == flag
        && !packing.a && !packing.b
      let allowed = isFlagged ? flag : .none
      unsafe a.withColumns(packing: packing.a, allowing: allowed) { a, operation, lda in
        if !isRankTwo && isHermitian {
          unsafe BLAS<Element>.herk(
            triangle, operation, n: n, k: k, alpha: alpha.realPart, a: a, lda: lda,
            beta: beta.realPart, c: c, ldc: ldc)
        } else if !isRankTwo {
          unsafe BLAS<Element>.syrk(
            triangle, operation, n: n, k: k, alpha: alpha, a: a, lda: lda, beta: beta, c: c,
            ldc: ldc)
        } else {
          unsafe b.withColumns(packing: packing.b, allowing: allowed) { b, _, ldb in
            if isHermitian {
              unsafe BLAS<Element>.her2k(
                triangle, operation, n: n, k: k, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb,
                beta: beta.realPart, c: c, ldc: ldc)
            } else {
              unsafe BLAS<Element>.syr2k(
                triangle, operation, n: n, k: k, alpha: alpha, a: a, lda: lda, b: b, ldb: ldb,
                beta: beta, c: c, ldc: ldc)
            }
          }
        }
      }
    }
    if isHermitian { makeDiagonalReal() }
  }
}
