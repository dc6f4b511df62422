import ComplexModule

extension Matrix where Element: LAPACKScalar {
  /// Solves the general Gauss–Markov linear model: minimises `‖Y‖` where `D = A X + B Y`, column by
  /// column.
  ///
  /// This is least squares with errors of covariance `B Bᴴ`; with a square, nonsingular `B` it
  /// minimises `‖B⁻¹ (D − A X)‖`, without the inverse. The factorization of `A` separates what `X` can
  /// explain; the rest demands errors, of which the smallest are taken. It serves all right sides.
  ///
  /// - Parameters:
  ///   - d: The observations, with a row for each row of the matrix.
  ///   - errors: The matrix `B`, with the rows of the matrix.
  /// - Returns: The parameters `X` and the errors `Y`, a column for each one of `d`.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` with the rank of `A`, if its columns are
  ///   dependent, or else with that of `A` and `B` together, if it is less than the number of rows;
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shapes fit.
  /// - Complexity: O((`columns` + columns of `errors`) · `rows`²), and O(elements) for each right side.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.1.2; Paige (1979), "Computer
  /// > solution and perturbation analysis of generalized linear least squares problems".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func gaussMarkov(
    _ d: Matrix, errors: Matrix
  ) throws(LinearAlgebraError) -> (solution: Matrix, errors: Matrix) {
    let (n, m, p) = (rows, columns, errors.columns)
    precondition(
      d.rows == n && errors.rows == n,
      "observations of \(d.shape) and errors of \(errors.shape) do not fit a \(shape) matrix")
    for matrix in [self, errors, d] { try matrix.checkDimensions() }
    try checkFinite("a")
    try errors.checkFinite("errors")
    try d.checkFinite("d")
    let exponents = (matrix: safeScaleExponent, errors: errors.safeScaleExponent)
    let a = scaled(byPowerOfTwo: -exponents.matrix)
    let b = errors.scaled(byPowerOfTwo: -exponents.errors)
    let ownRank = try PivotedQR(a, assumingFinite: true).rank()
    if ownRank < m { throw .rankDeficient(rank: ownRank) }
    let stacked = Matrix(a.adjoint).balancedStack(above: Matrix(b.adjoint))
    let rank = try PivotedQR(stacked, assumingFinite: true).rank()
    if rank < n { throw .rankDeficient(rank: rank) }
    let scales = (0..<d.columns).map { column in
      let exponent = d.columnExponent(column, less: 0)
      return exponent == .min ? 0 : exponent
    }
    // Qᴴ A = (R; 0) and Qᴴ B = (B₁; B₂): B₂ Y = D₂ with the least ‖Y‖, then R X = D₁ − B₁ Y.
    let qr = try QR(a, assumingFinite: true)
    let turned = qr.orthogonalProduct(b, operation: .adjoint)
    let observed = qr.orthogonalProduct(
      d.scalingColumns { -scales[$0] }, operation: .adjoint)
    let lq = try LQ(Matrix(turned[rows: m..<n, columns: 0..<p]), assumingFinite: true)
    var head = Matrix(observed[rows: m..<n, columns: 0..<d.columns])
    try solveTriangular(lq.lower, .lower, in: &head)
    let padding = Matrix(rows: p - (n - m), columns: d.columns)
    let least = lq.orthogonalProduct(Matrix(stackingRows: [head, padding]), operation: .adjoint)
    var solution =
      Matrix(observed[rows: 0..<m, columns: 0..<d.columns])
      - Matrix(turned[rows: 0..<m, columns: 0..<p]) * least
    try solveTriangular(qr.upper, .upper, in: &solution)
    return (
      solution.scalingColumns { scales[$0] - exponents.matrix },
      least.scalingColumns { scales[$0] - exponents.errors }
    )
  }

  /// Solves the general Gauss–Markov linear model: minimises `‖y‖` where `d = A x + B y`.
  ///
  /// See `gaussMarkov(_:errors:)` of matrices for what it means and for errors.
  ///
  /// - Precondition: `d` has an element, and `errors` a row, for each row of the matrix.
  public func gaussMarkov(
    _ d: Vector<Element>, errors: Matrix
  ) throws(LinearAlgebraError) -> (solution: Vector<Element>, errors: Vector<Element>) {
    let (solution, errors) = try gaussMarkov(d.matrix, errors: errors)
    return (Vector(matrix: solution), Vector(matrix: errors))
  }
}
