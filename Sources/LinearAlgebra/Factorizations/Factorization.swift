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

/// A factorization that solves square linear systems.
///
/// One method does the work in place; everything else comes with it.
public protocol LinearSolver<Element>: Factorization {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Parameters:
  ///   - b: The right sides; unchanged if an error is thrown.
  ///   - operation: What happens to the factored matrix first.
  ///   - side: Where the factored matrix stands.
  /// - Throws: The ``FactorStatus/error`` of the factorization,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)`` if `b` holds an infinity or a NaN,
  ///   ``LinearAlgebraError/tooLarge(dimension:)`` beyond LAPACK's integers.
  /// - Precondition: `A` is square, and the shape of `b` fits.
  func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError)
}

extension LinearSolver {
  /// Replaces `B` by the solution of `A X = B`.
  @inlinable
  public func solve(in b: inout Matrix<Element>) throws(LinearAlgebraError) {
    try solve(in: &b, operation: .none, side: .left)
  }

  /// Replaces a vector by the solution of `op(A) x = b`.
  @inlinable
  public func solve(
    in b: inout Vector<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) {
    try solve(in: &b.storedMatrix, operation: operation, side: .left)
  }

  /// Returns the solution of `op(A) X = B` or of `X op(A) = B`.
  @inlinable
  public func solve(
    _ b: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    var x = b
    try solve(in: &x, operation: operation, side: side)
    return x
  }

  /// Returns the solution of `op(A) x = b`.
  @inlinable
  public func solve(
    _ b: Vector<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> Vector<Element> {
    var x = b
    try solve(in: &x, operation: operation)
    return x
  }

  /// Returns the solution of `Aᵀ X = B`.
  @inlinable
  public func solveTransposed(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .transpose)
  }

  /// Returns the solution of `Aᵀ x = b`.
  @inlinable
  public func solveTransposed(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .transpose)
  }

  /// Returns the solution of `Aᴴ X = B`.
  @inlinable
  public func solveAdjoint(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .adjoint)
  }

  /// Returns the solution of `Aᴴ x = b`.
  @inlinable
  public func solveAdjoint(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .adjoint)
  }

  /// Returns the solution of `conj(A) X = B`.
  @inlinable
  public func solveConjugated(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .conjugate)
  }

  /// Returns the solution of `conj(A) x = b`.
  @inlinable
  public func solveConjugated(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .conjugate)
  }

  /// Returns the solution of `X A = B`.
  @inlinable
  public func solveRight(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, side: .right)
  }

  /// Traps if a right side does not fit, and throws if it cannot be solved for.
  @inline(__always)
  func checkRightSide(_ b: Matrix<Element>, _ side: Side) throws(LinearAlgebraError) {
    precondition(
      rows == columns, "a factored \(Shape(rows: rows, columns: columns)) matrix cannot solve")
    precondition(
      (side == .left ? b.rows : b.columns) == rows,
      "a right side of shape \(b.shape) does not fit a factored \(rows)×\(rows) matrix")
    try status.check()
    try b.checkDimensions()
    try b.checkFinite("b")
  }
}
