import ComplexModule
import RealModule

/// A solution of `op(A) X = B` after iterative refinement, with bounds for its errors.
///
/// > Reference: Higham (2002), "Accuracy and stability of numerical algorithms", chapter 12; LAPACK Users'
/// > Guide, section 4.4.
public struct RefinedSolution<Element: LAPACKScalar>: Sendable {
  /// The solution `X`.
  public let solution: Matrix<Element>
  /// For each column an estimated bound of `max |x - x̂| / max |x̂|`, the error of the solution.
  public let forwardErrors: [Element.RealPart]
  /// For each column the smallest relative change of elements of `A` and `b` that makes the solution
  /// exact.
  public let backwardErrors: [Element.RealPart]
  /// The largest number of corrections that a column needed.
  public let steps: Int
}

extension LinearSolver {
  /// Solves `op(A) X = B` and refines the solution with residuals of the matrix.
  ///
  /// Corrections go on while the backward error halves and is above the rounding error, at most five
  /// times.
  ///
  /// - Parameters:
  ///   - b: The right sides.
  ///   - a: The matrix that was factored.
  ///   - operation: What happens to the matrix first.
  /// - Returns: The solution and its error bounds.
  /// - Throws: What ``LinearSystem/solve(in:operation:side:)`` throws, and
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)`` for `a`.
  /// - Precondition: The shapes fit.
  /// - Complexity: O(`rows`²) for each right side and step, and about five solves for the error bounds.
  @specialized(where Self == LU<Float>)
  @specialized(where Self == LU<Double>)
  @specialized(where Self == LU<Complex<Float>>)
  @specialized(where Self == LU<Complex<Double>>)
  public func refinedSolution(
    _ b: Matrix<Element>, of a: Matrix<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> RefinedSolution<Element> {
    precondition(
      a.shape == Shape(rows: rows, columns: columns),
      "a \(a.shape) matrix is not the factored \(rows)×\(columns) one")
    try a.checkFinite("a")
    let start = try solve(b, operation: operation)
    let moduli = a.map { $0.modulus }
    let refinement = Refinement(a: TransformedMatrix(a, operation), moduli: moduli)
    var (solution, forward, backward, most) = (start, [Element.RealPart](), [Element.RealPart](), 0)
    for column in 0..<b.columns {
      var x = Matrix(rows: rows, columns: 1) { row, _ in start[row, column] }
      let right = Matrix(rows: rows, columns: 1) { row, _ in b[row, column] }
      let (error, steps) = try refinement.refine(&x, right, operation, self)
      most = max(most, steps)
      backward.append(error)
      forward.append(try refinement.forwardError(x, right, operation, self))
      for row in 0..<rows { solution[row, column] = x[row, 0] }
    }
    return RefinedSolution(
      solution: solution, forwardErrors: forward, backwardErrors: backward, steps: most)
  }
}

extension Matrix where Element: LAPACKScalar {
  /// Solves `op(A) X = B` through ``LU``, refines the solution and bounds its errors.
  ///
  /// - Throws: What ``solve(in:operation:side:)`` throws.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  public func solveRefined(
    _ b: Matrix, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> RefinedSolution<Element> {
    checkSquareSystem()
    return try lu().refinedSolution(b, of: self, operation: operation)
  }
}

extension Hermitian {
  /// Solves `op(A) X = B` through ``Cholesky`` or ``BunchKaufman``, refines the solution and bounds its
  /// errors.
  ///
  /// - Throws: What ``solve(in:operation:side:)`` throws.
  /// - Precondition: The shape of `b` fits.
  public func solveRefined(
    _ b: Matrix<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> RefinedSolution<Element> {
    if let factored = try definiteFactor() {
      return try factored.refinedSolution(b, of: dense(), operation: operation)
    }
    return try bunchKaufman().refinedSolution(b, of: dense(), operation: operation)
  }
}

/// One system that is being refined.
private struct Refinement<Element: LAPACKScalar> {
  typealias Real = Element.RealPart

  let a: TransformedMatrix<Element>
  /// The absolute values of the elements, before the operation.
  let moduli: Matrix<Real>

  /// The largest relative error of one rounding.
  private var unit: Real { Real.ulpOfOne / 2 }
  private var terms: Real { Real(a.rows + 1) }
  /// Below these numbers quotients of sums would be noise.
  private var safeResidual: Real { terms * Real.leastNormalMagnitude }
  private var safeSize: Real { safeResidual / unit }

  /// Returns `b - A x` and `|A| |x| + |b|`.
  @inline(__always)
  func residual(
    _ x: Matrix<Element>, _ b: Matrix<Element>
  ) -> (residual: Matrix<Element>, size: Matrix<Real>) {
    var residual = b
    LinearAlgebra.multiply(a, x, into: &residual, alpha: -1, beta: 1)
    var size = b.map { $0.modulus }
    LinearAlgebra.multiply(
      TransformedMatrix(moduli, a.operation.isTransposing ? .transpose : .none),
      x.map { $0.modulus }, into: &size, alpha: 1, beta: 1)
    return (residual, size)
  }

  @inline(__always)
  private func backwardError(_ residual: Matrix<Element>, _ size: Matrix<Real>) -> Real {
    (0..<residual.rows).reduce(Real.zero) { error, row in
      let (residual, size) = (residual[row, 0].modulus, size[row, 0])
      let quotient =
        size > safeSize
        ? residual / size : (residual + safeResidual) / (size + safeResidual)
      return max(error, quotient)
    }
  }

  @inline(__always)
  func refine<Solver: LinearSolver<Element>>(
    _ x: inout Matrix<Element>, _ b: Matrix<Element>, _ operation: MatrixOperation,
    _ solver: Solver
  ) throws(LinearAlgebraError) -> (backwardError: Real, steps: Int) {
    var (steps, best) = (0, Real.infinity)
    while true {
      var (residual, size) = residual(x, b)
      let error = backwardError(residual, size)
      // An overflow in the residual cannot be refined away.
      guard error > unit && 2 * error <= best && steps < 5 && residual.norm(.one).isFinite else {
        return (error, steps)
      }
      try solver.solve(in: &residual, operation: operation, side: .left)
      x += residual
      best = error
      steps += 1
    }
  }

  /// Bounds `max |x - x̂| / max |x|` by `‖ |A⁻¹| (|r| + (n + 1) u (|A| |x| + |b|)) ‖ / ‖x‖`.
  @inline(__always)
  func forwardError<Solver: LinearSolver<Element>>(
    _ x: Matrix<Element>, _ b: Matrix<Element>, _ operation: MatrixOperation, _ solver: Solver
  ) throws(LinearAlgebraError) -> Real {
    let (residual, size) = residual(x, b)
    let weights = Matrix<Real>(rows: x.rows, columns: 1) { row, _ in
      residual[row, 0].modulus + terms * unit * size[row, 0]
        + (size[row, 0] > safeSize ? 0 : safeResidual)
    }
    // ‖A⁻¹ W‖ in the maximum norm is ‖W A⁻ᴴ‖ in the 1-norm.
    func weigh(_ v: inout Matrix<Element>) {
      for row in 0..<v.rows { v[row, 0] = v[row, 0].scaled(by: weights[row, 0]) }
    }
    func solve(_ v: inout Matrix<Element>, _ operation: MatrixOperation) {
      // What is not finite any more has no solution, and the estimate becomes infinite.
      if (try? solver.solve(in: &v, operation: operation, side: .left)) == nil {
        v = Matrix(rows: v.rows, columns: 1, repeating: Element(Real.infinity))
      }
    }
    let bound = estimateOneNorm(
      x.rows,
      {
        solve(&$0, operation.followed(by: .adjoint))
        weigh(&$0)
      },
      adjoint: {
        weigh(&$0)
        solve(&$0, operation)
      })
    let largest = x.norm(.maxAbs)
    return largest > 0 ? bound / largest : bound
  }
}
