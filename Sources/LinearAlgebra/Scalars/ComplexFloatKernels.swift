import CLAPACKE
import COpenBLAS
public import ComplexModule
public import RealModule

/// The `c` routines of BLAS and LAPACK.
public enum ComplexFloatKernels: LAPACKKernels {
  /// The real type of the scalar.
  public typealias Magnitude = Float

  /// Calls `cgemm`.
  public static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: Complex<Float>, a: UnsafePointer<Complex<Float>>, lda: Int,
    b: UnsafePointer<Complex<Float>>, ldb: Int,
    beta: Complex<Float>, c: UnsafeMutablePointer<Complex<Float>>, ldc: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe cblas_cgemm(
      CblasColMajor, operationA.blasFlag, operationB.blasFlag, blasInteger(m),
      blasInteger(n), blasInteger(k), &alpha, a, blasInteger(lda), b, blasInteger(ldb), &beta, c,
      blasInteger(ldc))
  }

  /// Calls `cgemv`.
  public static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: Complex<Float>,
    a: UnsafePointer<Complex<Float>>,
    lda: Int, x: UnsafePointer<Complex<Float>>, strideX: Int, beta: Complex<Float>,
    y: UnsafeMutablePointer<Complex<Float>>, strideY: Int
  ) {
    var (alpha, beta) = (alpha, beta)
    unsafe cblas_cgemv(
      CblasColMajor, operation.blasFlag, blasInteger(m), blasInteger(n), &alpha, a,
      blasInteger(lda), x, blasInteger(strideX), &beta, y, blasInteger(strideY))
  }

  /// Calls `cgeru` or `cgerc`.
  public static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: Complex<Float>, x: UnsafePointer<Complex<Float>>,
    strideX: Int,
    y: UnsafePointer<Complex<Float>>, strideY: Int, a: UnsafeMutablePointer<Complex<Float>>,
    lda: Int
  ) {
    var alpha = alpha
    if conjugating {
      unsafe cblas_cgerc(
        CblasColMajor, blasInteger(m), blasInteger(n), &alpha, x, blasInteger(strideX), y,
        blasInteger(strideY), a, blasInteger(lda))
    } else {
      unsafe cblas_cgeru(
        CblasColMajor, blasInteger(m), blasInteger(n), &alpha, x, blasInteger(strideX), y,
        blasInteger(strideY), a, blasInteger(lda))
    }
  }

  /// Calls `caxpy`.
  public static func axpy(
    count: Int, alpha: Complex<Float>, x: UnsafePointer<Complex<Float>>, strideX: Int,
    y: UnsafeMutablePointer<Complex<Float>>, strideY: Int
  ) {
    var alpha = alpha
    unsafe cblas_caxpy(
      blasInteger(count), &alpha, x, blasInteger(strideX), y, blasInteger(strideY))
  }

  /// Calls `ctrsm`.
  public static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, a: UnsafePointer<Complex<Float>>, lda: Int,
    b: UnsafeMutablePointer<Complex<Float>>, ldb: Int
  ) {
    var one = Complex<Float>(1)
    unsafe cblas_ctrsm(
      CblasColMajor, side.blasFlag, triangle.blasFlag, operation.blasFlag, diagonal.blasFlag,
      blasInteger(m), blasInteger(n), &one, a, blasInteger(lda), b, blasInteger(ldb))
  }

  /// Calls `cgetrf`.
  public static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Complex<Float>>, lda: Int,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(
      LAPACKE_cgetrf_work(
        LAPACK_COL_MAJOR, lapackInteger(m), lapackInteger(n), lapack(a), lapackInteger(lda), pivots)
    )
  }

  /// Calls `cgetrs`.
  public static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<Complex<Float>>,
    lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<Complex<Float>>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_cgetrs_work(
        LAPACK_COL_MAJOR, operation.lapackFlag, lapackInteger(n), lapackInteger(rightSides),
        lapack(a),
        lapackInteger(lda), pivots, lapack(b), lapackInteger(ldb)))
  }

  /// Calls `cgetri`.
  public static func getri(
    n: Int, a: UnsafeMutablePointer<Complex<Float>>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<Complex<Float>>, workCount: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_cgetri_work(
        LAPACK_COL_MAJOR, lapackInteger(n), lapack(a), lapackInteger(lda), pivots, lapack(work),
        lapackInteger(workCount)))
  }

  /// Calls `cgecon`.
  public static func gecon(
    n: Int, a: UnsafePointer<Complex<Float>>, lda: Int, norm: Float, result: inout Float
  ) -> Int {
    unsafe withWorkspace(2 * n, of: Complex<Float>.self) { work in
      unsafe withWorkspace(2 * n, of: Float.self) { reals in
        unsafe Int(
          LAPACKE_cgecon_work(
            LAPACK_COL_MAJOR, lapackOneNorm, lapackInteger(n), lapack(a), lapackInteger(lda), norm,
            &result,
            lapack(work), reals))
      }
    }
  }

  /// Calls `cpotrf`.
  public static func potrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Complex<Float>>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_cpotrf_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda)))
  }

  /// Calls `cpotrs`.
  public static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<Complex<Float>>, lda: Int,
    b: UnsafeMutablePointer<Complex<Float>>, ldb: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_cpotrs_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapackInteger(rightSides),
        lapack(a),
        lapackInteger(lda), lapack(b), lapackInteger(ldb)))
  }

  /// Calls `cpotri`.
  public static func potri(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Complex<Float>>, lda: Int
  ) -> Int {
    unsafe Int(
      LAPACKE_cpotri_work(
        LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda)))
  }

  /// Calls `cpocon`.
  public static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<Complex<Float>>, lda: Int, norm: Float,
    result: inout Float
  ) -> Int {
    unsafe withWorkspace(2 * n, of: Complex<Float>.self) { work in
      unsafe withWorkspace(2 * n, of: Float.self) { reals in
        unsafe Int(
          LAPACKE_cpocon_work(
            LAPACK_COL_MAJOR, triangle.lapackFlag, lapackInteger(n), lapack(a), lapackInteger(lda),
            norm,
            &result, lapack(work), reals))
      }
    }
  }
}

// `Complex<Float>` has the layout of LAPACKE's struct of two parts.

private func lapack(_ pointer: UnsafePointer<Complex<Float>>) -> UnsafePointer<
  _lapack_complex_float
> {
  unsafe UnsafeRawPointer(pointer).assumingMemoryBound(to: _lapack_complex_float.self)
}

private func lapack(_ pointer: UnsafeMutablePointer<Complex<Float>>) -> UnsafeMutablePointer<
  _lapack_complex_float
> {
  unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: _lapack_complex_float.self)
}
