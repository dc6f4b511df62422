import CLinearAlgebra

// Symmetric indefinite and semidefinite matrices, band storage, diagonals and packed storage.

extension LAPACK {
  /// Factors a Hermitian or symmetric matrix as `P L D Lᴴ Pᵀ` or `P L D Lᵀ Pᵀ`.
  ///
  /// With `workCount == -1` it only stores the best size of the workspace in `work[0]`.
  static func factorIndefinite(
    hermitian: Bool, rook: Bool, _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>,
    lda: Int, pivots: UnsafeMutablePointer<Int32>, work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    let routine =
      unsafe hermitian ? (rook ? la_hetrf_rook : la_hetrf) : (rook ? la_sytrf_rook : la_sytrf)
    return BLASThreads.forSize(n) {
      unsafe Int(
        routine(
          T.code, triangle.lapackFlag, int32(n), a, int32(lda), pivots, work, int32(workCount)))
    }
  }

  /// Factors a semidefinite matrix as `P L Lᴴ Pᵀ`, with complete pivoting.
  static func pstrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    pivots: UnsafeMutablePointer<Int32>, rank: inout Int32, tolerance: Real,
    work: UnsafeMutablePointer<Real>
  ) -> Int {
    BLASThreads.forSize(n) {
      unsafe Int(
        la_pstrf(
          T.code, triangle.lapackFlag, int32(n), a, int32(lda), pivots, &rank, Double(tolerance),
          work))
    }
  }

  /// Factors a banded matrix as `P L U`; the first `lower` rows of the storage are room for fill.
  static func gbtrf(
    m: Int, n: Int, lower: Int, upper: Int, a: UnsafeMutablePointer<T>, lda: Int,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(
      la_gbtrf(
        T.code, int32(m), int32(n), int32(lower), int32(upper), a, int32(lda), pivots))
  }

  /// Solves with the factors of ``gbtrf(m:n:lower:upper:a:lda:pivots:)``; not for `.conjugate`.
  static func gbtrs(
    _ operation: MatrixOperation, n: Int, lower: Int, upper: Int, rightSides: Int,
    a: UnsafePointer<T>, lda: Int, pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<T>,
    ldb: Int
  ) -> Int {
    unsafe Int(
      la_gbtrs(
        T.code, operation.lapackFlag, int32(n), int32(lower), int32(upper), int32(rightSides), a,
        int32(lda), pivots, b, int32(ldb)))
  }

  /// Factors a positive definite banded matrix.
  static func pbtrf(
    _ triangle: Triangle, n: Int, bandwidth: Int, a: UnsafeMutablePointer<T>, lda: Int
  ) -> Int {
    unsafe Int(
      la_pbtrf(T.code, triangle.lapackFlag, int32(n), int32(bandwidth), a, int32(lda)))
  }

  /// Solves with the factor of ``pbtrf(_:n:bandwidth:a:lda:)``.
  static func pbtrs(
    _ triangle: Triangle, n: Int, bandwidth: Int, rightSides: Int, a: UnsafePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    unsafe Int(
      la_pbtrs(
        T.code, triangle.lapackFlag, int32(n), int32(bandwidth), int32(rightSides), a, int32(lda),
        b, int32(ldb)))
  }

  /// Factors a tridiagonal matrix as `P L U`; `second` receives the second superdiagonal of `U`.
  static func gttrf(
    n: Int, lower: UnsafeMutablePointer<T>, diagonal: UnsafeMutablePointer<T>,
    upper: UnsafeMutablePointer<T>, second: UnsafeMutablePointer<T>,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    unsafe Int(la_gttrf(T.code, int32(n), lower, diagonal, upper, second, pivots))
  }

  /// Solves with the factors of ``gttrf(n:lower:diagonal:upper:second:pivots:)``; not for
  /// `.conjugate`.
  static func gttrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, lower: UnsafePointer<T>,
    diagonal: UnsafePointer<T>, upper: UnsafePointer<T>, second: UnsafePointer<T>,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    unsafe Int(
      la_gttrs(
        T.code, operation.lapackFlag, int32(n), int32(rightSides), lower, diagonal, upper, second,
        pivots, b, int32(ldb)))
  }

  /// Factors a positive definite tridiagonal matrix as `L D Lᴴ`.
  static func pttrf(
    n: Int, diagonal: UnsafeMutablePointer<Real>, lower: UnsafeMutablePointer<T>
  ) -> Int {
    unsafe Int(la_pttrf(T.code, int32(n), diagonal, lower))
  }

  /// Solves with the factors of ``pttrf(n:diagonal:lower:)``, for at least two unknowns: alone it
  /// would multiply by a reciprocal.
  static func pttrs(
    n: Int, rightSides: Int, diagonal: UnsafePointer<Real>, lower: UnsafePointer<T>,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    unsafe Int(
      la_pttrs(T.code, int32(n), int32(rightSides), diagonal, lower, b, int32(ldb)))
  }

  /// Factors a packed positive definite matrix.
  static func pptrf(_ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>) -> Int {
    unsafe Int(la_pptrf(T.code, triangle.lapackFlag, int32(n), a))
  }

  /// Solves with the factor of ``pptrf(_:n:a:)``.
  static func pptrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<T>,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    unsafe Int(
      la_pptrs(T.code, triangle.lapackFlag, int32(n), int32(rightSides), a, b, int32(ldb)))
  }
}
