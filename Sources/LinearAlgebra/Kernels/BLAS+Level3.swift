import CLinearAlgebra

// Matrix times matrix.

extension BLAS {
  /// Computes `C = alpha op(A) op(B) + beta C`, with `C` of shape `m × n` and inner dimension
  /// `k`.
  @inline(__always)
  static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: T, a: UnsafePointer<T>, lda: Int, b: UnsafePointer<T>, ldb: Int, beta: T,
    c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_gemm(
        T.code, operationA.blasFlag(T.self), operationB.blasFlag(T.self), int32(m), int32(n),
        int32(k), alpha, a, int32(lda), b, int32(ldb), beta, c, int32(ldc))
    }
  }

  /// Computes `C = alpha A B + beta C` or `C = alpha B A + beta C`, with a symmetric `A` and
  /// `C` of shape `m × n`.
  @inline(__always)
  static func symm(
    _ side: Side, _ triangle: Triangle, m: Int, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    b: UnsafePointer<T>, ldb: Int, beta: T, c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_symm(
        T.code, side.blasFlag, triangle.blasFlag, int32(m), int32(n), alpha, a, int32(lda), b,
        int32(ldb), beta, c, int32(ldc))
    }
  }

  /// Computes `C = alpha A B + beta C` or `C = alpha B A + beta C`, with a Hermitian `A` and
  /// `C` of shape `m × n`.
  @inline(__always)
  static func hemm(
    _ side: Side, _ triangle: Triangle, m: Int, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    b: UnsafePointer<T>, ldb: Int, beta: T, c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_hemm(
        T.code, side.blasFlag, triangle.blasFlag, int32(m), int32(n), alpha, a, int32(lda), b,
        int32(ldb), beta, c, int32(ldc))
    }
  }

  /// Computes `C = alpha op(A) op(A)ᵀ + beta C` in one triangle, with `op(A)` of shape `n × k`;
  /// the operation is `.none` or `.transpose`.
  @inline(__always)
  static func syrk(
    _ triangle: Triangle, _ operation: MatrixOperation, n: Int, k: Int, alpha: T,
    a: UnsafePointer<T>, lda: Int, beta: T, c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_syrk(
        T.code, triangle.blasFlag, operation.blasFlag(T.self), int32(n), int32(k), alpha, a,
        int32(lda), beta, c, int32(ldc))
    }
  }

  /// Computes `C = alpha op(A) op(A)ᴴ + beta C` in one triangle, with `op(A)` of shape `n × k`;
  /// the operation is `.none` or `.adjoint`.
  @inline(__always)
  static func herk(
    _ triangle: Triangle, _ operation: MatrixOperation, n: Int, k: Int, alpha: Real,
    a: UnsafePointer<T>, lda: Int, beta: Real, c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe la_herk(
      T.code, triangle.blasFlag, operation.blasFlag(T.self), int32(n), int32(k), Double(alpha), a,
      int32(lda), Double(beta), c, int32(ldc))
  }

  /// Computes `C = alpha (op(A) op(B)ᵀ + op(B) op(A)ᵀ) + beta C` in one triangle; the operation
  /// is `.none` or `.transpose`.
  @inline(__always)
  static func syr2k(
    _ triangle: Triangle, _ operation: MatrixOperation, n: Int, k: Int, alpha: T,
    a: UnsafePointer<T>, lda: Int, b: UnsafePointer<T>, ldb: Int, beta: T,
    c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_syr2k(
        T.code, triangle.blasFlag, operation.blasFlag(T.self), int32(n), int32(k), alpha, a,
        int32(lda), b, int32(ldb), beta, c, int32(ldc))
    }
  }

  /// Computes `C = alpha op(A) op(B)ᴴ + conj(alpha) op(B) op(A)ᴴ + beta C` in one triangle; the
  /// operation is `.none` or `.adjoint`.
  @inline(__always)
  static func her2k(
    _ triangle: Triangle, _ operation: MatrixOperation, n: Int, k: Int, alpha: T,
    a: UnsafePointer<T>, lda: Int, b: UnsafePointer<T>, ldb: Int, beta: Real,
    c: UnsafeMutablePointer<T>, ldc: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_her2k(
        T.code, triangle.blasFlag, operation.blasFlag(T.self), int32(n), int32(k), alpha, a,
        int32(lda), b, int32(ldb), Double(beta), c, int32(ldc))
    }
  }

  /// Computes `B = alpha op(A) B` or `B = alpha B op(A)` for a triangular `A` and `B` of shape
  /// `m × n`.
  @inline(__always)
  static func trmm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation,
    _ diagonal: TriangleDiagonal, m: Int, n: Int, alpha: T = 1, a: UnsafePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_trmm(
        T.code, side.blasFlag, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag,
        int32(m), int32(n), alpha, a, int32(lda), b, int32(ldb))
    }
  }

  /// Solves `op(A) X = alpha B` or `X op(A) = alpha B` for a triangular `A`; `B`, of shape `m ×
  /// n`, becomes `X`.
  @inline(__always)
  static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation,
    _ diagonal: TriangleDiagonal, m: Int, n: Int, alpha: T = 1, a: UnsafePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_trsm(
        T.code, side.blasFlag, triangle.blasFlag, operation.blasFlag(T.self), diagonal.blasFlag,
        int32(m), int32(n), alpha, a, int32(lda), b, int32(ldb))
    }
  }
}
