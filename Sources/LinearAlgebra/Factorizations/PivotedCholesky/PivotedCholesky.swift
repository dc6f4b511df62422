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
  /// `L`: lower trapezoidal, `rows × rank`, with zeros above.
  public private(set) var lower: Matrix<Element>
  /// Row `i` of the permuted matrix is row `permutation[i]` of the matrix.
  public private(set) var permutation: [Int]
  private var scaleExponent = 0

  /// The number of rows of the factored matrix.
  public var rows: Int { lower.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { lower.rows }
  /// The number of pivots above the tolerance.
  public var rank: Int { lower.columns }
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
    typealias Real = Element.RealPart
    let n = a.rows
    try a.stored.checkDimensions()
    try a.stored.checkFinite("a", a.triangle)
    var factor = a.dense()
    let largest = factor.norm(.maxAbs)
    (lower, permutation) = (Matrix(rows: n, columns: 0), Array(0..<n))
    let pivot = a.diagonal.max() ?? 0
    guard n > 0, largest > 0 else { return }
    // Semidefinite matrices have their largest element on the diagonal.
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
    var (rank, exchanges) = (Int32(0), [Int32](repeating: 0, count: n))
    let info = unsafe LAPACK<Element>.pstrf(
      .lower, n: n, a: factor.storage.base, lda: n, pivots: &exchanges, rank: &rank,
      tolerance: bound, work: workspace.take(Real.self, 2 * n))
    precondition(info >= 0, "pstrf refused argument \(-info)")
    permutation = exchanges.map { Int($0) - 1 }
    let count = Int(rank)
    lower = Matrix(rows: n, columns: count) { row, column in
      row >= column ? factor[row, column] : 0
    }
    try checkRemainder(a, bound: max(bound, Real(n) * Real.ulpOfOne * scaledPivot))
  }

  /// Throws if what is left on the diagonal is more negative than rounding explains.
  private func checkRemainder(
    _ a: Hermitian<Element>, bound: Element.RealPart
  ) throws(LinearAlgebraError) {
    for row in rank..<max(rows, rank) {
      let diagonal = a.diagonal[permutation[row]].scaled(byPowerOfTwo: -scaleExponent)
      let explained = (0..<rank).reduce(Element.RealPart.zero) {
        $0 + lower[row, $1].squaredModulus
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
      solveTriangle(lower, .lower, .general, .none, .left, dividing: false, in: &x)
      solveTriangle(lower, .lower, .general, .adjoint, .left, dividing: false, in: &x)
      b = x.permutingRows(permutation, inverse: true)
      if isConjugated { b.conjugateElements() }
    }
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
    let triangle = Matrix<Element>(rows: rank, columns: rank) { lower[$0, $1] }
    if !leading.isEmpty {
      solveTriangle(triangle, .lower, .general, .none, .left, dividing: false, in: &leading)
      solveTriangle(triangle, .lower, .general, .adjoint, .left, dividing: false, in: &leading)
    }
    leading.scale(byPowerOfTwo: -scaleExponent)
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
      -lower[rank + column, row].conjugate
    }
    let triangle = Matrix<Element>(rows: rank, columns: rank) { lower[$0, $1] }
    if !leading.isEmpty {
      solveTriangle(triangle, .lower, .general, .adjoint, .left, dividing: false, in: &leading)
    }
    var result = Matrix<Element>(rows: rows, columns: free)
    for column in 0..<free {
      for row in 0..<rank { result[permutation[row], column] = leading[row, column] }
      result[permutation[rank + column], column] = 1
    }
    return result
  }
}
