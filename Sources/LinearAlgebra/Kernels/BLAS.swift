import CLinearAlgebra

/// The BLAS routines of one scalar, on column-major memory.
///
/// They check nothing: shapes, strides, empty operands and `alpha == 0` are the caller's business
/// (OpenBLAS prints to standard output when an argument is illegal).
enum BLAS<T: BLASScalar> {
  /// Computes `y += alpha x`.
  @inline(__always)
  static func axpy(
    count: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>,
    strideY: Int
  ) {
    var alpha = alpha
    unsafe la_axpy(T.code, int32(count), &alpha, x, int32(strideX), y, int32(strideY))
  }

  /// Computes `y = alpha op(A) x + beta y`, with `A` of shape `m × n`.
  @inline(__always)
  static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe la_gemv(
      T.code, operation.blasFlag(T.self), int32(m), int32(n), &alpha, a, int32(lda), x,
      int32(strideX), &beta, y, int32(strideY))
  }

  /// Computes `A += alpha x yᵀ`, or `alpha x yᴴ` if `conjugating`.
  @inline(__always)
  static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>, lda: Int
  ) {
    var alpha = alpha
    let routine = conjugating ? la_gerc : la_geru
    unsafe routine(
      T.code, int32(m), int32(n), &alpha, x, int32(strideX), y, int32(strideY), a, int32(lda))
  }

  /// Computes `C = alpha op(A) op(B) + beta C`, with `C` of shape `m × n` and inner dimension `k`.
  @inline(__always)
  static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: T, a: UnsafePointer<T>, lda: Int, b: UnsafePointer<T>, ldb: Int, beta: T,
    c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe la_gemm(
      T.code, operationA.blasFlag(T.self), operationB.blasFlag(T.self), int32(m), int32(n),
      int32(k), &alpha, a, int32(lda), b, int32(ldb), &beta, c, int32(ldc))
  }

  /// Solves `op(A) X = alpha B` or `X op(A) = alpha B` for a triangular `A`; `B`, of shape `m × n`,
  /// becomes `X`.
  @inline(__always)
  static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, alpha: T = 1, a: UnsafePointer<T>, lda: Int, b: UnsafeMutablePointer<T>,
    ldb: Int
  ) {
    var alpha = alpha
    unsafe la_trsm(
      T.code, side.blasFlag, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag,
      int32(m), int32(n), &alpha, a, int32(lda), b, int32(ldb))
  }
}
