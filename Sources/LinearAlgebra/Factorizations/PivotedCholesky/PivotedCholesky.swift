import ComplexModule
import RealModule

/// The factorization `Pᵀ A P = L Lᴴ` of a Hermitian positive semidefinite matrix, with complete pivoting.
///
/// `L` is lower trapezoidal with `rank` columns and a falling diagonal. What is left of the matrix after
/// `rank` steps is taken for zero.
///
/// > Reference: Higham (2002), "Accuracy and stability of numerical algorithms", section 10.3; LAPACK
/// > Working Note 161.
public struct PivotedCholesky<Element: LAPACKScalar>: LinearSolver, Reconstructible {
  /// `L` of `2^-scaleExponent A` in its first `rank` columns, with zeros above; the others are not used.
  private var factor: Matrix<Element>
  /// The number of pivots above the tolerance.
  public private(set) var rank = 0
  /// Row `i` of the permuted matrix is row `permutation[i]` of the matrix.
  public private(set) var permutation: [Int]
  private var scaleExponent = 0

  /// The number of rows of the factored matrix.
  public var rows: Int { factor.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { factor.rows }
  /// `L`: lower trapezoidal, `rows × rank`, with zeros above; of the matrix divided by a power of two, if
  /// that is near overflow or underflow.
  public var lower: Matrix<Element> { Matrix(factor[rows: 0..<rows, columns: 0..<rank]) }
  /// Whether the matrix has full rank.
  public var status: FactorStatus { rank == rows ? .success : .rankDeficient(rank: rank) }

  /// Factors a semidefinite matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix, of which one triangle is read.
  ///   - tolerance: Pivots up to `tolerance · max aᵢᵢ` end the factorization. By default
  ///     `rows · ε`, with `ε` the distance from one to the next number.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` if a pivot is more negative than the
  ///   tolerance explains (the minor is that of the permuted matrix),
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`² · `rank`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: Hermitian<Element>, tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) {
    let n = a.rows
    try a.stored.checkDimensions()
    (factor, permutation) = (Matrix(uninitializedRows: n, columns: n), Array(0..<n))
    try load(a, tolerance)
  }

  /// Factors another matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What ``init(_:tolerance:)`` throws. A matrix that is not semidefinite stays factored as far
  ///   as it goes, with a ``rank`` below its rows; other errors change nothing.
  /// - Precondition: `a` has the size of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Hermitian<Element>, tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) {
    precondition(a.rows == rows, "cannot factor a \(a.shape) matrix in place of \(rows)×\(rows)")
    try load(a, tolerance)
  }

  /// Stores the factor of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(
    _ a: Hermitian<Element>, _ tolerance: Element.RealPart?
  ) throws(LinearAlgebraError) {
    typealias Real = Element.RealPart
    let n = rows
    try a.stored.checkFinite("a", a.triangle)
    factor.load(a.stored, mirroring: a.triangle, conjugating: true)
    (rank, scaleExponent) = (0, 0)
    for index in 0..<n { permutation[index] = index }
    let largest = factor.norm(.maxAbs)
    guard n > 0, largest > 0 else { return }
    // Semidefinite matrices have their largest element on the diagonal.
    let pivot = factor.diagonal.reduce(0) { max($0, $1.realPart) }
    guard pivot > 0 else { throw .notPositiveDefinite(minor: 1) }
    let limit = Int(Real.greatestFiniteMagnitude.exponent)
    // Scaling by an even power of two leaves room for squares.
    if abs(largest.sizeExponent) > limit / 2 {
      scaleExponent = largest.sizeExponent & ~1
      factor.scale(byPowerOfTwo: -scaleExponent)
    }
    let scaledPivot = pivot.scaled(byPowerOfTwo: -scaleExponent)
    let bound = max(0, tolerance ?? Real(n) * Real.ulpOfOne) * scaledPivot
    var workspace = Workspace()
    var found: Int32 = 0
    let exchanges = unsafe workspace.take(Int32.self, n)
    let info = unsafe LAPACK<Element>.pstrf(
      .lower, n: n, a: factor.storage.base, lda: n, pivots: exchanges, rank: &found,
      tolerance: bound, work: workspace.take(Real.self, 2 * n))
    precondition(info >= 0, "pstrf refused argument \(-info)")
    for index in 0..<n { permutation[index] = unsafe Int(exchanges[index]) - 1 }
    rank = Int(found)
    for column in 0..<rank {
      for row in 0..<column { unsafe factor.storage.base[row + column * n] = 0 }
    }
    try checkRemainder(a, bound: max(bound, Real(n) * Real.ulpOfOne * scaledPivot))
  }

  /// Throws if what is left on the diagonal is more negative than rounding explains.
  private func checkRemainder(
    _ a: Hermitian<Element>, bound: Element.RealPart
  ) throws(LinearAlgebraError) {
    for row in rank..<max(rows, rank) {
      let place = permutation[row]
      let diagonal = a.stored[place, place].realPart.scaled(byPowerOfTwo: -scaleExponent)
      let explained = (0..<rank).reduce(Element.RealPart.zero) {
        $0 + factor[row, $1].squaredModulus
      }
      if diagonal - explained < -4 * bound { throw .notPositiveDefinite(minor: rank + 1) }
    }
  }

  /// Returns `P L Lᴴ Pᵀ`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let lower = lower
    let product = lower * lower.adjoint
    var result = Matrix<Element>(rows: rows, columns: rows)
    for column in 0..<rows {
      for row in 0..<rows {
        result[permutation[row], permutation[column]] = product[row, column]
      }
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` (see ``basicSolution(_:)``),
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solve(in: &b, operation, side, matrixExponent: scaleExponent) { b, operation in
      let isConjugated = operation == .transpose || operation == .conjugate
      if isConjugated { b.conjugateElements() }
      var x = b.permutingRows(permutation, inverse: false)
      solveLeading(.none, in: &x)
      solveLeading(.adjoint, in: &x)
      b = x.permutingRows(permutation, inverse: true)
      if isConjugated { b.conjugateElements() }
    }
  }

  /// Solves `op(L₁) X = B` in place, where `L₁` is the square triangle of ``lower``.
  @inline(__always)
  private func solveLeading(_ operation: MatrixOperation, in b: inout Matrix<Element>) {
    guard !b.isEmpty else { return }
    b.makeUnique()
    unsafe BLAS<Element>.trsm(
      .left, .lower, operation, .general, m: rank, n: b.columns, a: factor.storage.base,
      lda: factor.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
  }

  /// Returns a solution of `A X = B`, for `B` in the range of `A`, with at most `rank` nonzero rows.
  ///
  /// Of other right sides it solves the rows that the pivots chose. The unknowns of the other rows
  /// are zero; what of the residual is left in their equations tells whether `B` is in the range.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Precondition: `b` has as many rows as the matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func basicSolution(
    _ b: Matrix<Element>
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(
      b.rows == rows,
      "a right side of shape \(b.shape) does not fit a factored \(rows)×\(rows) matrix")
    try b.checkFinite("b")
    guard rank > 0 else { return Matrix(rows: rows, columns: b.columns) }
    var leading = Matrix<Element>(rows: rank, columns: b.columns) { row, column in
      b[permutation[row], column]
    }
    let scaling = RightSideScaling(&leading, .left)
    solveLeading(.none, in: &leading)
    solveLeading(.adjoint, in: &leading)
    scaling.restore(&leading, matrixExponent: scaleExponent)
    var result = Matrix<Element>(rows: rows, columns: b.columns)
    for column in 0..<b.columns {
      for row in 0..<rank { result[permutation[row], column] = leading[row, column] }
    }
    return result
  }

  /// Returns a basis, one column each, of the vectors that the matrix maps to zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func nullSpaceBasis() -> Matrix<Element> {
    let free = rows - rank
    // L = (L₁; L₂): x = (-L₁⁻ᴴ L₂ᴴ z; z).
    var leading = Matrix<Element>(rows: rank, columns: free) { row, column in
      -factor[rank + column, row].conjugate
    }
    solveLeading(.adjoint, in: &leading)
    var result = Matrix<Element>(rows: rows, columns: free)
    for column in 0..<free {
      for row in 0..<rank { result[permutation[row], column] = leading[row, column] }
      result[permutation[rank + column], column] = 1
    }
    return result
  }
}
