import CLAPACKE
import COpenBLAS
public import ComplexModule
public import RealModule

/// The `z` routines of BLAS and LAPACK.
public enum ComplexDoubleKernels: LAPACKKernels {
  /// The real type of the scalar.
  public typealias Magnitude = Double

  /// Calls `zgemm`.
  public static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: Complex<Double>, a: UnsafePointer<Complex<Double>>, lda: Int,
    b: UnsafePointer<Complex<Double>>, ldb: Int,
    beta: Complex<Double>, c: UnsafeMutablePointer<Complex<Double>>, ldc: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe cblas_zgemm(
      CblasColMajor, operationA.blasFlag, operationB.blasFlag, blasInteger(m),
      blasInteger(n), blasInteger(k), &alpha, a, blasInteger(lda), b, blasInteger(ldb), &beta, c,
      blasInteger(ldc))
  }

  /// Calls `zgemv`.
  public static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: Complex<Double>,
    a: UnsafePointer<Complex<Double>>,
    lda: Int, x: UnsafePointer<Complex<Double>>, strideX: Int, beta: Complex<Double>,
    y: UnsafeMutablePointer<Complex<Double>>, strideY: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe cblas_zgemv(
      CblasColMajor, operation.blasFlag, blasInteger(m), blasInteger(n), &alpha, a,
      blasInteger(lda), x, blasInteger(strideX), &beta, y, blasInteger(strideY))
  }

  /// Calls `zgeru` or `zgerc`.
  public static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: Complex<Double>, x: UnsafePointer<Complex<Double>>,
    strideX: Int,
    y: UnsafePointer<Complex<Double>>, strideY: Int, a: UnsafeMutablePointer<Complex<Double>>,
    lda: Int
  ) {
    var alpha = alpha
    if conjugating {
      unsafe cblas_zgerc(
        CblasColMajor, blasInteger(m), blasInteger(n), &alpha, x, blasInteger(strideX), y,
        blasInteger(strideY), a, blasInteger(lda))
    } else {
      unsafe cblas_zgeru(
        CblasColMajor, blasInteger(m), blasInteger(n), &alpha, x, blasInteger(strideX), y,
        blasInteger(strideY), a, blasInteger(lda))
    }
  }

  /// Calls `zaxpy`.
  public static func axpy(
    count: Int, alpha: Complex<Double>, x: UnsafePointer<Complex<Double>>, strideX: Int,
    y: UnsafeMutablePointer<Complex<Double>>, strideY: Int
  ) {
    var alpha = alpha
    unsafe cblas_zaxpy(
      blasInteger(count), &alpha, x, blasInteger(strideX), y, blasInteger(strideY))
  }

  /// Calls `ztrsm`.
  public static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, a: UnsafePointer<Complex<Double>>, lda: Int,
    b: UnsafeMutablePointer<Complex<Double>>, ldb: Int
  ) {
    var one = Complex<Double>(1)
    unsafe cblas_ztrsm(
      CblasColMajor, side.blasFlag, triangle.blasFlag, operation.blasFlag, diagonal.blasFlag,
      blasInteger(m), blasInteger(n), &one, a, blasInteger(lda), b, blasInteger(ldb))
  }

  /// Calls `zgetrf`.
  public static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Complex<Double>>, lda: Int,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(
      LAPACKE_zgetrf_work(
        LAPACK_COL_MAJOR, lapackInteger(m), lapackInteger(n), lapack(a), lapackInteger(lda), pivots)
    )
  }

  /// Calls `zgetrs`.
  public static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<Complex<Double>>,
    lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<Complex<Double>>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_zgetrs_work(
        LAPACK_COL_MAJOR, operation.lapackFlag, lapackInteger(n), lapackInteger(rightSides),
        lapack(a),
        lapackInteger(lda), pivots, lapack(b), lapackInteger(ldb)))
  }

  /// Calls `zgetri`.
  public static func getri(
    n: Int, a: UnsafeMutablePointer<Complex<Double>>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<Complex<Double>>, workCount: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_zgetri_work(
        LAPACK_COL_MAJOR, lapackInteger(n), lapack(a), lapackInteger(lda), pivots, lapack(work),
        lapackInteger(workCount)))
  }

  /// Calls `zgecon`.
  public static func gecon(
    n: Int, a: UnsafePointer<Complex<Double>>, lda: Int, norm: Double, result: inout Double
  ) -> Int {
    unsafe withWorkspace(2 * n, of: Complex<Double>.self) { work in
      unsafe withWorkspace(2 * n, of: Double.self) { reals in
        unsafe Int(
          LAPACKE_zgecon_work(
            LAPACK_COL_MAJOR, lapackOneNorm, lapackInteger(n), lapack(a), lapackInteger(lda), norm,
            &result,
            lapack(work), reals))
      }
    }
  }

  /// Calls `zpotrf`.
  public static func potrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Complex<Double>>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_zpotrf_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda)))
  }

  /// Calls `zpotrs`.
  public static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<Complex<Double>>, lda: Int,
    b: UnsafeMutablePointer<Complex<Double>>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_zpotrs_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapackInteger(rightSides),
        lapack(a),
        lapackInteger(lda), lapack(b), lapackInteger(ldb)))
  }

  /// Calls `zpotri`.
  public static func potri(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Complex<Double>>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_zpotri_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda)))
  }

  /// Calls `zpocon`.
  public static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<Complex<Double>>, lda: Int, norm: Double,
    result: inout Double
  ) -> Int {
    unsafe withWorkspace(2 * n, of: Complex<Double>.self) { work in
      unsafe withWorkspace(2 * n, of: Double.self) { reals in
        unsafe Int(
          LAPACKE_zpocon_work(
            LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda),
            norm,
            &result, lapack(work), reals))
      }
    }
  }
}

// `Complex<Double>` has the layout of LAPACKE's struct of two parts.

private func lapack(_ pointer: UnsafePointer<Complex<Double>>) -> UnsafePointer<
  _lapack_complex_double
> {
  unsafe UnsafeRawPointer(pointer).assumingMemoryBound(to: _lapack_complex_double.self)
}

private func lapack(_ pointer: UnsafeMutablePointer<Complex<Double>>) -> UnsafeMutablePointer<
  _lapack_complex_double
> {
  unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: _lapack_complex_double.self)
}
