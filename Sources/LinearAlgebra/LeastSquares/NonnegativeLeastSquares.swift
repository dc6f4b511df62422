import RealModule

extension Matrix where Element: RealScalar {
  /// Solves nonnegative least squares: minimises `‖A x − b‖` over all `x ≥ 0`.
  ///
  /// The active-set method of Lawson and Hanson: indices become free one by one, where the gradient
  /// promises most, and are fixed at zero again as soon as the free solution would leave the cone. It
  /// ends, after finitely many steps, at a point that meets the conditions of Karush, Kuhn and Tucker.
  /// The columns need not be independent; then there are several solutions, and this is one.
  ///
  /// - Parameters:
  ///   - b: The right side, with an element for each row of the matrix.
  ///   - maximumIterations: The number of steps; by default three for each column, at least thirty.
  /// - Returns: The solution and the norm of its residual.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)`` with the number of promising
  ///   columns that are left, ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `b` has an element for each row of the matrix.
  ///
  /// > Reference: Lawson and Hanson (1995), "Solving least squares problems", chapter 23.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func nonnegativeLeastSquares(
    _ b: Vector<Element>, maximumIterations: Int? = nil
  ) throws(LinearAlgebraError) -> (solution: Vector<Element>, residualNorm: Element) {
    precondition(
      b.count == rows, "a right side of \(b.count) elements does not fit a \(shape) matrix")
    try checkDimensions()
    try checkFinite("a")
    try b.storedMatrix.checkFinite("b")
    let (first, second) = (safeScaleExponent, b.storedMatrix.safeScaleExponent)
    var activeSet = ActiveSet(
      matrix: scaled(byPowerOfTwo: -first),
      rightSide: Vector(matrix: b.storedMatrix.scaled(byPowerOfTwo: -second)))
    try activeSet.solve(maximumIterations: maximumIterations ?? max(30, 3 * columns))
    let norm = activeSet.residual.norm().scaled(byPowerOfTwo: second)
    let solution = activeSet.solution.storedMatrix.scaled(byPowerOfTwo: second - first)
    return (Vector(matrix: solution), norm)
  }
}

/// The state of the method of Lawson and Hanson.
private struct ActiveSet<Element: RealScalar> {
  let matrix: Matrix<Element>
  let rightSide: Vector<Element>
  var solution: Vector<Element>
  /// The indices that are not held at zero, in ascending order.
  var free: [Int] = []

  init(matrix: Matrix<Element>, rightSide: Vector<Element>) {
    (self.matrix, self.rightSide) = (matrix, rightSide)
    solution = Vector(count: matrix.columns)
  }

  var residual: Vector<Element> { rightSide - matrix * solution }

  mutating func solve(maximumIterations: Int) throws(LinearAlgebraError) {
    let norms = (0..<matrix.columns).map { Vector(matrix.column($0)).norm() }
    var iterations = 0
    // Columns that were freed, and at once fixed again by rounding errors.
    var rejected: Set<Int> = []
    while true {
      let gradient = matrix.adjoint * residual
      // What rounding errors in the residual can pretend, for each column.
      let noise =
        Element(10 * max(matrix.rows, matrix.columns)) * Element.ulpOfOne
        * (rightSide.norm() + solutionWeight(norms))
      let candidates = (0..<matrix.columns).filter { index in
        !free.contains(index) && !rejected.contains(index)
          && gradient[index] > noise * norms[index]
      }
      guard let best = candidates.max(by: { gradient[$0] < gradient[$1] }) else { return }
      guard iterations < maximumIterations else {
        throw .notConverged(routine: "nonnegativeLeastSquares", unconverged: candidates.count)
      }
      iterations += 1
      let before = free
      free = (free + [best]).sorted()
      try descend()
      if free == before { rejected.insert(best) } else { rejected = [] }
    }
  }

  /// A bound for the size of the products that make up the residual.
  private func solutionWeight(_ norms: [Element]) -> Element {
    free.reduce(0) { $0 + norms[$1] * solution[$1] }
  }

  /// Moves towards the solution for the free indices, and fixes those that reach zero.
  private mutating func descend() throws(LinearAlgebraError) {
    while !free.isEmpty {
      let columns = Matrix(rows: matrix.rows, columns: free.count) { matrix[$0, free[$1]] }
      let target = try columns.leastSquares(rightSide).solution
      // How far one may go towards the target until an index reaches zero.
      let reaches = free.enumerated().map { position, index -> Element in
        let (here, there) = (solution[index], target[position])
        return there > 0 ? .infinity : here > there ? here / (here - there) : 0
      }
      let step = reaches.reduce(1) { min($0, $1) }
      for (position, index) in free.enumerated() {
        let (here, there) = (solution[index], target[position])
        // Rounding errors must not keep what has reached zero from being zero.
        let isBlocking = reaches[position] <= step
        solution[index] = isBlocking ? 0 : step == 1 ? there : here + step * (there - here)
      }
      let blocked = free.indices.filter { reaches[$0] <= step }.map { free[$0] }
      if blocked.isEmpty { return }
      free.removeAll { blocked.contains($0) }
    }
  }
}
