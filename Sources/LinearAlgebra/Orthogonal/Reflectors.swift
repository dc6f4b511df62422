import ComplexModule

/// How much of an orthogonal matrix is formed.
public enum OrthogonalExtent: Hashable, Sendable, CaseIterable {
  /// The vectors that multiply the triangle.
  case thin
  /// A complete basis: a square matrix.
  case full
}

/// A triangle and an orthogonal matrix as a product of reflections, packed as LAPACK does.
///
/// This is what ``QR``, ``LQ``, ``RQ``, ``QL`` and ``PivotedQR`` are made of; what can be done with it is
/// written once, in ``OrthogonalFactorization``.
public struct Reflectors<Element: LAPACKScalar>: Sendable {
  /// On which side the orthogonal matrix stands, and which triangle there is.
  let kind: OrthogonalKind
  /// The triangle of `2^-scaleExponent A`, and beside it the vectors of the reflections.
  var packed: Matrix<Element>
  /// The factors of the reflections.
  var factors: Matrix<Element>
  /// The matrix that was factored is `2^-scaleExponent A`.
  var scaleExponent = 0
  /// Whether an element on the diagonal of the triangle is exactly zero.
  private(set) var status = FactorStatus.success

  /// Makes room for a factorization.
  init(_ kind: OrthogonalKind, _ shape: Shape) {
    self.kind = kind
    packed = Matrix(uninitializedRows: shape.rows, columns: shape.columns)
    factors = Matrix(uninitializedRows: min(shape.rows, shape.columns), columns: 1)
  }

  /// Factors a matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  init(
    _ kind: OrthogonalKind, factoring matrix: Matrix<Element>, assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    self.init(kind, matrix.shape)
    var workspace = Workspace()
    try update(matrix, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// Factors another matrix of the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  mutating func update(
    _ matrix: Matrix<Element>, assumingFinite: Bool, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    try check(matrix, assumingFinite: assumingFinite)
    load(matrix)
    if !matrix.isEmpty {
      unsafe withQueriedWork(&workspace, "geqrf") { work, count in
        unsafe LAPACK<Element>.geqrf(
          kind, m: rows, n: columns, a: packed.storage.base, lda: packed.leadingDimension,
          tau: factors.storage.base, work: work, workCount: count)
      }
    }
    noteStatus()
  }

  /// Traps if a matrix does not fit the memory, and throws if it is not finite.
  func check(_ matrix: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError) {
    precondition(
      matrix.shape == packed.shape,
      "cannot factor a \(matrix.shape) matrix in place of \(packed.shape)")
    if !assumingFinite { try matrix.checkFinite("a") }
  }

  /// Copies a matrix to the memory of the factors, scaled.
  mutating func load(_ matrix: Matrix<Element>) {
    scaleExponent = matrix.gentleScaleExponent
    packed.makeUniqueDiscardingElements()
    factors.makeUniqueDiscardingElements()
    unsafe matrix.copy(to: packed.storage.base, dividedByPowerOfTwo: scaleExponent)
  }

  /// Looks for a zero on the diagonal of the triangle.
  mutating func noteStatus() {
    let zero = (0..<count).first { diagonal($0) == 0 }
    status = zero.map { .singular(pivot: $0 + 1) } ?? .success
  }

  var rows: Int { packed.rows }
  var columns: Int { packed.columns }
  /// The number of reflections.
  var count: Int { factors.rows }
  /// The size of the full orthogonal matrix.
  var order: Int { kind.isOrthogonalFirst ? rows : columns }
  /// The triangle next to the orthogonal matrix.
  var triangle: Triangle { kind == .qr || kind == .rq ? .upper : .lower }

  /// The triangular or trapezoidal factor of `2^-scaleExponent A`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func scaledTriangle() -> Matrix<Element> {
    let (m, n, k) = (rows, columns, count)
    switch kind {
    case .qr: return Matrix(rows: k, columns: n) { $0 <= $1 ? packed[$0, $1] : 0 }
    case .lq: return Matrix(rows: m, columns: k) { $0 >= $1 ? packed[$0, $1] : 0 }
    case .rq:
      return Matrix(rows: m, columns: k) { $0 - (m - k) <= $1 ? packed[$0, n - k + $1] : 0 }
    case .ql:
      return Matrix(rows: k, columns: n) { $1 - (n - k) <= $0 ? packed[m - k + $0, $1] : 0 }
    }
  }

  /// The triangular or trapezoidal factor of the matrix.
  func triangularFactor() -> Matrix<Element> {
    var result = scaledTriangle()
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// The product of the factors.
  func product() -> Matrix<Element> {
    let (q, triangle) = (orthogonal(.thin), scaledTriangle())
    var result = kind.isOrthogonalFirst ? q * triangle : triangle * q
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// Forms the orthogonal matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func orthogonal(_ extent: OrthogonalExtent) -> Matrix<Element> {
    let (m, n, k) = (rows, columns, count)
    let size = extent == .thin ? k : order
    // The vectors lie in the first columns or rows, or in the last ones.
    var result =
      switch kind {
      case .qr:
        Matrix(rows: m, columns: size) { $1 < k ? packed[$0, $1] : 0 }
      case .lq:
        Matrix(rows: size, columns: n) { $0 < k ? packed[$0, $1] : 0 }
      case .rq:
        Matrix(rows: size, columns: n) { row, column in
          row >= size - k ? packed[row - size + m, column] : 0
        }
      case .ql:
        Matrix(rows: m, columns: size) { row, column in
          column >= size - k ? packed[row, column - size + n] : 0
        }
      }
    guard !result.isEmpty else { return result }
    result.makeUnique()
    var workspace = Workspace()
    unsafe withQueriedWork(&workspace, "orgqr") { work, count in
      unsafe LAPACK<Element>.orgqr(
        kind, m: result.rows, n: result.columns, k: k, a: result.storage.base,
        lda: result.leadingDimension, tau: factors.storage.base, work: work, workCount: count)
    }
    return result
  }

  /// Replaces `C` by `op(Q) C` or `C op(Q)` with the full orthogonal matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func apply(_ operation: MatrixOperation, _ side: Side, to c: inout Matrix<Element>) {
    precondition(
      (side == .left ? c.rows : c.columns) == order,
      "an orthogonal matrix of order \(order) does not fit a \(c.shape) matrix")
    guard !c.isEmpty && count > 0 else { return }
    c.makeUnique()
    // Qᵀ C = conj(Qᴴ conj(C)), and likewise for conj(Q).
    let isConjugated = Element.isComplex && (operation == .transpose || operation == .conjugate)
    if isConjugated { c.conjugateElements() }
    let offset = kind == .rq ? rows - count : kind == .ql ? (columns - count) * rows : 0
    var workspace = Workspace()
    unsafe withQueriedWork(&workspace, "ormqr") { work, workCount in
      unsafe LAPACK<Element>.ormqr(
        kind, side, adjoint: operation.isTransposing, m: c.rows, n: c.columns, k: count,
        a: packed.storage.base + offset, lda: packed.leadingDimension, tau: factors.storage.base,
        c: c.storage.base, ldc: c.leadingDimension, work: work, workCount: workCount)
    }
    if isConjugated { c.conjugateElements() }
  }
}

/// Calls a routine twice, to ask for the size of its workspace and to work.
@inline(__always)
func withQueriedWork<T: Scalar>(
  _ workspace: inout Workspace, _ routine: StaticString,
  _ call: (UnsafeMutablePointer<T>, Int) -> Int
) {
  workspace.reset()
  var size: T = 0
  var info = unsafe call(&size, -1)
  precondition(info == 0, "\(routine) refused argument \(-info)")
  let count = T.workCount(size)
  info = unsafe call(workspace.take(T.self, count), count)
  precondition(info == 0, "\(routine) answered \(info)")
}
