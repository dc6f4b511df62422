import ComplexModule

/// The complete orthogonal factorization `A P = Q [T 0; 0 0] Z` of a matrix of rank `r`.
///
/// ``PivotedQR`` with the part of `R` right of the leading `r × r` block removed by reflections from
/// the right. It answers what a rank-deficient matrix can answer: least squares of minimum norm, bases
/// of range and null space, the pseudo-inverse, all for a chosen rank.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 5.4.7.
public struct CompleteOrthogonal<Element: LAPACKScalar>: LeastSquaresSolver, Reconstructible {
  /// The factorization `A P = Q R`.
  public let pivotedQR: PivotedQR<Element>
  /// The rank that was taken for the matrix's.
  public let rank: Int
  /// `T` and beside it the vectors of the reflections: `rank × columns`.
  private var trapezoid: Reflectors<Element>

  /// The number of rows of the factored matrix.
  public var rows: Int { pivotedQR.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { pivotedQR.columns }
  /// Success, or the rank if it is not full.
  public var status: FactorStatus {
    rank == min(rows, columns) ? .success : .rankDeficient(rank: rank)
  }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - tolerance: What ``PivotedQR/rank(tolerance:)`` takes.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, tolerance: Element.RealPart? = nil, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    self.init(try PivotedQR(a, assumingFinite: assumingFinite), tolerance: tolerance)
  }

  /// Completes a factorization with column pivoting.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ pivotedQR: PivotedQR<Element>, tolerance: Element.RealPart? = nil) {
    let (rank, columns) = (pivotedQR.rank(tolerance: tolerance), pivotedQR.columns)
    self.pivotedQR = pivotedQR
    self.rank = rank
    trapezoid = Reflectors(.qr, Shape(rows: rank, columns: columns))
    let packed = pivotedQR.reflectors.packed
    trapezoid.packed = Matrix(rows: rank, columns: columns) { $0 <= $1 ? packed[$0, $1] : 0 }
    guard rank > 0 && rank < columns else { return }
    var workspace = Workspace()
    unsafe withQueriedWork(&workspace, "tzrzf") { work, count in
      unsafe LAPACK<Element>.tzrzf(
        m: rank, n: columns, a: trapezoid.packed.storage.base,
        lda: trapezoid.packed.leadingDimension, tau: trapezoid.factors.storage.base, work: work,
        workCount: count)
    }
  }

  /// Replaces `C` by `Z C` or `Zᴴ C`.
  private func applyRight(adjoint: Bool, to c: inout Matrix<Element>) {
    guard rank > 0 && rank < columns && c.columns > 0 else { return }
    c.makeUnique()
    var workspace = Workspace()
    unsafe withQueriedWork(&workspace, "ormrz") { work, count in
      unsafe LAPACK<Element>.ormrz(
        adjoint: adjoint, m: c.rows, n: c.columns, k: rank, l: columns - rank,
        a: trapezoid.packed.storage.base, lda: trapezoid.packed.leadingDimension,
        tau: trapezoid.factors.storage.base, c: c.storage.base, ldc: c.leadingDimension,
        work: work, workCount: count)
    }
  }

  /// Returns `A⁺ B`, the `X` of minimum norm that minimises `‖A X − B‖`, column by column.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `b` has as many rows as `A`.
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try checkLeastSquares(b)
    let exponent = b.safeScaleExponent
    var head = exponent == 0 ? b : b.scaled(byPowerOfTwo: -exponent)
    pivotedQR.applyOrthogonal(to: &head, operation: .adjoint)
    trapezoid.solveTriangle(.none, in: &head)
    var result = Matrix(rows: columns, columns: b.columns) { $0 < rank ? head[$0, $1] : 0 }
    applyRight(adjoint: true, to: &result)
    result = result.permutingRows(pivotedQR.permutation, inverse: true)
    result.scale(byPowerOfTwo: exponent - pivotedQR.reflectors.scaleExponent)
    return result
  }

  /// Returns an orthonormal basis of the range of the matrix, `rows × rank`.
  public func rangeBasis() -> Matrix<Element> {
    Matrix(pivotedQR.orthogonal(.thin)[rows: 0..<rows, columns: 0..<rank])
  }

  /// Returns an orthonormal basis of the null space of the matrix, `columns × (columns − rank)`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func nullSpace() -> Matrix<Element> {
    var result = Matrix<Element>(rows: columns, columns: columns - rank) { $0 == rank + $1 ? 1 : 0 }
    applyRight(adjoint: true, to: &result)
    return result.permutingRows(pivotedQR.permutation, inverse: true)
  }

  /// Returns the pseudo-inverse of the matrix, or of the one of rank ``rank`` near it.
  ///
  /// - Throws: ``LinearAlgebraError/tooLarge(dimension:)``.
  public func pseudoInverse() throws(LinearAlgebraError) -> Matrix<Element> {
    try leastSquares(.identity(rows))
  }

  /// Returns `Q [T 0; 0 0] Z Pᵀ`.
  public func reconstructed() -> Matrix<Element> {
    // Aᴴ = P Zᴴ [T 0]ᴴ Qᴴ
    var adjoint = Matrix<Element>(rows: columns, columns: rank) { row, column in
      column <= row && row < rank ? trapezoid.packed[column, row].conjugate : 0
    }
    applyRight(adjoint: true, to: &adjoint)
    var result = rangeBasis() * adjoint.permutingRows(pivotedQR.permutation, inverse: true).adjoint
    result.scale(byPowerOfTwo: pivotedQR.reflectors.scaleExponent)
    return result
  }
}

extension PivotedQR: LeastSquaresSolver {
  /// Returns `A⁺ B`, the `X` of minimum norm that minimises `‖A X − B‖`, column by column.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `b` has as many rows as `A`.
  @inlinable
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try leastSquares(b, tolerance: nil)
  }

  /// Returns `A⁺ B` for the rank that ``rank(tolerance:)`` finds.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `b` has as many rows as `A`.
  @inlinable
  public func leastSquares(
    _ b: Matrix<Element>, tolerance: Element.RealPart?
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    try CompleteOrthogonal(self, tolerance: tolerance).leastSquares(b)
  }
}
