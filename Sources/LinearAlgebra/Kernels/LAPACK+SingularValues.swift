import CLinearAlgebra

// Singular values. With `workCount == -1` a routine only stores the best size of its workspace in
// `work[0]`.

extension LAPACK {
  /// Decomposes `A = U S Vᴴ` by divide and conquer; job `N`, `S` or `A`.
  static func gesdd(
    _ job: Unicode.Scalar, m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    values: UnsafeMutablePointer<Real>, u: UnsafeMutablePointer<T>, ldu: Int,
    vt: UnsafeMutablePointer<T>, ldvt: Int, work: UnsafeMutablePointer<T>, workCount: Int,
    realWork: UnsafeMutablePointer<Real>, integerWork: UnsafeMutablePointer<Int32>
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_gesdd(
          T.code, letter(job), int32(m), int32(n), a, int32(lda), values, u, int32(ldu), vt,
          int32(ldvt), work, int32(workCount), realWork, integerWork))
    }
  }

  /// Decomposes `A = U S Vᴴ` by QR iteration; job `N`, `S` or `A`.
  static func gesvd(
    _ job: Unicode.Scalar, m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    values: UnsafeMutablePointer<Real>, u: UnsafeMutablePointer<T>, ldu: Int,
    vt: UnsafeMutablePointer<T>, ldvt: Int, work: UnsafeMutablePointer<T>, workCount: Int,
    realWork: UnsafeMutablePointer<Real>
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_gesvd(
          T.code, letter(job), letter(job), int32(m), int32(n), a, int32(lda), values, u,
          int32(ldu),
          vt, int32(ldvt), work, int32(workCount), realWork))
    }
  }

  /// Decomposes `A` (`m × n`) and `B` (`p × n`) together, with all three unitary matrices.
  static func ggsvd3(
    m: Int, n: Int, p: Int, k: inout Int32, l: inout Int32, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, alpha: UnsafeMutablePointer<Real>,
    beta: UnsafeMutablePointer<Real>, u: UnsafeMutablePointer<T>, ldu: Int,
    v: UnsafeMutablePointer<T>, ldv: Int, q: UnsafeMutablePointer<T>, ldq: Int,
    work: UnsafeMutablePointer<T>, workCount: Int, realWork: UnsafeMutablePointer<Real>,
    integerWork: UnsafeMutablePointer<Int32>
  ) -> Int {
    BLASThreads.forSize(max(m, n, p)) {
      unsafe Int(
        la_ggsvd3(
          T.code, letter("U"), letter("V"), letter("Q"), int32(m), int32(n), int32(p), &k, &l, a,
          int32(lda), b, int32(ldb), alpha, beta, u, int32(ldu), v, int32(ldv), q, int32(ldq), work,
          int32(workCount), realWork, integerWork))
    }
  }
}
