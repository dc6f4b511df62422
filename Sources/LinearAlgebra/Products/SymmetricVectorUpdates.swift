import ComplexModule

// Updates of one triangle by outer products of vectors.

/// Computes `A += alpha x xᵀ` in one triangle of a symmetric matrix. (BLAS: `syr`.)
///
/// The other triangle is neither read nor written. A factor of zero changes nothing, whatever the
/// vector holds.
///
/// - Precondition: `a` is `n × n`, and `x` has `n` elements.
@inlinable
public func symmetricRankOneUpdate<
  T: BLASScalar, A: MatrixTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable
>(
  _ a: inout A, _ triangle: Triangle, _ x: X, alpha: T = 1
) where A.Element == T, X.Element == T {
  x.withView { x in
    a.withTarget(discardingElements: false) { a in
      a.addSymmetricProduct(triangle, false, x, x, isRankTwo: false, alpha: alpha)
    }
  }
}

/// Computes `A += alpha x xᴴ` in one triangle of a Hermitian matrix. (BLAS: `her`.)
///
/// The other triangle is neither read nor written. A factor of zero changes nothing, whatever the
/// vector holds.
/// The diagonal is exactly real afterwards, and its imaginary parts before do not matter.
///
/// - Precondition: `a` is `n × n`, and `x` has `n` elements.
@inlinable
public func hermitianRankOneUpdate<
  T: BLASScalar, A: MatrixTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable
>(
  _ a: inout A, _ triangle: Triangle, _ x: X, alpha: T.RealPart = 1
) where A.Element == T, X.Element == T {
  x.withView { x in
    a.withTarget(discardingElements: false) { a in
      a.addSymmetricProduct(triangle, true, x, x, isRankTwo: false, alpha: T(alpha))
    }
  }
}

/// Computes `A += alpha x yᵀ + alpha y xᵀ` in one triangle of a symmetric matrix. (BLAS: `syr2`.)
///
/// The other triangle is neither read nor written. A factor of zero changes nothing, whatever the
/// vectors hold.
///
/// - Precondition: `a` is `n × n`, and `x` and `y` have `n` elements.
@inlinable
public func symmetricRankTwoUpdate<
  T: BLASScalar, A: MatrixTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorOperand & ~Escapable
>(
  _ a: inout A, _ triangle: Triangle, _ x: X, _ y: Y, alpha: T = 1
) where A.Element == T, X.Element == T, Y.Element == T {
  x.withView { x in
    y.withView { y in
      a.withTarget(discardingElements: false) { a in
        a.addSymmetricProduct(triangle, false, x, y, isRankTwo: true, alpha: alpha)
      }
    }
  }
}

/// Computes `A += alpha x yᴴ + conj(alpha) y xᴴ` in one triangle of a Hermitian matrix. (BLAS: `her2`.)
///
/// The other triangle is neither read nor written. A factor of zero changes nothing, whatever the
/// vectors hold.
/// The diagonal is exactly real afterwards, and its imaginary parts before do not matter.
///
/// - Precondition: `a` is `n × n`, and `x` and `y` have `n` elements.
@inlinable
public func hermitianRankTwoUpdate<
  T: BLASScalar, A: MatrixTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorOperand & ~Escapable
>(
  _ a: inout A, _ triangle: Triangle, _ x: X, _ y: Y, alpha: T = 1
) where A.Element == T, X.Element == T, Y.Element == T {
  x.withView { x in
    y.withView { y in
      a.withTarget(discardingElements: false) { a in
        a.addSymmetricProduct(triangle, true, x, y, isRankTwo: true, alpha: alpha)
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
    _ triangle: Triangle, _ isHermitian: Bool, _ x: VectorView<Element>, _ y: VectorView<Element>,
    isRankTwo: Bool, alpha: Element
  ) {
    precondition(
      rows == columns && x.count == rows && y.count == rows,
      "cannot update a symmetric \(shape) matrix by vectors of \(x.count) and \(y.count)")
    guard rows > 0 else { return }
    let isHermitian = isHermitian && Element.isComplex
    if isHermitian { makeDiagonalReal() }
    guard alpha != 0 else { return }
    let packing = unsafe (
      x: overlapsVector(x.strided.addresses), y: overlapsVector(y.strided.addresses)
    )
    let n = rows
    unsafe withColumns(reading: true) { a, lda, isTransposed in
      let triangle = isTransposed ? triangle.opposite : triangle
      var (x, y, alpha) = unsafe (x.strided, y.strided, alpha)
      if isTransposed && isHermitian {
        // The memory holds the conjugate of the matrix.
        unsafe x.isConjugated.toggle()
        unsafe y.isConjugated.toggle()
        alpha = alpha.conjugate
      }
      unsafe x.withDirect(packing: packing.x) { x, strideX in
        if !isRankTwo && isHermitian {
          unsafe BLAS<Element>.her(
            triangle, n: n, alpha: alpha.realPart, x: x, strideX: strideX, a: a, lda: lda)
        } else if !isRankTwo {
          unsafe BLAS<Element>.syr(
            triangle, n: n, alpha: alpha, x: x, strideX: strideX, a: a, lda: lda)
        } else {
          unsafe y.withDirect(packing: packing.y) { y, strideY in
            if isHermitian {
              unsafe BLAS<Element>.her2(
                triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY,
                a: a, lda: lda)
            } else {
              unsafe BLAS<Element>.syr2(
                triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY,
                a: a, lda: lda)
            }
          }
        }
      }
    }
    if isHermitian { makeDiagonalReal() }
  }

  /// Whether a vector may share memory with the view.
  @inline(__always)
  private func overlapsVector(_ operand: Range<UInt>) -> Bool {
    unsafe strided.addresses.overlaps(operand)
  }
}
