import RealModule

/// The largest size, and number of right sides, for which ``Matrix/solveOrdinary(in:_:)`` works.
///
/// Below it a factorization takes about as long as getting the memory for it.
private let ordinarySystemSize = 32

extension Matrix where Element: LAPACKScalar {
  /// Solves `op(A) X = B` for a small, ordinary matrix and right sides without allocating.
  ///
  /// The arithmetic is that of ``LU``, to which all else is left: zero pivots and extreme ones, elements
  /// near the ends of the range, infinities and NaNs, shapes that do not fit.
  ///
  /// - Returns: Whether `b` holds the solution; otherwise nothing has changed.
  @inline(__always)
  func solveOrdinary(in b: inout Matrix, _ operation: MatrixOperation) -> Bool {
    let n = rows
    guard 1...ordinarySystemSize ~= n, columns == n, b.rows == n,
      1...ordinarySystemSize ~= b.columns, operation != .conjugate || !Element.isComplex,
      RightSideScaling.isOrdinary(b)
    else { return false }
    return unsafe withUnsafeTemporaryAllocation(of: Element.self, capacity: n * n) { factors in
      unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: n) { pivots in
        guard let a = factors.baseAddress, let exchanges = pivots.baseAddress else { return false }
        let norms = unsafe copyMeasuring(n, n, storage.base, to: a)
        guard LU<Element>.isOrdinary(max(norms.one, norms.infinity)),
          unsafe LAPACK<Element>.getrf(m: n, n: n, a: a, lda: n, pivots: exchanges) == 0,
          (0..<n).allSatisfy({ unsafe isOrdinaryPivot(a[$0 &* (n &+ 1)]) })
        else { return false }
        b.makeUnique()
        let info = unsafe LAPACK<Element>.getrs(
          operation, n: n, rightSides: b.columns, a: a, lda: n, pivots: exchanges,
          b: b.storage.base, ldb: n)
        precondition(info == 0, "getrs refused argument \(-info)")
        return true
      }
    }
  }
}

/// Whether a pivot is finite, and its reciprocal as accurate as it should be.
@inline(__always)
private func isOrdinaryPivot<T: Scalar>(_ pivot: T) -> Bool {
  pivot.isFinite && !hasUnusableReciprocal(pivot)
}
