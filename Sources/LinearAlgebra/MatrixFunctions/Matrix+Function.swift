public import ComplexModule
import RealModule

extension Matrix where Element: LAPACKScalar {
  /// Returns a function of the matrix, `V f(Λ) V⁻¹`, with an estimate of its relative error.
  ///
  /// It needs the values of `f` at the eigenvalues only, but also eigenvectors that are far from
  /// dependent: their condition number multiplies the rounding errors, and a defective matrix has no
  /// such representation. Where derivatives are known use ``function(derivatives:)``; for a Hermitian
  /// matrix use ``SymmetricEigen/function(_:)``, which is always accurate.
  ///
  /// - Parameter f: The function, called once for each eigenvalue.
  /// - Returns: The function of the matrix, and the unit roundoff times the condition number of the
  ///   eigenvectors.
  /// - Throws: ``LinearAlgebraError/illConditioned(rcond:)`` if eigenvectors are dependent up to rounding
  ///   errors, ``LinearAlgebraError/noSolution(reason:)`` if a value is not finite, and else what
  ///   ``eigen(left:)`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func function(
    _ f: (Complex<Element.RealPart>) -> Complex<Element.RealPart>
  ) throws(LinearAlgebraError) -> (
    value: Matrix<Complex<Element.RealPart>>, relativeError: Element.RealPart
  ) {
    typealias Real = Element.RealPart
    try checkForFunction()
    let eigen = try self.eigen()
    let values = eigen.values.map(f)
    for index in 0..<rows where !values[index].isFinite {
      throw .noSolution(reason: "the function is not finite at \(eigen.values[index])")
    }
    var scaled = eigen.vectors
    scaled.multiplyRows(by: values)
    let lu = try LU(eigen.vectors, allowSingular: true)
    let rcond = lu.reciprocalCondition()
    guard rows == 0 || rcond > Real(rows) * Real.ulpOfOne else {
      throw .illConditioned(rcond: Double(rcond))
    }
    // V f(Λ) V⁻¹ solves X V = V f(Λ).
    return (try lu.solve(scaled, side: .right), Real.ulpOfOne / 2 / rcond)
  }

  /// Returns an analytic function of the matrix from its derivatives, by the Schur–Parlett algorithm.
  ///
  /// The Schur form is reordered to bring close eigenvalues together; Taylor series give the diagonal
  /// blocks, Sylvester equations the others. It handles defective and nearly defective matrices, and is
  /// accurate unless eigenvalues form long chains, whose Taylor series converge slowly, or clusters that
  /// are separated by little more than the threshold of 0.1. No backward error is guaranteed.
  ///
  /// - Parameter derivatives: The derivative of the given order at a point; the order 0 is the function.
  /// - Returns: The function of the matrix.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)`` if a Taylor series does not
  ///   converge or eigenvalues cannot be exchanged, ``LinearAlgebraError/noSolution(reason:)`` if a value
  ///   is not finite, ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³) to O(`rows`⁴).
  ///
  /// > Reference: Davies and Higham (2003), "A Schur–Parlett algorithm for computing matrix functions".
  public func function(
    derivatives: (_ point: Complex<Element.RealPart>, _ order: Int) -> Complex<Element.RealPart>
  ) throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try checkForFunction()
    var schur = try self.schur().complexForm()
    let blocks = try schur.gatherClusters(within: 0.1)
    let value = try schur.form.parlett(blocks, derivatives)
    return schur.applied(to: value)
  }
}

extension Schur {
  /// Reorders the eigenvalues so that clusters stand together; answers the ranges of the clusters.
  ///
  /// Numbers belong to a cluster if a chain of steps of at most `distance` joins them.
  fileprivate mutating func gatherClusters(
    within distance: Element.RealPart
  ) throws(LinearAlgebraError) -> [Range<Int>] {
    let n = rows
    var labels = Array(0..<n)
    for first in 0..<n {
      for second in first + 1..<max(n, first + 1)
      where (values[first] - values[second]).modulus <= distance && labels[first] != labels[second]
      {
        let (kept, replaced) = (labels[first], labels[second])
        for index in 0..<n where labels[index] == replaced { labels[index] = kept }
      }
    }
    // From the last cluster to the first: each moves to the front, and the others keep their order.
    var order: [Int] = []
    for label in labels where !order.contains(label) { order.append(label) }
    for label in order.reversed() {
      let selection = labels.map { $0 == label }
      self = try reordered(selecting: selection)
      labels = labels.filter { $0 == label } + labels.filter { $0 != label }
    }
    var ranges: [Range<Int>] = []
    for label in order {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + labels.count { $0 == label })
    }
    return ranges
  }
}

extension Matrix {
  private func part(_ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
    Matrix(self[rows: rows, columns: columns])
  }

  /// A function of a triangular matrix whose diagonal blocks have disjoint clusters of eigenvalues.
  fileprivate func parlett<Real: RealScalar>(
    _ blocks: [Range<Int>], _ derivatives: (Complex<Real>, Int) -> Complex<Real>
  ) throws(LinearAlgebraError) -> Matrix where Element == Complex<Real> {
    var result = Matrix(rows: rows, columns: columns)
    func store(_ block: Matrix, _ rows: Range<Int>, _ columns: Range<Int>) {
      for column in 0..<block.columns {
        for row in 0..<block.rows {
          result[rows.lowerBound + row, columns.lowerBound + column] = block[row, column]
        }
      }
    }
    for block in blocks {
      store(try part(block, block).taylorFunction(derivatives), block, block)
    }
    // Both sides of the equations below have the scale of the matrix once, so that it cancels.
    let scaled = scaled(byPowerOfTwo: -extremeExponent)
    for distance in 1..<max(1, blocks.count) {
      for index in 0..<blocks.count - distance {
        let (first, last) = (blocks[index], blocks[index + distance])
        // T₁₁ X - X T₂₂ = F₁₁ T₁₂ - T₁₂ F₂₂ + Σ (F₁ₖ Tₖ₂ - T₁ₖ Fₖ₂)
        let between = first.upperBound..<last.lowerBound
        let above = scaled.part(first, last)
        var right = result.part(first, first) * above - above * result.part(last, last)
        right += result.part(first, between) * scaled.part(between, last)
        right -= scaled.part(first, between) * result.part(between, last)
        try solveTriangularSylvester(
          scaled.part(first, first), scaled.part(last, last), sign: -1, in: &right)
        store(right, first, last)
      }
    }
    try result.checkRepresentable("the function")
    return result
  }

  /// A function of a triangular matrix with close eigenvalues, by its Taylor series about their mean.
  private func taylorFunction<Real: RealScalar>(
    _ derivatives: (Complex<Real>, Int) -> Complex<Real>
  ) throws(LinearAlgebraError) -> Matrix where Element == Complex<Real> {
    let n = rows
    let mean = diagonal.reduce(0, +).scaled(by: 1 / Real(n))
    var result = Matrix(rows: n, columns: n)
    let value = derivatives(n == 1 ? self[0, 0] : mean, 0)
    guard value.isFinite else {
      throw .noSolution(reason: "the function is not finite at \(mean)")
    }
    for index in 0..<n { result[index, index] = value }
    if n == 1 { return result }
    var shifted = self
    for index in 0..<n { shifted[index, index] -= mean }
    var power = shifted
    var small = 0
    for order in 1...250 {
      // The powers carry the factorials, which alone would overflow.
      let factor = derivatives(mean, order)
      guard factor.isFinite else {
        throw .noSolution(reason: "the derivative of order \(order) is not finite at \(mean)")
      }
      let term = power * factor
      result += term
      // Strictly triangular parts die after n steps, so that one small term decides nothing before.
      small = term.norm(.one) <= Real.ulpOfOne / 2 * result.norm(.one) ? small + 1 : 0
      if small >= 2 && order >= n { return result }
      power = (power * shifted).map { $0.scaled(by: 1 / Real(order + 1)) }
    }
    throw .notConverged(routine: "Taylor series", unconverged: n)
  }
}
