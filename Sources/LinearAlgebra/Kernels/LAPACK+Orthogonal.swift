import CLinearAlgebra

// Orthogonal factorizations. With `workCount == -1` a routine only stores the best size of its
// workspace in `work[0]`.

/// The order of the triangle and the orthogonal matrix in a factorization.
enum OrthogonalKind: Sendable {
  /// `A = Q R`.
  case qr
  /// `A = L Q`.
  case lq
  /// `A = R Q`.
  case rq
  /// `A = Q L`.
  case ql

  /// The number by which ``CLinearAlgebra`` knows it.
  var code: Int32 {
    switch self {
    case .qr: Int32(LA_QR)
    case .lq: Int32(LA_LQ)
    case .rq: Int32(LA_RQ)
    case .ql: Int32(LA_QL)
    }
  }

  /// Whether the orthogonal matrix stands left of the triangle.
  var isOrthogonalFirst: Bool { self == .qr || self == .ql }
}

extension LAPACK {
  /// Factors a matrix into a triangle and reflectors.
  static func geqrf(
    _ kind: OrthogonalKind, m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    tau: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_geqrf(
          T.code, kind.code, int32(m), int32(n), a, int32(lda), tau, work, int32(workCount)))
    }
  }

  /// Replaces `k` reflectors by `m × n` of the orthogonal matrix.
  static func orgqr(
    _ kind: OrthogonalKind, m: Int, n: Int, k: Int, a: UnsafeMutablePointer<T>, lda: Int,
    tau: UnsafePointer<T>, work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_orgqr(
          T.code, kind.code, int32(m), int32(n), int32(k), a, int32(lda), tau, work,
          int32(workCount))
      )
    }
  }

  /// Multiplies the `m × n` matrix `C` by the orthogonal matrix or by its adjoint.
  static func ormqr(
    _ kind: OrthogonalKind, _ side: Side, adjoint: Bool, m: Int, n: Int, k: Int,
    a: UnsafePointer<T>, lda: Int, tau: UnsafePointer<T>, c: UnsafeMutablePointer<T>, ldc: Int,
    work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_ormqr(
          T.code, kind.code, side.lapackFlag, adjointLetter(adjoint), int32(m), int32(n), int32(k),
          a,
          int32(lda), tau, c, int32(ldc), work, int32(workCount)))
    }
  }

  /// Factors `A P = Q R` with column pivoting; `realWork` holds 2 n elements.
  static func geqp3(
    m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int, pivots: UnsafeMutablePointer<Int32>,
    tau: UnsafeMutablePointer<T>, work: UnsafeMutablePointer<T>, workCount: Int,
    realWork: UnsafeMutablePointer<Real>
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_geqp3(
          T.code, int32(m), int32(n), a, int32(lda), pivots, tau, work, int32(workCount), realWork))
    }
  }

  /// Factors an upper trapezoidal matrix `A = [T 0] Z`.
  static func tzrzf(
    m: Int, n: Int, a: UnsafeMutablePointer<T>, lda: Int, tau: UnsafeMutablePointer<T>,
    work: UnsafeMutablePointer<T>, workCount: Int
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(la_tzrzf(T.code, int32(m), int32(n), a, int32(lda), tau, work, int32(workCount)))
    }
  }

  /// Multiplies the `m × n` matrix `C` from the left by the `Z` of ``tzrzf`` or by its adjoint.
  static func ormrz(
    adjoint: Bool, m: Int, n: Int, k: Int, l: Int, a: UnsafePointer<T>, lda: Int,
    tau: UnsafePointer<T>, c: UnsafeMutablePointer<T>, ldc: Int, work: UnsafeMutablePointer<T>,
    workCount: Int
  ) -> Int {
    BLASThreads.forSize(max(m, n)) {
      unsafe Int(
        la_ormrz(
          T.code, letter("L"), adjointLetter(adjoint), int32(m), int32(n), int32(k), int32(l), a,
          int32(lda), tau, c, int32(ldc), work, int32(workCount)))
    }
  }

  /// Estimates the reciprocal condition number in the 1-norm of a triangular matrix.
  static func trcon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<T>, lda: Int, result: inout Real
  ) -> Int {
    var workspace = Workspace()
    let work = unsafe workspace.take(T.self, 3 * n)
    let other =
      unsafe T.isComplex ? workspace.takeRaw(Real.self, n) : workspace.takeRaw(Int32.self, n)
    let answer = unsafe workspace.take(Real.self, 1)
    let info = unsafe la_trcon(
      T.code, letter("1"), triangle.lapackFlag, letter("N"), int32(n), a, int32(lda), answer, work,
      other)
    result = unsafe answer[0]
    return Int(info)
  }

  /// The letter of the adjoint, which routines of real scalars call the transpose.
  private static func adjointLetter(_ adjoint: Bool) -> CChar {
    letter(!adjoint ? "N" : T.isComplex ? "C" : "T")
  }
}
