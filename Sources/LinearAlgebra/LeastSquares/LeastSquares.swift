import ComplexModule

/// How least squares are solved.
public enum LeastSquaresDriver: Hashable, Sendable, CaseIterable {
  /// A complete orthogonal factorization (`gelsy`): any rank, nearly as fast as for full rank.
  case completeOrthogonal
  /// Singular values by divide and conquer (`gelsd`): any rank, found most reliably.
  case divideAndConquer
  /// A QR or LQ factorization (`gels`): full rank only, which is checked.
  case fullRank
}

/// The answer to a least-squares problem.
///
/// `Solution` is a ``Matrix`` with a column for each right side, or a ``Vector``.
public struct LeastSquaresResult<Solution: Sendable, Real: RealScalar>: Sendable {
  /// The `X` of minimum norm that minimises `‖A X − B‖`, column by column.
  public let solution: Solution
  /// The norm `‖b − A x‖` for each right side.
  public let residualNorms: Vector<Real>
  /// The rank of the matrix, as the driver found it.
  public let rank: Int
  /// The singular values in descending order, where the driver finds them.
  public let singularValues: Vector<Real>?

  @usableFromInline
  init(
    solution: Solution, residualNorms: Vector<Real>, rank: Int, singularValues: Vector<Real>?
  ) {
    self.solution = solution
    self.residualNorms = residualNorms
    self.rank = rank
    self.singularValues = singularValues
  }

  /// The norm of all residuals together; that of the only one for a vector.
  public var residualNorm: Real { residualNorms.norm() }
}

extension Matrix where Element: LAPACKScalar {
  /// Solves least squares: of all `X` that minimise `‖A X − B‖`, column by column, the smallest.
  ///
  /// Any shape and any rank: an overdetermined system gets its best approximation, an underdetermined
  /// one the solution of minimum norm.
  ///
  ///     let fit = try a.leastSquares(b)
  ///     fit.solution, fit.residualNorm, fit.rank
  ///
  /// Columns that depend on others to within `tolerance`, relative to the largest, do not count; by
  /// default it is `max(rows, columns) · ε`. The residual norms are computed from the residuals
  /// themselves, so they are right for every rank.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:)`` from the driver for full rank only,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)`` from the one with singular values,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `b` has the rows of the matrix, and the tolerance is not negative.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)) for a few right sides.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", chapter 5.
  public func leastSquares(
    _ b: Matrix, driver: LeastSquaresDriver = .completeOrthogonal,
    tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresResult<Matrix, Element.RealPart> {
    precondition(
      b.rows == rows, "a right side of shape \(b.shape) does not fit a \(shape) matrix")
    let tolerance = tolerance ?? defaultTolerance
    precondition(tolerance >= 0, "a tolerance of \(tolerance) is negative")
    try checkDimensions()
    try b.checkDimensions()
    try checkFinite("a")
    try b.checkFinite("b")
    var computation = LeastSquaresComputation(self, b)
    if !isEmpty {
      switch driver {
      case .completeOrthogonal: computation.solveWithCompleteFactorization(tolerance)
      case .divideAndConquer: try computation.solveWithSingularValues(tolerance)
      case .fullRank: try computation.solveWithFullRank()
      }
    } else if driver == .divideAndConquer {
      computation.singularValues = []
    }
    return LeastSquaresResult(
      solution: computation.solution, residualNorms: residualNorms(computation.solution, b),
      rank: computation.rank, singularValues: computation.singularValues)
  }

  /// Solves least squares for one right side; see above for many.
  ///
  /// - Throws: What ``leastSquares(_:driver:tolerance:)`` throws.
  /// - Precondition: `b` has an element for each row of the matrix.
  @inlinable
  public func leastSquares(
    _ b: Vector<Element>, driver: LeastSquaresDriver = .completeOrthogonal,
    tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresResult<Vector<Element>, Element.RealPart> {
    let result = try leastSquares(b.matrix, driver: driver, tolerance: tolerance)
    return LeastSquaresResult(
      solution: Vector(matrix: result.solution), residualNorms: result.residualNorms,
      rank: result.rank, singularValues: result.singularValues)
  }

  /// Solves weighted least squares: minimises `Σ wᵢ |bᵢ − (A X)ᵢ|²`, column by column.
  ///
  /// The residual norms are weighted, too. A weight of zero leaves the row out.
  ///
  /// - Throws: What ``leastSquares(_:driver:tolerance:)`` throws.
  /// - Precondition: There is a finite, nonnegative weight for each row, and `b` has the rows of the
  ///   matrix.
  public func leastSquares(
    _ b: Matrix, weights: Vector<Element.RealPart>,
    driver: LeastSquaresDriver = .completeOrthogonal, tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresResult<Matrix, Element.RealPart> {
    precondition(
      weights.count == rows, "\(weights.count) weights do not fit a \(shape) matrix")
    precondition(
      (0..<rows).allSatisfy { weights[$0] >= 0 && weights[$0].isFinite }, "a weight is negative")
    precondition(
      b.rows == rows, "a right side of shape \(b.shape) does not fit a \(shape) matrix")
    try checkFinite("a")
    try b.checkFinite("b")
    // Weights of at most one, by a power of four that only the residual norms know.
    let largest = (0..<rows).map { weights[$0] }.max() ?? 0
    let half = largest > 0 ? (Int(largest.exponent) >> 1) + 1 : 0
    let roots = Vector(count: rows) {
      Element(weights[$0].squareRoot().scaled(byPowerOfTwo: -half))
    }
    var (scaled, right) = (self, b)
    scaled.multiplyColumns(by: roots)
    right.multiplyColumns(by: roots)
    let result = try scaled.leastSquares(right, driver: driver, tolerance: tolerance)
    return LeastSquaresResult(
      solution: result.solution,
      residualNorms: result.residualNorms.map { $0.scaled(byPowerOfTwo: half) },
      rank: result.rank,
      singularValues: result.singularValues?.map { $0.scaled(byPowerOfTwo: half) })
  }

  /// Solves weighted least squares for one right side; see above for many.
  ///
  /// - Throws: What ``leastSquares(_:driver:tolerance:)`` throws.
  /// - Precondition: There is a finite, nonnegative weight and a right side for each row.
  @inlinable
  public func leastSquares(
    _ b: Vector<Element>, weights: Vector<Element.RealPart>,
    driver: LeastSquaresDriver = .completeOrthogonal, tolerance: Element.RealPart? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresResult<Vector<Element>, Element.RealPart> {
    let result = try leastSquares(
      b.matrix, weights: weights, driver: driver, tolerance: tolerance)
    return LeastSquaresResult(
      solution: Vector(matrix: result.solution), residualNorms: result.residualNorms,
      rank: result.rank, singularValues: result.singularValues)
  }

  /// The norms of the columns of `B − A X`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func residualNorms(_ x: Matrix, _ b: Matrix) -> Vector<Element.RealPart> {
    guard b.rows > 0 else { return Vector(count: b.columns) }
    // Near the ends of the range the product is formed of scaled factors.
    let (first, second) = (safeScaleExponent, x.safeScaleExponent)
    let isScaled = first != 0 || second != 0 || b.safeScaleExponent != 0
    // As far as B needs it, lest it overflow instead.
    let target = isScaled ? max(first + second, b.safeScaleExponent) : 0
    var residual = isScaled ? b.scaled(byPowerOfTwo: -target) : b
    let a = isScaled ? scaled(byPowerOfTwo: -first) : self
    let x = isScaled ? x.scaled(byPowerOfTwo: first - target) : x
    residual.formProduct(a.view, x.view, alpha: -1, beta: 1)
    return Vector(count: b.columns) { column in
      Vector(residual.column(column)).norm().scaled(byPowerOfTwo: target)
    }
  }
}
