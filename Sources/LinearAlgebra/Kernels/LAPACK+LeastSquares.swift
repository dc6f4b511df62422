import CLinearAlgebra

// Least squares. With `workCount == -1` a routine only stores the best size of its workspace in
// `work[0]`. `B` has max(m, n) rows; the solution is in the first n.

extension LAPACK {
  /// Solves problems of any rank by a complete orthogonal factorization; `realWork` holds 2 n.
  static func gelsy(
    m: Int, n: Int, rightSides: Int, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, pivots: UnsafeMutablePointer<Int32>,
    tolerance: Real, rank: inout Int32, work: UnsafeMutablePointer<T>, workCount: Int,
    realWork: UnsafeMutablePointer<Real>
  ) -> Int {
    BLASThreads.forSize(max(m, n, rightSides)) {
      unsafe Int(
        la_gelsy(
          T.code, int32(m), int32(n), int32(rightSides), a, int32(lda), b, int32(ldb), pivots,
          Double(tolerance), &rank, work, int32(workCount), realWork))
    }
  }

  /// Solves problems of any rank by singular values.
  ///
  /// A query stores the sizes of the other workspaces in their first elements, too.
  static func gelsd(
    m: Int, n: Int, rightSides: Int, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, values: UnsafeMutablePointer<Real>, tolerance: Real,
    rank: inout Int32, work: UnsafeMutablePointer<T>, workCount: Int,
    realWork: UnsafeMutablePointer<Real>, integerWork: UnsafeMutablePointer<Int32>
  ) -> Int {
    BLASThreads.forSize(max(m, n, rightSides)) {
      unsafe Int(
        la_gelsd(
          T.code, int32(m), int32(n), int32(rightSides), a, int32(lda), b, int32(ldb), values,
          Double(tolerance), &rank, work, int32(workCount), realWork, integerWork))
    }
  }
}
