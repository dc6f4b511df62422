extension UpdatableQR: LeastSquaresSolver {
  /// Returns the `X` that minimises `‖A X − B‖`, column by column, as `R⁻¹ Qᴴ B`.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` if the columns are dependent to working
  ///   precision, ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix has no more columns than rows, and `b` has its rows.
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(
      rows >= columns, "the QR factors of a \(upper.shape) matrix do not solve least squares")
    try checkLeastSquares(b)
    var triangle = Reflectors<Element>(.qr, Shape(rows: columns, columns: columns))
    let exponent = b.safeScaleExponent
    triangle.load(Matrix(upper[rows: 0..<columns, columns: 0..<columns]))
    try triangle.checkFullRank()
    var result =
      orthogonal[rows: 0..<rows, columns: 0..<columns].adjoint * b.scaled(byPowerOfTwo: -exponent)
    triangle.solveTriangle(.none, in: &result)
    result.scale(byPowerOfTwo: exponent - triangle.scaleExponent)
    return result
  }
}
