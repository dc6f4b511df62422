import CLinearAlgebra

// Triangular matrix times vector.

extension BLAS {
  /// Computes `x = op(A) x`, with a triangular `A`.
  @inline(__always)
  static func trmv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    a: UnsafePointer<T>, lda: Int, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_trmv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n), a,
      int32(lda), x, int32(strideX))
  }

  /// Computes `x = op(A) x`, with a triangular `A` of `k` diagonals beside the main one.
  @inline(__always)
  static func tbmv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    k: Int, a: UnsafePointer<T>, lda: Int, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_tbmv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n),
      int32(k), a, int32(lda), x, int32(strideX))
  }

  /// Computes `x = op(A) x`, with a packed triangular `A`.
  @inline(__always)
  static func tpmv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    a: UnsafePointer<T>, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_tpmv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n), a, x,
      int32(strideX))
  }

  /// Computes `x = op(A)⁻¹ x`, with a triangular `A`.
  @inline(__always)
  static func trsv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    a: UnsafePointer<T>, lda: Int, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_trsv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n), a,
      int32(lda), x, int32(strideX))
  }

  /// Computes `x = op(A)⁻¹ x`, with a triangular `A` of `k` diagonals beside the main one.
  @inline(__always)
  static func tbsv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    k: Int, a: UnsafePointer<T>, lda: Int, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_tbsv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n),
      int32(k), a, int32(lda), x, int32(strideX))
  }

  /// Computes `x = op(A)⁻¹ x`, with a packed triangular `A`.
  @inline(__always)
  static func tpsv(
    _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
    a: UnsafePointer<T>, x: UnsafeMutablePointer<T>, strideX: Int
  ) {
    unsafe la_tpsv(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag, int32(n), a, x,
      int32(strideX))
  }
}
