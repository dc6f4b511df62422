import ComplexModule

extension Matrix where Element: LAPACKScalar {
  /// Solves least squares under equality constraints: minimises `‖A X − C‖` where `B X = D`, column by
  /// column.
  ///
  /// The solution is unique: the constraints must be independent, and together with the matrix they
  /// must determine `X`. With `B = (0 R) Q` the constraints give the last rows of `Q X`, and least squares
  /// the first ones; both factorizations serve all right sides.
  ///
  /// - Parameters:
  ///   - c: The right sides, with a row for each row of the matrix.
  ///   - constraints: The matrix `B`, with the columns of the matrix.
  ///   - d: What the constraints demand, with a row for each row of `B` and the columns of `c`.
  /// - Returns: The solutions, a column for each right side.
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` with the rank of `B`, if its rows are
  ///   dependent, or else with that of `A` and `B` together, if they leave `X` undetermined;
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shapes fit.
  /// - Complexity: O((`rows` + `columns`) · `columns`²), and O(elements) for each right side.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.2.3.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func leastSquares(
    _ c: Matrix, constraints: Matrix, equal d: Matrix
  ) throws(LinearAlgebraError) -> Matrix {
    let (n, p) = (columns, constraints.rows)
    precondition(
      c.rows == rows && constraints.columns == n && d.rows == p && c.columns == d.columns,
      "right sides of \(c.shape) and \(d.shape) do not fit a \(shape) matrix with \(constraints.shape) constraints"
    )
    for matrix in [self, constraints, c] { try matrix.checkDimensions() }
    try checkFinite("a")
    try constraints.checkFinite("constraints")
    try c.checkFinite("c")
    try d.checkFinite("d")
    // The constraints and the matrix may have scales of their own without a change of the answer.
    let exponents = (matrix: safeScaleExponent, constraints: constraints.safeScaleExponent)
    let a = scaled(byPowerOfTwo: -exponents.matrix)
    let b = constraints.scaled(byPowerOfTwo: -exponents.constraints)
    let ownRank = try PivotedQR(b, assumingFinite: true).rank()
    if ownRank < p { throw .rankDeficient(rank: ownRank) }
    let rank = try PivotedQR(a.balancedStack(above: b), assumingFinite: true).rank()
    if rank < n { throw .rankDeficient(rank: rank) }
    // One power of two for both right sides of a column: they are multiples of one solution.
    let scales = (0..<c.columns).map { column in
      max(
        c.columnExponent(column, less: exponents.matrix),
        d.columnExponent(column, less: exponents.constraints))
    }.map { $0 == .min ? 0 : $0 }
    let demanded = d.scalingColumns { -scales[$0] - exponents.constraints }
    let observed = c.scalingColumns { -scales[$0] - exponents.matrix }
    let rq = try RQ(b, assumingFinite: true)
    // A Qᴴ = (A₁ A₂), Q X = (Y; Z) with R Z = D and ‖A₁ Y − (C − A₂ Z)‖ least.
    let turned = rq.orthogonalProduct(a, operation: .adjoint, side: .right)
    var last = demanded
    try solveTriangular(rq.upper, .upper, in: &last)
    let rest = observed - Matrix(turned[rows: 0..<rows, columns: n - p..<n]) * last
    let qr = try QR(
      Matrix(turned[rows: 0..<rows, columns: 0..<n - p]), assumingFinite: true)
    let coordinates = qr.orthogonalProduct(rest, operation: .adjoint)
    var first = Matrix(coordinates[rows: 0..<n - p, columns: 0..<c.columns])
    try solveTriangular(qr.upper, .upper, in: &first)
    let solution = rq.orthogonalProduct(Matrix(stackingRows: [first, last]), operation: .adjoint)
    return solution.scalingColumns { scales[$0] }
  }

  /// Solves least squares under equality constraints: minimises `‖A x − c‖` where `B x = d`.
  ///
  /// See the function of matrices for what is unique and for errors.
  ///
  /// - Precondition: `c` has an element for each row of the matrix, `d` for each row of `B`.
  public func leastSquares(
    _ c: Vector<Element>, constraints: Matrix, equal d: Vector<Element>
  ) throws(LinearAlgebraError) -> Vector<Element> {
    Vector(matrix: try leastSquares(c.matrix, constraints: constraints, equal: d.matrix))
  }

  /// The exponent of the largest element of a column less another one, `Int.min` if all are zero.
  func columnExponent(_ column: Int, less other: Int) -> Int {
    Matrix(self[rows: 0..<rows, columns: column..<column + 1]).largestExponent.map { $0 - other }
      ?? .min
  }

  /// The matrix whose columns are multiplied by powers of two.
  func scalingColumns(_ exponent: (_ column: Int) -> Int) -> Matrix {
    var result = self
    result.makeUnique()
    for column in 0..<columns {
      let exponent = exponent(column)
      for place in column * rows..<(column + 1) * rows where exponent != 0 {
        unsafe result.storage.base[place] = result.storage.base[place]
          .scaled(byPowerOfTwo: exponent)
      }
    }
    return result
  }

  /// The exponent of the largest element, `nil` if all are zero.
  private var largestExponent: Int? {
    let largest = norm(.maxAbs)
    return largest > 0 ? largest.sizeExponent : nil
  }

  /// The rows of this matrix above those of another, each scaled to elements near one.
  func balancedStack(above other: Matrix) -> Matrix {
    Matrix(stackingRows: [self, other].map { $0.scaled(byPowerOfTwo: -($0.largestExponent ?? 0)) })
  }
}
