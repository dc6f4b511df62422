import ComplexModule

extension Matrix where Element: LAPACKScalar {
  /// Solves least squares under equality constraints: minimises `‖A x − c‖` where `B x = d`.
  ///
  /// The solution is unique: the constraints must be independent, and together with the matrix they
  /// must determine `x`.
  ///
  /// - Parameters:
  ///   - c: The right side, with an element for each row of the matrix.
  ///   - constraints: The matrix `B`, with the columns of the matrix.
  ///   - d: What the constraints demand, with an element for each row of `B`.
  /// - Returns: The solution `x`.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` with the rank of `B`, if its rows are
  ///   dependent, or else with that of `A` and `B` together, if they leave `x` undetermined;
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shapes fit.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.2; LAPACK's `gglse`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func leastSquares(
    _ c: Vector<Element>, constraints: Matrix, equal d: Vector<Element>
  ) throws(LinearAlgebraError) -> Vector<Element> {
    let (m, n, p) = (rows, columns, constraints.rows)
    precondition(
      c.count == m && constraints.columns == n && d.count == p,
      "right sides of \(c.count) and \(d.count) do not fit a \(shape) matrix with \(constraints.shape) constraints"
    )
    try checkDimensions()
    try constraints.checkDimensions()
    try checkFinite("a")
    try constraints.checkFinite("constraints")
    try c.storedMatrix.checkFinite("c")
    try d.storedMatrix.checkFinite("d")
    // Every constraint and the matrix may have a scale of their own without a change of the answer.
    let (matrixExponent, constraintExponent) = (safeScaleExponent, constraints.safeScaleExponent)
    let a = scaled(byPowerOfTwo: -matrixExponent)
    let b = constraints.scaled(byPowerOfTwo: -constraintExponent)
    let ownRank = try PivotedQR(b, assumingFinite: true).rank()
    if ownRank < p { throw .rankDeficient(rank: ownRank) }
    let stacked = a.balancedStack(above: b)
    let rank = try PivotedQR(stacked, assumingFinite: true).rank()
    if rank < n { throw .rankDeficient(rank: rank) }
    guard n > 0 else { return Vector(count: 0) }
    guard p > 0 else { return try leastSquares(c, driver: .fullRank).solution }
    return solveConstrained(
      a, c, b, d, matrixExponent: matrixExponent, constraintExponent: constraintExponent)
  }

  /// Lets LAPACK solve scaled equations of full rank.
  @inline(__always)
  private func solveConstrained(
    _ a: Matrix, _ c: Vector<Element>, _ b: Matrix, _ d: Vector<Element>, matrixExponent: Int,
    constraintExponent: Int
  ) -> Vector<Element> {
    let (m, n, p) = (a.rows, a.columns, b.rows)
    // One power of two for both right sides: they are multiples of one solution.
    let exponents = (
      c.storedMatrix.largestExponent.map { $0 - matrixExponent },
      d.storedMatrix.largestExponent.map { $0 - constraintExponent }
    )
    let exponent = [exponents.0, exponents.1].compactMap { $0 }.max() ?? 0
    let solution = Matrix(uninitializedRows: n, columns: 1)
    var workspace = Workspace()
    let first = unsafe workspace.take(Element.self, a.count)
    let second = unsafe workspace.take(Element.self, b.count)
    let (left, right) = unsafe (workspace.take(Element.self, m), workspace.take(Element.self, p))
    unsafe a.copy(to: first, dividedByPowerOfTwo: 0)
    unsafe b.copy(to: second, dividedByPowerOfTwo: 0)
    unsafe c.storedMatrix.copy(to: left, dividedByPowerOfTwo: matrixExponent + exponent)
    unsafe d.storedMatrix.copy(to: right, dividedByPowerOfTwo: constraintExponent + exponent)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) {
      let info = unsafe LAPACK<Element>.gglse(
        m: m, n: n, p: p, a: first, lda: max(1, m), b: second, ldb: p, c: left, d: right,
        x: solution.storage.base, work: work, workCount: count)
      precondition(info == 0, "gglse answered \(info)")
    }
    var size: Element = 0
    unsafe call(&size, -1)
    let count = Element.workCount(size)
    unsafe call(workspace.take(Element.self, count), count)
    return Vector(matrix: solution.scaled(byPowerOfTwo: exponent))
  }

  /// Solves the general Gauss–Markov linear model: minimises `‖y‖` where `d = A x + B y`.
  ///
  /// This is least squares with errors of covariance `B Bᴴ`; with a square, nonsingular `B` it
  /// minimises `‖B⁻¹ (d − A x)‖`, without the inverse.
  ///
  /// - Parameters:
  ///   - d: The observations, with an element for each row of the matrix.
  ///   - errors: The matrix `B`, with the rows of the matrix.
  /// - Returns: The parameters `x` and the errors `y`.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` with the rank of `A`, if its columns are
  ///   dependent, or else with that of `A` and `B` together, if it is less than the number of rows;
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shapes fit.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.1.2; LAPACK's `ggglm`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func gaussMarkov(
    _ d: Vector<Element>, errors: Matrix
  ) throws(LinearAlgebraError) -> (solution: Vector<Element>, errors: Vector<Element>) {
    let (n, m, p) = (rows, columns, errors.columns)
    precondition(
      d.count == n && errors.rows == n,
      "observations of \(d.count) and errors of \(errors.shape) do not fit a \(shape) matrix")
    try checkDimensions()
    try errors.checkDimensions()
    try checkFinite("a")
    try errors.checkFinite("errors")
    try d.storedMatrix.checkFinite("d")
    let (first, second) = (safeScaleExponent, errors.safeScaleExponent)
    let a = scaled(byPowerOfTwo: -first)
    let b = errors.scaled(byPowerOfTwo: -second)
    let ownRank = try PivotedQR(a, assumingFinite: true).rank()
    if ownRank < m { throw .rankDeficient(rank: ownRank) }
    let stacked = Matrix(a.adjoint).balancedStack(above: Matrix(b.adjoint))
    let rank = try PivotedQR(stacked, assumingFinite: true).rank()
    if rank < n { throw .rankDeficient(rank: rank) }
    guard n > 0 else { return (Vector(count: 0), Vector(count: p)) }
    let exponent = d.storedMatrix.safeScaleExponent
    let (x, y) = (
      Matrix(uninitializedRows: m, columns: 1), Matrix(uninitializedRows: p, columns: 1)
    )
    var workspace = Workspace()
    let left = unsafe workspace.take(Element.self, a.count)
    let right = unsafe workspace.take(Element.self, b.count)
    let observations = unsafe workspace.take(Element.self, n)
    unsafe a.copy(to: left, dividedByPowerOfTwo: 0)
    unsafe b.copy(to: right, dividedByPowerOfTwo: 0)
    unsafe d.storedMatrix.copy(to: observations, dividedByPowerOfTwo: exponent)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) {
      let info = unsafe LAPACK<Element>.ggglm(
        n: n, m: m, p: p, a: left, lda: n, b: right, ldb: n, d: observations,
        x: x.storage.base, y: y.storage.base, work: work, workCount: count)
      precondition(info == 0, "ggglm answered \(info)")
    }
    var size: Element = 0
    unsafe call(&size, -1)
    let count = Element.workCount(size)
    unsafe call(workspace.take(Element.self, count), count)
    return (
      Vector(matrix: x.scaled(byPowerOfTwo: exponent - first)),
      Vector(matrix: y.scaled(byPowerOfTwo: exponent - second))
    )
  }

  /// The exponent of the largest element, `nil` if all are zero.
  fileprivate var largestExponent: Int? {
    let largest = norm(.maxAbs)
    if largest.isInfinite { return Int(Element.RealPart.greatestFiniteMagnitude.exponent) + 1 }
    return largest > 0 ? Int(largest.exponent) : nil
  }

  /// The rows of this matrix above those of another, each scaled to elements near one.
  fileprivate func balancedStack(above other: Matrix) -> Matrix {
    let (first, second) = (largestExponent ?? 0, other.largestExponent ?? 0)
    return Matrix(rows: rows + other.rows, columns: columns) { row, column in
      row < rows
        ? self[row, column].scaled(byPowerOfTwo: -first)
        : other[row - rows, column].scaled(byPowerOfTwo: -second)
    }
  }
}
