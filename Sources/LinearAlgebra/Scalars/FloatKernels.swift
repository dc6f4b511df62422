import CLAPACKE
import COpenBLAS

/// The `s` routines of BLAS and LAPACK.
public enum FloatKernels: LAPACKKernels {
  /// The real type of the scalar.
  public typealias Magnitude = Float

  /// Calls `sgemm`.
  public static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: Float, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int,
    beta: Float, c: UnsafeMutablePointer<Float>, ldc: Int
  ) {
    unsafe cblas_sgemm(
      CblasColMajor, operationA.realBLASFlag, operationB.realBLASFlag, blasInteger(m),
      blasInteger(n), blasInteger(k), alpha, a, blasInteger(lda), b, blasInteger(ldb), beta, c,
      blasInteger(ldc))
  }

  /// Calls `sgemv`.
  public static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: Float, a: UnsafePointer<Float>,
    lda: Int, x: UnsafePointer<Float>, strideX: Int, beta: Float,
    y: UnsafeMutablePointer<Float>, strideY: Int
  ) {
    unsafe cblas_sgemv(
      CblasColMajor, operation.realBLASFlag, blasInteger(m), blasInteger(n), alpha, a,
      blasInteger(lda), x, blasInteger(strideX), beta, y, blasInteger(strideY))
  }

  /// Calls `sger`.
  public static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: Float, x: UnsafePointer<Float>, strideX: Int,
    y: UnsafePointer<Float>, strideY: Int, a: UnsafeMutablePointer<Float>, lda: Int
  ) {
    unsafe cblas_sger(
      CblasColMajor, blasInteger(m), blasInteger(n), alpha, x, blasInteger(strideX), y,
      blasInteger(strideY), a, blasInteger(lda))
  }

  /// Calls `saxpy`.
  public static func axpy(
    count: Int, alpha: Float, x: UnsafePointer<Float>, strideX: Int,
    y: UnsafeMutablePointer<Float>, strideY: Int
  ) {
    unsafe cblas_saxpy(
      blasInteger(count), alpha, x, blasInteger(strideX), y, blasInteger(strideY))
  }

  /// Calls `strsm`.
  public static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, a: UnsafePointer<Float>, lda: Int, b: UnsafeMutablePointer<Float>, ldb: Int
  ) {
    unsafe cblas_strsm(
      CblasColMajor, side.blasFlag, triangle.blasFlag, operation.realBLASFlag, diagonal.blasFlag,
      blasInteger(m), blasInteger(n), 1, a, blasInteger(lda), b, blasInteger(ldb))
  }

  /// Calls `sgetrf`.
  public static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Float>, lda: Int, pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(
      LAPACKE_sgetrf_work(
        LAPACK_COL_MAJOR, lapackInteger(m), lapackInteger(n), a, lapackInteger(lda), pivots))
  }

  /// Calls `sgetrs`.
  public static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<Float>, lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<Float>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_sgetrs_work(
        LAPACK_COL_MAJOR, operation.lapackFlag, lapackInteger(n), lapackInteger(rightSides), a,
        lapackInteger(lda), pivots, b, lapackInteger(ldb)))
  }

  /// Calls `sgetri`.
  public static func getri(
    n: Int, a: UnsafeMutablePointer<Float>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<Float>, workCount: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_sgetri_work(
        LAPACK_COL_MAJOR, lapackInteger(n), a, lapackInteger(lda), pivots, work,
        lapackInteger(workCount)))
  }

  /// Calls `sgecon`.
  public static func gecon(
    n: Int, a: UnsafePointer<Float>, lda: Int, norm: Float, result: inout Float
  ) -> Int {
    unsafe withWorkspace(4 * n, of: Float.self) { work in
      unsafe withWorkspace(n, of: Int32.self) { integers in
        unsafe Int(
          LAPACKE_sgecon_work(
            LAPACK_COL_MAJOR, lapackOneNorm, lapackInteger(n), a, lapackInteger(lda), norm, &result,
            work, integers))
      }
    }
  }

  /// Calls `spotrf`.
  public static func potrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Float>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_spotrf_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda)))
  }

  /// Calls `spotrs`.
  public static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<Float>, lda: Int,
    b: UnsafeMutablePointer<Float>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_spotrs_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapackInteger(rightSides), a,
        lapackInteger(lda), b, lapackInteger(ldb)))
  }

  /// Calls `spotri`.
  public static func potri(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Float>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_spotri_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda)))
  }

  /// Calls `spocon`.
  public static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<Float>, lda: Int, norm: Float,
    result: inout Float
  ) -> Int {
    unsafe withWorkspace(3 * n, of: Float.self) { work in
      unsafe withWorkspace(n, of: Int32.self) { integers in
        unsafe Int(
          LAPACKE_spocon_work(
            LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda), norm,
            &result, work, integers))
      }
    }
  }
}
