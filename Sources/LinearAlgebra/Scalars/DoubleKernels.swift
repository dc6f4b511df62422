import CLAPACKE
import COpenBLAS

/// The `d` routines of BLAS and LAPACK.
public enum DoubleKernels: LAPACKKernels {
  /// The real type of the scalar.
  public typealias Magnitude = Double

  /// Calls `dgemm`.
  public static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: Double, a: UnsafePointer<Double>, lda: Int, b: UnsafePointer<Double>, ldb: Int,
    beta: Double, c: UnsafeMutablePointer<Double>, ldc: Int
  ) {
    unsafe cblas_dgemm(
      CblasColMajor, operationA.realBLASFlag, operationB.realBLASFlag, blasInteger(m),
      blasInteger(n), blasInteger(k), alpha, a, blasInteger(lda), b, blasInteger(ldb), beta, c,
      blasInteger(ldc))
  }

  /// Calls `dgemv`.
  public static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: Double, a: UnsafePointer<Double>,
    lda: Int, x: UnsafePointer<Double>, strideX: Int, beta: Double,
    y: UnsafeMutablePointer<Double>, strideY: Int
  ) {
    unsafe cblas_dgemv(
      CblasColMajor, operation.realBLASFlag, blasInteger(m), blasInteger(n), alpha, a,
      blasInteger(lda), x, blasInteger(strideX), beta, y, blasInteger(strideY))
  }

  /// Calls `dger`.
  public static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: Double, x: UnsafePointer<Double>, strideX: Int,
    y: UnsafePointer<Double>, strideY: Int, a: UnsafeMutablePointer<Double>, lda: Int
  ) {
    unsafe cblas_dger(
      CblasColMajor, blasInteger(m), blasInteger(n), alpha, x, blasInteger(strideX), y,
      blasInteger(strideY), a, blasInteger(lda))
  }

  /// Calls `daxpy`.
  public static func axpy(
    count: Int, alpha: Double, x: UnsafePointer<Double>, strideX: Int,
    y: UnsafeMutablePointer<Double>, strideY: Int
  ) {
    unsafe cblas_daxpy(
      blasInteger(count), alpha, x, blasInteger(strideX), y, blasInteger(strideY))
  }

  /// Calls `dtrsm`.
  public static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, a: UnsafePointer<Double>, lda: Int, b: UnsafeMutablePointer<Double>, ldb: Int
  ) {
    unsafe cblas_dtrsm(
      CblasColMajor, side.blasFlag, triangle.blasFlag, operation.realBLASFlag, diagonal.blasFlag,
      blasInteger(m), blasInteger(n), 1, a, blasInteger(lda), b, blasInteger(ldb))
  }

  /// Calls `dgetrf`.
  public static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Double>, lda: Int, pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(
      LAPACKE_dgetrf_work(
        LAPACK_COL_MAJOR, lapackInteger(m), lapackInteger(n), a, lapackInteger(lda), pivots))
  }

  /// Calls `dgetrs`.
  public static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<Double>, lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<Double>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_dgetrs_work(
        LAPACK_COL_MAJOR, operation.lapackFlag, lapackInteger(n), lapackInteger(rightSides), a,
        lapackInteger(lda), pivots, b, lapackInteger(ldb)))
  }

  /// Calls `dgetri`.
  public static func getri(
    n: Int, a: UnsafeMutablePointer<Double>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<Double>, workCount: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_dgetri_work(
        LAPACK_COL_MAJOR, lapackInteger(n), a, lapackInteger(lda), pivots, work,
        lapackInteger(workCount)))
  }

  /// Calls `dgecon`.
  public static func gecon(
    n: Int, a: UnsafePointer<Double>, lda: Int, norm: Double, result: inout Double
  ) -> Int {
    unsafe withWorkspace(4 * n, of: Double.self) { work in
      unsafe withWorkspace(n, of: Int32.self) { integers in
        unsafe Int(
          LAPACKE_dgecon_work(
            LAPACK_COL_MAJOR, lapackOneNorm, lapackInteger(n), a, lapackInteger(lda), norm, &result,
            work, integers))
      }
    }
  }

  /// Calls `dpotrf`.
  public static func potrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Double>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_dpotrf_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda)))
  }

  /// Calls `dpotrs`.
  public static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<Double>, lda: Int,
    b: UnsafeMutablePointer<Double>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_dpotrs_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapackInteger(rightSides), a,
        lapackInteger(lda), b, lapackInteger(ldb)))
  }

  /// Calls `dpotri`.
  public static func potri(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Double>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_dpotri_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda)))
  }

  /// Calls `dpocon`.
  public static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<Double>, lda: Int, norm: Double,
    result: inout Double
  ) -> Int {
    unsafe withWorkspace(3 * n, of: Double.self) { work in
      unsafe withWorkspace(n, of: Int32.self) { integers in
        unsafe Int(
          LAPACKE_dpocon_work(
            LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), a, lapackInteger(lda), norm,
            &result, work, integers))
      }
    }
  }
}
