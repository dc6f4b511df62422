import CLinearAlgebra

// General and positive definite matrices.

extension LAPACK {
  /// Factors `A = P L U`; pivots count from one.
  static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int, pivots: UnsafeMutablePointer<Int32>
  ) -> Int {
    BLASThreads.forSize(min(m, n)) {
      unsafe Int(la_getrf(T.code, int32(m), int32(n), a, int32(lda), pivots))
    }
  }

  /// Solves with the factors of ``getrf(m:n:a:lda:pivots:)``; not for `.conjugate`.
  static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<T>, lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    // Columns are cut from two on, and complex numbers divided in another way on one thread.
    BLASThreads.forSize(max(n, rightSides), from: rightSides > 1 || T.isComplex ? 1 : 32) {
      unsafe Int(
        la_getrs(
          T.code, operation.lapackFlag, int32(n), int32(rightSides), a, int32(lda), pivots, b,
          int32(ldb)))
    }
  }

  /// Replaces the factors of ``getrf(m:n:a:lda:pivots:)`` by the inverse.
  ///
  /// With `workCount == -1` it only stores the best size of the workspace in `work[0]`.
  static func getri(
    n: Int, a: UnsafeMutablePointer<T>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    BLASThreads.forSize(n) {
      unsafe Int(la_getri(T.code, int32(n), a, int32(lda), pivots, work, int32(workCount)))
    }
  }

  /// Estimates the reciprocal condition number from the factors and the norm.
  static func gecon(
    _ norm: ConditionNorm, n: Int, a: UnsafePointer<T>, lda: Int, matrixNorm: Real,
    result: inout Real
  ) -> Int {
    var workspace = Workspace()
    let work = unsafe workspace.take(T.self, 4 * n)
    let other =
      unsafe T.isComplex ? workspace.takeRaw(Real.self, 2 * n) : workspace.takeRaw(Int32.self, n)
    return unsafe withUnsafeMutablePointer(to: &result) { result in
      unsafe Int(
        la_gecon(
          T.code, letter(norm == .one ? "1" : "I"), int32(n), a, int32(lda), Double(matrixNorm),
          result, work, other))
    }
  }

  /// Factors a Hermitian positive definite matrix, of which it touches one triangle.
  static func potrf(_ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>, lda: Int) -> Int {
    BLASThreads.forSize(n) {
      unsafe Int(la_potrf(T.code, triangle.lapackFlag, int32(n), a, int32(lda)))
    }
  }

  /// Solves with the factor of ``potrf(_:n:a:lda:)``.
  static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int
  ) -> Int {
    BLASThreads.forSize(max(n, rightSides)) {
      unsafe Int(
        la_potrs(
          T.code, triangle.lapackFlag, int32(n), int32(rightSides), a, int32(lda), b, int32(ldb)))
    }
  }

  /// Replaces the factor of ``potrf(_:n:a:lda:)`` by one triangle of the inverse.
  static func potri(_ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>, lda: Int) -> Int {
    BLASThreads.forSize(n, from: 2) {
      unsafe Int(la_potri(T.code, triangle.lapackFlag, int32(n), a, int32(lda)))
    }
  }

  /// Estimates the reciprocal condition number in the 1-norm from the factor and the norm.
  static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<T>, lda: Int, norm: Real, result: inout Real
  ) -> Int {
    var workspace = Workspace()
    let work = unsafe workspace.take(T.self, 3 * n)
    let other =
      unsafe T.isComplex ? workspace.takeRaw(Real.self, n) : workspace.takeRaw(Int32.self, n)
    return unsafe withUnsafeMutablePointer(to: &result) { result in
      unsafe Int(
        la_pocon(
          T.code, triangle.lapackFlag, int32(n), a, int32(lda), Double(norm), result, work, other))
    }
  }
}
