/// The BLAS routines of one scalar, on column-major memory.
///
/// Matrix code reaches BLAS only through these static witnesses, so generic code dispatches without
/// a run-time cast and specialisation removes the dispatch. They check nothing: shapes, strides,
/// empty operands and `alpha == 0` are the caller's business (OpenBLAS prints to standard output
/// when an argument is illegal). Use ``multiply(_:_:into:alpha:beta:)`` and its relatives instead.
public protocol BLASKernels {
  /// The scalar that the routines serve.
  associatedtype Element
  /// The real type that belongs to it.
  associatedtype Magnitude

  /// Computes `C = alpha op(A) op(B) + beta C`, with `C` of shape `m × n` and inner dimension `k`.
  static func gemm(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, m: Int, n: Int, k: Int,
    alpha: Element, a: UnsafePointer<Element>, lda: Int, b: UnsafePointer<Element>, ldb: Int,
    beta: Element, c: UnsafeMutablePointer<Element>, ldc: Int)

  /// Computes `y = alpha op(A) x + beta y`, with `A` of shape `m × n`.
  static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: Element, a: UnsafePointer<Element>,
    lda: Int, x: UnsafePointer<Element>, strideX: Int, beta: Element,
    y: UnsafeMutablePointer<Element>, strideY: Int)

  /// Computes `A += alpha x yᵀ`, or `alpha x yᴴ` if `conjugating`.
  static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: Element, x: UnsafePointer<Element>, strideX: Int,
    y: UnsafePointer<Element>, strideY: Int, a: UnsafeMutablePointer<Element>, lda: Int)

  /// Computes `y += alpha x`.
  static func axpy(
    count: Int, alpha: Element, x: UnsafePointer<Element>, strideX: Int,
    y: UnsafeMutablePointer<Element>, strideY: Int)

  /// Solves `op(A) X = B` or `X op(A) = B` for a triangular `A`; `B`, of shape `m × n`, becomes `X`.
  static func trsm(
    _ side: Side, _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal,
    m: Int, n: Int, a: UnsafePointer<Element>, lda: Int, b: UnsafeMutablePointer<Element>, ldb: Int)
}

/// The LAPACK routines of one scalar, on column-major memory.
///
/// Every function answers LAPACK's `info`. Like ``BLASKernels`` these are raw floors under the
/// factorizations, to be called with checked, finite arguments only.
public protocol LAPACKKernels: BLASKernels {
  /// Factors `A = P L U`; pivots count from one.
  static func getrf(
    m: Int, n: Int, a: UnsafeMutablePointer<Element>, lda: Int,
    pivots: UnsafeMutablePointer<Int32>
  ) -> Int

  /// Solves with the factors of ``getrf(m:n:a:lda:pivots:)``; not for `.conjugate`.
  static func getrs(
    _ operation: MatrixOperation, n: Int, rightSides: Int, a: UnsafePointer<Element>, lda: Int,
    pivots: UnsafePointer<Int32>, b: UnsafeMutablePointer<Element>, ldb: Int
  ) -> Int

  /// Replaces the factors of ``getrf(m:n:a:lda:pivots:)`` by the inverse.
  ///
  /// With `workCount == -1` it only stores the best size of the workspace in `work[0]`.
  static func getri(
    n: Int, a: UnsafeMutablePointer<Element>, lda: Int, pivots: UnsafePointer<Int32>,
    work: UnsafeMutablePointer<Element>, workCount: Int
  ) -> Int

  /// Estimates the reciprocal condition number in the 1-norm from the factors and the norm.
  static func gecon(
    n: Int, a: UnsafePointer<Element>, lda: Int, norm: Magnitude, result: inout Magnitude
  ) -> Int

  /// Factors a Hermitian positive definite matrix, of which it touches one triangle.
  static func potrf(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Element>, lda: Int
  ) -> Int

  /// Solves with the factor of ``potrf(_:n:a:lda:)``.
  static func potrs(
    _ triangle: Triangle, n: Int, rightSides: Int, a: UnsafePointer<Element>, lda: Int,
    b: UnsafeMutablePointer<Element>, ldb: Int
  ) -> Int

  /// Replaces the factor of ``potrf(_:n:a:lda:)`` by one triangle of the inverse.
  static func potri(
    _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<Element>, lda: Int
  ) -> Int

  /// Estimates the reciprocal condition number in the 1-norm from the factor and the norm.
  static func pocon(
    _ triangle: Triangle, n: Int, a: UnsafePointer<Element>, lda: Int, norm: Magnitude,
    result: inout Magnitude
  ) -> Int
}
