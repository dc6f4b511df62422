import ComplexModule

/// Computes `C = alpha A B + beta C`.
///
/// The operands may be matrices, lazy transposes and adjoints, or views; BLAS reads all of them
/// where they are, except for views with strides it does not know, which are packed.
///
/// - `alpha == 0` hides `A` and `B`, and `beta == 0` hides `C`, whatever they hold: a NaN there
///   does not matter. Otherwise NaN and infinity spread as IEEE 754 says.
/// - The result may be one of the operands: `multiply(m, m, into: &m)` is right.
/// - With `beta == 0` memory that another matrix shares is replaced, not copied.
///
/// - Precondition: `a` is `m × k`, `b` is `k × n`, `c` is `m × n`.
/// - Complexity: O(`m` · `n` · `k`).
@inlinable
public func multiply<T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable>(
  _ a: A, _ b: B, into c: inout Matrix<T>, alpha: T = 1, beta: T = 0
) where A.Element == T, B.Element == T {
  a.withView { a in
    b.withView { b in c.formProduct(a, b, alpha: alpha, beta: beta) }
  }
  // Addresses in the memory of the operands are all that is left of the views.
  extendLifetime(a)
  extendLifetime(b)
}

extension MatrixOperand where Self: ~Escapable, Element: BLASScalar {
  /// Returns the product of two matrices, lazy transposes or views.
  ///
  /// - Precondition: The left operand has as many columns as the right one has rows.
  @inlinable
  public static func * <B: MatrixOperand & ~Escapable>(a: Self, b: B) -> Matrix<Element>
  where B.Element == Element {
    let product = a.withView { a in
      b.withView { b in
        var result = Matrix<Element>(uninitializedRows: a.rows, columns: b.columns)
        result.formProduct(a, b, alpha: 1, beta: 0)
        return result
      }
    }
    extendLifetime(a)
    extendLifetime(b)
    return product
  }
}

extension Matrix where Element: BLASScalar {
  /// Computes `C = alpha A B + beta C`; inlined, so that a client that knows the scalar calls BLAS without
  /// a detour.
  @inlinable
  mutating func formProduct(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, alpha: Element, beta: Element
  ) {
    guard a.columns == b.rows && rows == a.rows && columns == b.columns else {
      refuseProduct(a.shape, b.shape, into: shape)
    }
    if beta == 0 { makeUniqueDiscardingElements() } else { makeUnique() }
    let isDone = unsafe withUnsafePointer(to: alpha) { alpha in
      unsafe withUnsafePointer(to: beta) { beta in
        unsafe alpha.pointee != 0
          && multiplyDirectly(
            Element.code, alpha, DirectOperand(a.strided), DirectOperand(b.strided), beta,
            storage.base)
      }
    }
    if !isDone { formGeneralProduct(a, b, alpha: alpha, beta: beta) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  func formGeneralProduct(
    _ a: MatrixView<Element>, _ b: MatrixView<Element>, alpha: Element, beta: Element
  ) {
    unsafe gemm(
      alpha, a.strided, b.strided, beta, storage.base, leadingDimension: leadingDimension)
  }
}

/// Computes `C = alpha A B + beta C` into column-major memory that overlaps neither operand.
@inline(__always)
func gemm<T: BLASScalar>(
  _ alpha: T, _ a: Strided<T>, _ b: Strided<T>, _ beta: T, _ c: UnsafeMutablePointer<T>,
  leadingDimension: Int, packing: (a: Bool, b: Bool) = (false, false)
) {
  let (m, n, k) = unsafe (a.rows, b.columns, a.columns)
  guard m > 0 && n > 0 else { return }
  // OpenBLAS lets a NaN through alpha = 0 on some kernels, and some releases ignore beta if k = 0.
  if k == 0 || alpha == 0 {
    return unsafe scale(
      c, rows: m, columns: n, rowStride: 1, columnStride: leadingDimension, by: beta)
  }
  unsafe a.withDirect(packing: packing.a) { a, operationA, leadingA in
    unsafe b.withDirect(packing: packing.b) { b, operationB, leadingB in
      let stepA = operationA.isTransposing ? leadingA : 1
      let stepB = operationB.isTransposing ? 1 : leadingB
      ComputeThreads.forEachPart(rows: m, columns: n, depth: k) { rows, columns in
        unsafe BLAS<T>.gemm(
          operationA, operationB, m: rows.count, n: columns.count, k: k, alpha: alpha,
          a: a + rows.lowerBound * stepA, lda: leadingA, b: b + columns.lowerBound * stepB,
          ldb: leadingB, beta: beta, c: c + rows.lowerBound + columns.lowerBound * leadingDimension,
          ldc: leadingDimension)
      }
    }
  }
}
