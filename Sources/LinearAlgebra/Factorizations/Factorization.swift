import ComplexModule

/// What became of a factorization.
public enum FactorStatus: Hashable, Sendable {
  /// The factors are good for solving.
  case success
  /// The pivot of this position, counted from one, is exactly zero.
  case singular(pivot: Int)
  /// The leading minor of this order, counted from one, is not positive.
  case notPositiveDefinite(minor: Int)
  /// The matrix has less than full rank.
  case rankDeficient(rank: Int)

  /// The error that stands for the status, `nil` for success.
  public var error: LinearAlgebraError? {
    switch self {
    case .success: nil
    case .singular(let pivot): .singular(pivot: pivot)
    case .notPositiveDefinite(let minor): .notPositiveDefinite(minor: minor)
    case .rankDeficient(let rank): .rankDeficient(rank: rank)
    }
  }

  /// Throws the error that stands for the status.
  @inlinable
  func check() throws(LinearAlgebraError) {
    if let error { throw error }
  }
}

/// A matrix taken apart, as a value that can be used many times.
public protocol Factorization<Element>: Sendable {
  /// The type of the elements.
  associatedtype Element: LAPACKScalar

  /// The number of rows of the factored matrix.
  var rows: Int { get }
  /// The number of columns of the factored matrix.
  var columns: Int { get }
  /// Whether the factors are good for solving.
  var status: FactorStatus { get }
}

/// A factorization from which the matrix can be put together again.
public protocol Reconstructible<Element>: Factorization {
  /// Returns the product of the factors.
  func reconstructed() -> Matrix<Element>
}

/// A factorization that solves square linear systems; see ``LinearSystem`` for the ways to ask.
///
/// A solver throws the ``FactorStatus/error`` of its ``Factorization/status`` instead of solving with
/// factors that are not good for it.
public protocol LinearSolver<Element>: Factorization, LinearSystem {}

extension LinearSolver {
  /// Traps if a right side does not fit, and throws if it cannot be solved for.
  @inline(__always)
  func checkRightSide(_ b: Matrix<Element>, _ side: Side) throws(LinearAlgebraError) {
    try b.checkRightSide(side, of: Shape(rows: rows, columns: columns), status)
  }

  /// Solves from either side with a closure that solves `op(A) X = B`.
  ///
  /// The closure finds the memory unique, and right sides away from overflow and underflow.
  /// `X op(A) = B` is `op(A)ᵀ Xᵀ = Bᵀ`. The solution is divided by `2^matrixExponent`, if the closure
  /// solves with a matrix that was.
  @inline(__always)
  func solve(
    in b: inout Matrix<Element>, _ operation: MatrixOperation, _ side: Side,
    matrixExponent: Int = 0, fromLeft: (inout Matrix<Element>, MatrixOperation) -> Void
  ) throws(LinearAlgebraError) {
    try checkRightSide(b, side)
    guard !b.isEmpty else { return }
    let scaling = RightSideScaling(&b, side)
    defer { scaling.restore(&b, matrixExponent: matrixExponent) }
    switch side {
    case .left:
      b.makeUnique()
      fromLeft(&b, operation)
    case .right:
      var transposed = Matrix(b.transposed)
      fromLeft(&transposed, operation.followed(by: .transpose))
      b = Matrix(transposed.transposed)
    }
  }
}

extension Matrix {
  /// Traps if a right side does not fit a factored matrix, and throws if it cannot be solved for.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  fileprivate func checkRightSide(
    _ side: Side, of matrix: Shape, _ status: FactorStatus
  ) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a factored \(matrix) matrix cannot solve")
    precondition(
      (side == .left ? rows : columns) == matrix.rows,
      "a right side of shape \(shape) does not fit a factored \(matrix) matrix")
    try status.check()
    try checkDimensions()
    try checkFinite("b")
  }
}
