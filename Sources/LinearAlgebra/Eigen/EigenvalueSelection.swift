/// Which eigenvalues of a Hermitian matrix are wanted.
public enum EigenvalueSelection<Real: RealScalar>: Hashable, Sendable {
  /// All of them.
  case all
  /// The smallest ones, that many.
  case smallest(Int)
  /// The largest ones, that many.
  case largest(Int)
  /// Those at positions of the ascending order, counted from zero.
  case positions(Range<Int>)
  /// Those within an interval, up to rounding errors at its ends.
  case interval(ClosedRange<Real>)
}

extension EigenvalueSelection {
  /// The positions among `n` values; `nil` for an interval.
  func positions(_ n: Int) -> Range<Int>? {
    switch self {
    case .all: return 0..<n
    case .smallest(let count):
      precondition(0...n ~= count, "there are no \(count) eigenvalues among \(n)")
      return 0..<count
    case .largest(let count):
      precondition(0...n ~= count, "there are no \(count) eigenvalues among \(n)")
      return n - count..<n
    case .positions(let range):
      precondition(
        range.lowerBound >= 0 && range.upperBound <= n,
        "the eigenvalues \(range) are not among \(n)")
      return range
    case .interval: return nil
    }
  }

  /// LAPACK's choice for `n` values of a problem divided by a power of two; `nil` if nothing is left.
  ///
  /// - Parameter bound: A bound for the absolute values of all eigenvalues of the divided problem.
  func range(_ n: Int, exponent: Int, bound: Real) -> EigenRange<Real>? {
    if let positions = positions(n) {
      guard !positions.isEmpty else { return nil }
      if positions.count == n { return EigenRange(letter: letter("A")) }
      return EigenRange(
        letter: letter("I"), first: positions.lowerBound + 1, last: positions.upperBound)
    }
    guard case .interval(let interval) = self else { return nil }
    // LAPACK's interval excludes its lower end; infinite ends would spoil its counts.
    let low = interval.lowerBound.scaled(byPowerOfTwo: -exponent).nextDown
    let high = interval.upperBound.scaled(byPowerOfTwo: -exponent)
    let ends = (max(low, -2 * bound - 1), min(high, 2 * bound + 1))
    guard ends.0 < ends.1 else { return nil }
    return EigenRange(letter: letter("V"), low: ends.0, high: ends.1)
  }
}
