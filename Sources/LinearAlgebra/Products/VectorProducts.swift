import ComplexModule

/// Computes `y = alpha A x + beta y`.
///
/// The rules of ``multiply(_:_:into:alpha:beta:)`` for matrices hold: zero factors hide what they
/// multiply, and `y` may be `x`.
///
/// - Precondition: `a` is `m × k`, `x` has `k` elements, `y` has `m`.
@inlinable
public func multiply<T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorOperand & ~Escapable>(
  _ a: A, _ x: X, into y: inout Vector<T>, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T {
  a.withView { a in
    x.withView { x in y.formProduct(a, x, alpha: alpha, beta: beta) }
  }
}

/// Computes `A += alpha x yᵀ`, or `A += alpha x yᴴ` if `conjugating`.
///
/// A factor of zero changes nothing, whatever the vectors hold.
///
/// - Precondition: `a` has as many rows as `x` has elements, and as many columns as `y`.
@inlinable
public func rankOneUpdate<
  T: BLASScalar, X: VectorOperand & ~Escapable, Y: VectorOperand & ~Escapable
>(
  _ a: inout Matrix<T>, _ x: X, _ y: Y, alpha: T = 1, conjugating: Bool = false
) where X.Element == T, Y.Element == T {
  x.withView { x in
    y.withView { y in a.addOuterProduct(x, y, alpha: alpha, conjugating: conjugating) }
  }
}

extension MatrixOperand where Self: ~Escapable, Element: BLASScalar {
  /// Returns the product of a matrix, lazy transpose or view and a vector.
  ///
  /// - Precondition: The matrix has as many columns as the vector has elements.
  @inlinable
  public static func * <X: VectorOperand & ~Escapable>(a: Self, x: X) -> Vector<Element>
  where X.Element == Element {
    a.withView { a in
      x.withView { x in
        var result = Vector(matrix: Matrix<Element>(uninitializedRows: a.rows, columns: 1))
        result.formProduct(a, x, alpha: 1, beta: 0)
        return result
      }
    }
  }
}

extension Vector where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  mutating func formProduct(
    _ a: MatrixView<Element>, _ x: VectorView<Element>, alpha: Element, beta: Element
  ) {
    precondition(
      a.columns == x.count && count == a.rows,
      "cannot multiply \(a.shape) by a vector of \(x.count) into a vector of \(count)")
    if beta == 0 { storedMatrix.makeUniqueDiscardingElements() } else { storedMatrix.makeUnique() }
    unsafe gemv(alpha, a.strided, x.strided, beta, storedMatrix.storage.base, stride: 1)
  }
}

extension Matrix where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  mutating func addOuterProduct(
    _ x: VectorView<Element>, _ y: VectorView<Element>, alpha: Element, conjugating: Bool
  ) {
    precondition(
      rows == x.count && columns == y.count,
      "cannot add the product of vectors of \(x.count) and \(y.count) to a \(shape) matrix")
    guard alpha != 0 && !isEmpty else { return }
    makeUnique()
    unsafe x.strided.withDirect { start, strideX in
      unsafe y.strided.withDirect { other, strideY in
        unsafe BLAS<Element>.ger(
          conjugating: conjugating, m: rows, n: columns, alpha: alpha, x: start, strideX: strideX,
          y: other, strideY: strideY, a: storage.base, lda: leadingDimension)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` into memory that overlaps neither operand.
@inline(__always)
func gemv<T: BLASScalar>(
  _ alpha: T, _ a: Strided<T>, _ x: StridedVector<T>, _ beta: T, _ y: UnsafeMutablePointer<T>,
  stride: Int, packing: (a: Bool, x: Bool) = (false, false)
) {
  let (m, k) = unsafe (a.rows, a.columns)
  guard m > 0 else { return }
  // BLAS returns at once from an empty product and leaves y as it is, whatever beta.
  if k == 0 || alpha == 0 {
    return unsafe scale(y, rows: m, columns: 1, rowStride: stride, columnStride: 0, by: beta)
  }
  let lowest = unsafe stride < 0 ? y + (m - 1) * stride : y
  unsafe a.withDirect(packing: packing.a) { a, operation, leadingDimension in
    unsafe x.withDirect(packing: packing.x) { x, strideX in
      unsafe BLAS<T>.gemv(
        operation, m: operation.isTransposing ? k : m, n: operation.isTransposing ? m : k,
        alpha: alpha, a: a, lda: leadingDimension, x: x, strideX: strideX, beta: beta, y: lowest,
        strideY: stride)
    }
  }
}
