import ComplexModule

extension QR: LeastSquaresSolver {
  /// Returns the `X` that minimises `‖A X − B‖`, column by column, as `R⁻¹ Qᴴ B`.
  ///
  /// The columns must be linearly independent to working precision; ``PivotedQR`` serves matrices
  /// that have lost rank, ``LQ`` those with more columns than rows.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` if ``reciprocalCondition()`` is below ε,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix has no more columns than rows, and `b` has its rows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(
      rows >= columns,
      "the QR factors of a \(rows)×\(columns) matrix do not solve least squares: use LQ")
    try checkLeastSquares(b)
    try reflectors.checkFullRank()
    let exponent = b.safeScaleExponent
    var result = exponent == 0 ? b : b.scaled(byPowerOfTwo: -exponent)
    reflectors.apply(.adjoint, .left, to: &result)
    reflectors.solveTriangle(.none, in: &result)
    result = Matrix(result[rows: 0..<columns, columns: 0..<b.columns])
    result.scale(byPowerOfTwo: exponent - reflectors.scaleExponent)
    return result
  }

  /// Returns an estimate of `1 / (‖R‖ ‖R⁻¹‖)` in the 1-norm; zero if singular, one if empty.
  ///
  /// - Precondition: The matrix has no more columns than rows.
  public func reciprocalCondition() -> Element.RealPart {
    precondition(
      rows >= columns, "the triangle of a \(rows)×\(columns) matrix is not square")
    return reflectors.reciprocalCondition()
  }
}

extension LQ: LeastSquaresSolver {
  /// Returns the `X` of minimum norm with `A X = B`, as `Qᴴ L⁻¹ B`.
  ///
  /// The rows must be linearly independent to working precision; ``PivotedQR`` serves matrices that
  /// have lost rank, ``QR`` those with more rows than columns.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` if ``reciprocalCondition()`` is below ε,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix has no more rows than columns, and `b` has its rows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(
      rows <= columns,
      "the LQ factors of a \(rows)×\(columns) matrix do not solve least squares: use QR")
    try checkLeastSquares(b)
    try reflectors.checkFullRank()
    let exponent = b.safeScaleExponent
    var head = exponent == 0 ? b : b.scaled(byPowerOfTwo: -exponent)
    reflectors.solveTriangle(.none, in: &head)
    var result = Matrix(rows: columns, columns: b.columns) { $0 < rows ? head[$0, $1] : 0 }
    reflectors.apply(.adjoint, .left, to: &result)
    result.scale(byPowerOfTwo: exponent - reflectors.scaleExponent)
    return result
  }

  /// Returns an estimate of `1 / (‖L‖ ‖L⁻¹‖)` in the 1-norm; zero if singular, one if empty.
  ///
  /// - Precondition: The matrix has no more rows than columns.
  public func reciprocalCondition() -> Element.RealPart {
    precondition(
      rows <= columns, "the triangle of a \(rows)×\(columns) matrix is not square")
    return reflectors.reciprocalCondition()
  }
}

extension Reflectors {
  /// Throws if the triangle is singular to working precision.
  func checkFullRank() throws(LinearAlgebraError) {
    guard reciprocalCondition() < Element.RealPart.ulpOfOne else { return }
    // The triangle has the rank of the matrix.
    let rank = try PivotedQR(scaledTriangle(), assumingFinite: true).rank()
    throw .rankDeficient(rank: min(rank, count - 1))
  }
}
