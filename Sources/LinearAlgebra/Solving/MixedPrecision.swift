public import ComplexModule
public import RealModule

/// A solution in double precision whose factorization was made in single precision, if that sufficed.
public struct MixedPrecisionSolution<Element: LAPACKScalar>: Sendable {
  /// The solution.
  public let solution: Matrix<Element>
  /// The number of corrections; zero if the factorization had to be made in double precision.
  public let steps: Int
  /// Whether the factorization in single precision sufficed.
  public let isMixed: Bool
}

extension Matrix<Double> {
  /// Solves `A X = B` with a factorization in single precision, refined to double precision.
  ///
  /// A well-conditioned system takes about half of the time of ``solve(_:operation:side:)``; one that
  /// single precision cannot represent, or on which it does not converge, is solved again in double
  /// precision.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  ///
  /// > Reference: Buttari et al. (2007), "Mixed precision iterative refinement techniques for the
  /// > solution of dense linear systems"; LAPACK's `dsgesv`.
  public func solveMixedPrecision(
    _ b: Matrix
  ) throws(LinearAlgebraError) -> MixedPrecisionSolution<Double> {
    try mixedSolution(self, b, narrow: { Float($0) }, widen: { Double($0) })
  }
}

extension Matrix<Complex<Double>> {
  /// Solves `A X = B` with a factorization in single precision, refined to double precision; see the
  /// same for real matrices.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  public func solveMixedPrecision(
    _ b: Matrix
  ) throws(LinearAlgebraError) -> MixedPrecisionSolution<Complex<Double>> {
    try mixedSolution(
      self, b, narrow: { Complex(Float($0.realPart), Float($0.imaginaryPart)) },
      widen: { Complex(Double($0.realPart), Double($0.imaginaryPart)) })
  }
}

@inline(__always)
private func mixedSolution<High: LAPACKScalar, Low: LAPACKScalar>(
  _ a: Matrix<High>, _ b: Matrix<High>, narrow: (High) -> Low, widen: (Low) -> High
) throws(LinearAlgebraError) -> MixedPrecisionSolution<High> where High.RealPart == Double {
  a.checkSquareSystem()
  precondition(
    b.rows == a.rows, "a right side of shape \(b.shape) does not fit a \(a.shape) matrix")
  try a.checkFinite("a")
  try b.checkFinite("b")
  let limit = a.norm(.infinity) * .ulpOfOne * Double(a.rows).squareRoot()
  if let (x, steps) = refined(a, b, limit: limit, narrow: narrow, widen: widen) {
    return MixedPrecisionSolution(solution: x, steps: steps, isMixed: true)
  }
  return MixedPrecisionSolution(solution: try a.solve(b), steps: 0, isMixed: false)
}

/// The refined solution, `nil` if single precision is not enough.
private func refined<High: LAPACKScalar, Low: LAPACKScalar>(
  _ a: Matrix<High>, _ b: Matrix<High>, limit: Double, narrow: (High) -> Low,
  widen: (Low) -> High
) -> (Matrix<High>, steps: Int)? where High.RealPart == Double {
  /// Brings each column near one, so that it neither overflows nor underflows in single precision.
  func narrowed(_ right: Matrix<High>) -> (Matrix<Low>, exponents: [Int]) {
    let exponents = (0..<right.columns).map { column in
      let largest = Vector(right.column(column)).norm(.infinity)
      return largest > 0 ? largest.sizeExponent : 0
    }
    let result = Matrix<Low>(rows: right.rows, columns: right.columns) { row, column in
      narrow(right[row, column].scaled(byPowerOfTwo: -exponents[column]))
    }
    return (result, exponents)
  }
  let norm = a.norm(.maxAbs)
  let scale = norm > 0 ? norm.sizeExponent : 0
  let low = a.scaled(byPowerOfTwo: -scale).map(narrow)
  guard let lu = try? LU(low) else { return nil }
  func correction(_ right: Matrix<High>) -> Matrix<High>? {
    let (narrow, exponents) = narrowed(right)
    guard let found = try? lu.solve(narrow) else { return nil }
    return Matrix<High>(rows: right.rows, columns: right.columns) { row, column in
      widen(found[row, column]).scaled(byPowerOfTwo: exponents[column] - scale)
    }
  }
  guard var x = correction(b) else { return nil }
  for step in 0..<30 {
    var residual = b
    multiply(a, x, into: &residual, alpha: -1, beta: 1)
    // Written so that a NaN is not small.
    let isDone = (0..<b.columns).allSatisfy { column in
      Vector(residual.column(column)).norm(.infinity)
        <= limit * Vector(x.column(column)).norm(.infinity)
    }
    if isDone { return (x, step) }
    guard residual.norm(.maxAbs).isFinite, let change = correction(residual) else { return nil }
    x += change
  }
  return nil
}
