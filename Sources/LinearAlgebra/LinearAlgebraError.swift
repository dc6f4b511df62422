/// What data can do to a matrix computation.
///
/// Misuse, such as shapes that do not fit, traps instead. Pivots, minors and ranks count from one
/// like LAPACK's `info` (they are orders of leading blocks); rows and columns count from zero like
/// subscripts. Whoever catches an error finds the arguments unchanged.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The pivot of this position, counted from one, is exactly zero.
  case singular(pivot: Int)
  /// The leading minor of this order, counted from one, is not positive.
  case notPositiveDefinite(minor: Int)
  /// The matrix has less than full rank.
  case rankDeficient(rank: Int)
  /// An iteration ended without an answer.
  case notConverged(routine: String, unconverged: Int)
  /// An argument holds an infinity or a NaN.
  case nonFinite(argument: String, row: Int, column: Int)
  /// A dimension is larger than the system's LAPACK can count.
  case tooLarge(dimension: Int)
  /// The matrix is worse conditioned than the caller accepts.
  case illConditioned(rcond: Double)
  /// What was asked for does not exist, or a number cannot represent it; the reason is a sentence.
  case noSolution(reason: String)
  /// Data from outside does not have the shape that it should have.
  case dimension(expected: String, found: String)
  /// LAPACK refused an argument: a bug in this package.
  case `internal`(routine: String, info: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// What went wrong, in words.
  public var description: String {
    switch self {
    case .singular(let pivot): "the matrix is singular: pivot \(pivot) is zero"
    case .notPositiveDefinite(let minor):
      "the matrix is not positive definite: its leading minor of order \(minor) is not positive"
    case .rankDeficient(let rank): "the matrix has only rank \(rank)"
    case .notConverged(let routine, let count):
      "\(routine) did not converge: \(count) values are missing"
    case .nonFinite(let argument, let row, let column):
      "\(argument) holds an infinity or a NaN in row \(row), column \(column)"
    case .tooLarge(let dimension): "a dimension of \(dimension) is too large for LAPACK"
    case .illConditioned(let rcond):
      "the matrix is ill-conditioned: its reciprocal condition number is \(rcond)"
    case .noSolution(let reason): "there is no solution: \(reason)"
    case .dimension(let expected, let found): "expected \(expected), found \(found)"
    case .internal(let routine, let info):
      "\(routine) refused argument \(-info): please report this as a bug"
    }
  }
}
