import CLinearAlgebra

// The way of a product from an inlined caller to BLAS: no generics, no closures, no allocations.

/// An operand of any scalar, as it lies in memory.
@unsafe
@usableFromInline
struct DirectOperand {
  @usableFromInline var base: UnsafeRawPointer
  @usableFromInline var rows: Int
  @usableFromInline var columns: Int
  @usableFromInline var rowStride: Int
  @usableFromInline var columnStride: Int
  @usableFromInline var isConjugated: Bool

  @inlinable
  @inline(__always)
  init<Element: Scalar>(_ strided: Strided<Element>) {
    unsafe base = UnsafeRawPointer(strided.base)
    unsafe rows = strided.rows
    unsafe columns = strided.columns
    unsafe rowStride = strided.rowStride
    unsafe columnStride = strided.columnStride
    unsafe isConjugated = strided.isConjugated && Element.isComplex
  }

  /// The flag of CBLAS and the leading dimension, if BLAS can read the elements where they are.
  @inline(__always)
  fileprivate var argument: (flag: UInt32, leadingDimension: Int)? {
    if unsafe (rows <= 1 || rowStride == 1) && (columns <= 1 || columnStride >= max(1, rows)) {
      return unsafe (isConjugated ? 114 : 111, columns <= 1 ? max(1, rows) : columnStride)
    }
    if unsafe (columns <= 1 || columnStride == 1) && (rows <= 1 || rowStride >= max(1, columns)) {
      return unsafe (isConjugated ? 113 : 112, rows <= 1 ? max(1, columns) : rowStride)
    }
    return nil
  }
}

/// Computes `C = alpha A B + beta C` with one call of BLAS.
///
/// - Returns: Whether that was possible. It is not for empty matrices, for strides that BLAS does not know,
///   for sizes beyond its integers, and within a scope of ``ComputeThreads`` if the product is large.
@usableFromInline
func multiplyDirectly(
  _ scalar: Int32, _ alpha: UnsafeRawPointer, _ a: DirectOperand, _ b: DirectOperand,
  _ beta: UnsafeRawPointer, _ c: UnsafeMutableRawPointer
) -> Bool {
  let (m, n, k) = unsafe (a.rows, b.columns, a.columns)
  guard m > 0 && n > 0 && k > 0, let (flagA, leadingA) = unsafe a.argument,
    let (flagB, leadingB) = unsafe b.argument,
    m | n | k | leadingA | leadingB <= largestBLASInteger,
    // The product of three such integers as numbers, which cannot overflow.
    Double(m) * Double(n) * Double(k) < 1_000_000 || !ComputeThreads.isScoped
  else { return false }
  unsafe la_gemm(
    scalar, flagA, flagB, Int32(truncatingIfNeeded: m), Int32(truncatingIfNeeded: n),
    Int32(truncatingIfNeeded: k), alpha, a.base, Int32(truncatingIfNeeded: leadingA), b.base,
    Int32(truncatingIfNeeded: leadingB), beta, c, Int32(truncatingIfNeeded: m))
  return true
}

/// Traps because shapes do not fit.
@usableFromInline
@inline(never)
func refuseProduct(_ a: Shape, _ b: Shape, into c: Shape) -> Never {
  preconditionFailure("cannot multiply \(a) by \(b) into \(c)")
}
