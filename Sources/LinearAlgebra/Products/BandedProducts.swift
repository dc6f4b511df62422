import ComplexModule

// Band matrices, stored as BLAS and LAPACK want them: every diagonal is a row of a matrix, so that
// element (i, j) lies in row `upper + i - j` of column `j`. The corners that no element uses may hold
// anything.

/// Computes `y = alpha op(A) x + beta y` with a band matrix `A`. (BLAS: `gbmv`.)
///
/// Zero factors hide what they multiply, a NaN too, and `y` may be `x`.
///
/// - Parameters:
///   - bands: The diagonals: element `(i, j)` of `A` is `bands[upperBandwidth + i - j, j]`. Corners
///     outside of `A` may hold anything.
///   - rows: The number of rows of `A`; it has as many columns as `bands`.
///   - lowerBandwidth: The number of diagonals below the main one.
///   - upperBandwidth: The number of diagonals above the main one.
///   - operation: What happens to `A` first.
///   - x: The vector to multiply.
///   - y: The result, a vector or a part of one.
///   - alpha: The factor of the product.
///   - beta: The factor of what `y` holds; with zero nothing of it is read.
/// - Precondition: `bands` has `lowerBandwidth + upperBandwidth + 1` rows, and the vectors fit.
/// - Complexity: O(`bands.count`).
@inlinable
public func multiplyBanded<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ bands: A, rows: Int, lowerBandwidth: Int, upperBandwidth: Int,
  operation: MatrixOperation = .none, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  bands.withView { bands in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formBandedProduct(
          bands, rows, lowerBandwidth, upperBandwidth, operation, x, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` with a symmetric band matrix, of which one half is stored. (BLAS:
/// `sbmv`.)
///
/// Zero factors hide what they multiply, a NaN too, and `y` may be `x`.
///
/// - Parameters:
///   - bands: The diagonals of one half, with `k + 1` rows: element `(i, j)` is
///     `bands[k + i - j, j]` in the upper and `bands[i - j, j]` in the lower triangle.
///   - triangle: The triangle that is stored.
///   - x: The vector to multiply.
///   - y: The result, a vector or a part of one.
///   - alpha: The factor of the product.
///   - beta: The factor of what `y` holds; with zero nothing of it is read.
/// - Precondition: `bands` has a row, and the vectors have as many elements as it has columns.
/// - Complexity: O(`bands.count`).
@inlinable
public func multiplySymmetricBanded<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ bands: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  bands.withView { bands in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formBandedProduct(bands, triangle, false, x, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` with a Hermitian band matrix, of which one half is stored. (BLAS:
/// `hbmv`.)
///
/// Imaginary parts on the diagonal do not matter.
/// Zero factors hide what they multiply, a NaN too, and `y` may be `x`.
///
/// - Parameters:
///   - bands: The diagonals of one half, with `k + 1` rows: element `(i, j)` is
///     `bands[k + i - j, j]` in the upper and `bands[i - j, j]` in the lower triangle.
///   - triangle: The triangle that is stored.
///   - x: The vector to multiply.
///   - y: The result, a vector or a part of one.
///   - alpha: The factor of the product.
///   - beta: The factor of what `y` holds; with zero nothing of it is read.
/// - Precondition: `bands` has a row, and the vectors have as many elements as it has columns.
/// - Complexity: O(`bands.count`).
@inlinable
public func multiplyHermitianBanded<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ bands: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  bands.withView { bands in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formBandedProduct(bands, triangle, true, x, alpha: alpha, beta: beta)
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
  mutating func formBandedProduct(
    _ bands: MatrixView<Element>, _ rows: Int, _ lower: Int, _ upper: Int,
    _ operation: MatrixOperation, _ x: VectorView<Element>, alpha: Element, beta: Element
  ) {
    let shape = Shape(rows: rows, columns: bands.columns)
    let applied = operation.isTransposing ? shape.transposed : shape
    precondition(
      lower >= 0 && upper >= 0 && rows >= 0 && bands.rows == lower + upper + 1,
      "\(bands.rows) rows do not hold \(lower) diagonals below and \(upper) above the main one")
    precondition(
      x.count == applied.columns && count == applied.rows,
      "cannot multiply a banded \(applied) matrix by a vector of \(x.count) into one of \(count)")
    guard count > 0 else { return }
    if alpha == 0 || x.count == 0 { return scaleOrClear(by: beta) }
    let packing = unsafe (
      a: overlaps(bands.strided.addresses), x: overlaps(x.strided.addresses)
    )
    let (y, strideY) = unsafe (lowest, step)
    // BLAS cannot conjugate a band without transposing it; packing can.
    let isConjugate = operation == .conjugate && Element.isComplex
    let source = unsafe isConjugate ? bands.strided.applying(.conjugate) : bands.strided
    unsafe source.withColumns(packing: packing.a) { a, _, lda in
      unsafe x.strided.withDirect(packing: packing.x) { x, strideX in
        unsafe BLAS<Element>.gbmv(
          isConjugate ? .none : operation, m: shape.rows, n: shape.columns, lower: lower,
          upper: upper, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta, y: y,
          strideY: strideY)
      }
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formBandedProduct(
    _ bands: MatrixView<Element>, _ triangle: Triangle, _ isHermitian: Bool,
    _ x: VectorView<Element>, alpha: Element, beta: Element
  ) {
    precondition(bands.rows > 0, "a band matrix needs a row for its diagonal")
    precondition(
      x.count == bands.columns && count == bands.columns,
      "cannot multiply a band matrix of \(bands.columns) by a vector of \(x.count) into one of \(count)"
    )
    guard count > 0 else { return }
    if alpha == 0 { return scaleOrClear(by: beta) }
    let packing = unsafe (
      a: overlaps(bands.strided.addresses), x: overlaps(x.strided.addresses)
    )
    let (n, k, y, strideY) = unsafe (count, bands.rows - 1, lowest, step)
    unsafe bands.strided.withColumns(packing: packing.a) { a, _, lda in
      unsafe x.strided.withDirect(packing: packing.x) { x, strideX in
        if isHermitian {
          unsafe BLAS<Element>.hbmv(
            triangle, n: n, k: k, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
            y: y, strideY: strideY)
        } else {
          unsafe BLAS<Element>.sbmv(
            triangle, n: n, k: k, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
            y: y, strideY: strideY)
        }
      }
    }
  }
}
