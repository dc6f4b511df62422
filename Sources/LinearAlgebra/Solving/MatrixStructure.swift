import ComplexModule

/// What a look at the elements of a square matrix tells about ways to solve with it.
public enum MatrixStructure: Hashable, Sendable {
  /// Zeros outside of the diagonal.
  case diagonal
  /// Zeros outside of one triangle; that includes bidiagonal matrices.
  case triangular(Triangle)
  /// Zeros outside of three diagonals.
  case tridiagonal
  /// Zeros outside of a band that is narrow enough to be worth it.
  case banded(lower: Int, upper: Int)
  /// `A = Aᴴ`, perhaps positive definite: then with a positive diagonal.
  case hermitian(mayBeDefinite: Bool)
  /// `A = Aᵀ`, complex and not Hermitian.
  case symmetric
  /// Nothing of the above.
  case general
}

extension Matrix where Element: LAPACKScalar {
  /// Returns the structure that zeros and exactly equal elements show.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`²), less for most general matrices.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func detectedStructure() -> MatrixStructure {
    precondition(isSquare, "a \(shape) matrix has no structure to solve with")
    let n = rows
    let (lower, upper) = bandwidths()
    if lower == 0 && upper == 0 { return .diagonal }
    if lower == 0 { return .triangular(.upper) }
    if upper == 0 { return .triangular(.lower) }
    if lower == 1 && upper == 1 { return .tridiagonal }
    // Below this width the factorization in band storage does fewer operations.
    if 4 * (2 * lower + upper) < n { return .banded(lower: lower, upper: upper) }
    if lower == upper {
      if isSelfAdjoint(conjugating: true) {
        let mayBeDefinite = (0..<n).allSatisfy { self[$0, $0].realPart > 0 }
        return .hermitian(mayBeDefinite: mayBeDefinite)
      }
      if Element.isComplex && isSelfAdjoint(conjugating: false) { return .symmetric }
    }
    return .general
  }

  /// The numbers of diagonals below and above the main one that are not zero.
  @inline(__always)
  private func bandwidths() -> (lower: Int, upper: Int) {
    let n = rows
    var (lower, upper) = (0, 0)
    for column in 0..<n {
      let source = unsafe storage.base + column * n
      // Only what would widen the band so far is looked at.
      var row = 0
      while row < column - upper {
        if unsafe source[row] != 0 { upper = column - row }
        row += 1
      }
      row = n - 1
      while row > column + lower {
        if unsafe source[row] != 0 { lower = row - column }
        row -= 1
      }
    }
    return (lower, upper)
  }

  @inline(__always)
  private func isSelfAdjoint(conjugating: Bool) -> Bool {
    let n = rows
    for column in 0..<n {
      for row in 0..<column + 1 {
        let (high, low) = unsafe (storage.base[row + column * n], storage.base[column + row * n])
        if high != (conjugating ? low.conjugate : low) { return false }
      }
    }
    return true
  }

  /// Returns the factorization that suits the structure of the matrix best.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  public func detectingSolver() throws(LinearAlgebraError) -> DetectedSolver<Element> {
    try DetectedSolver(self)
  }

  /// Returns the solution of `op(A) X = B` or of `X op(A) = B`, through the factorization that suits
  /// the structure of the matrix, and what that was.
  ///
  ///     let (x, solver) = try a.solveDetectingStructure(b)
  ///     print(solver.method)  // cholesky, say
  ///
  /// - Throws: What ``DetectedSolver/init(_:)`` and its ``DetectedSolver/solve(in:operation:side:)``
  ///   throw.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  public func solveDetectingStructure(
    _ b: Matrix, operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> (solution: Matrix, solver: DetectedSolver<Element>) {
    let solver = try DetectedSolver(self)
    return (try solver.solve(b, operation: operation, side: side), solver)
  }
}
