import ComplexModule
import RealModule

/// The norm in which a condition number is measured.
public enum ConditionNorm: Hashable, Sendable, CaseIterable {
  /// The largest column sum of absolute values.
  case one
  /// The largest row sum of absolute values.
  case infinity

  /// The same norm as one of matrices.
  public var matrixNorm: MatrixNorm { self == .one ? .one : .infinity }
}

/// Estimates `‖M‖` in the 1-norm from products with `M` and `Mᴴ`.
///
/// The answer is a lower bound that is rarely off by more than a factor of three. Both closures
/// replace the `n × 1` matrix they get; an infinity or a NaN in an answer makes the norm infinite.
///
/// > Reference: Higham (1988), "FORTRAN codes for estimating the one-norm of a real or complex
/// > matrix", algorithm 4.1.
@inline(__always)
func estimateOneNorm<T: Scalar>(
  _ n: Int, _ apply: (inout Matrix<T>) -> Void, adjoint applyAdjoint: (inout Matrix<T>) -> Void
) -> T.RealPart {
  typealias Real = T.RealPart
  guard n > 0 else { return 0 }
  var x = Matrix<T>(rows: n, columns: 1, repeating: T(1 / Real(n)))
  apply(&x)
  var estimate = x.norm(.one)
  guard n > 1 && estimate.isFinite else { return estimate.isNaN ? .infinity : estimate }
  var signs = x.mapped(signum)
  var position = -1
  for _ in 0..<5 {
    x = signs
    applyAdjoint(&x)
    guard x.norm(.one).isFinite else { return .infinity }
    let next = x.argmaxModulus()?.row ?? 0
    // The gradient does not rise anywhere: a local maximum.
    if position >= 0 && !(x[next, 0].modulus > x[position, 0].modulus) { break }
    position = next
    x = Matrix(rows: n, columns: 1) { row, _ in row == next ? 1 : 0 }
    apply(&x)
    let found = x.norm(.one)
    guard found.isFinite else { return .infinity }
    let newSigns = x.mapped(signum)
    let isRepeated = found <= estimate || (!T.isComplex && newSigns == signs)
    estimate = max(estimate, found)
    if isRepeated { break }
    signs = newSigns
  }
  // A vector that catches what cancellation hides from the search above.
  x = Matrix(rows: n, columns: 1) { row, _ in
    let size = 1 + Real(row) / Real(n - 1)
    return T(row % 2 == 0 ? size : -size)
  }
  apply(&x)
  let other = 2 * x.norm(.one) / (3 * Real(n))
  return other.isFinite ? max(estimate, other) : .infinity
}

/// The value divided by its modulus, one for zero.
@inline(__always)
private func signum<T: Scalar>(_ value: T) -> T {
  let modulus = value.modulus
  guard modulus > 0 else { return 1 }
  if !T.isComplex { return value.realPart < 0 ? -1 : 1 }
  // Subnormal numbers have no accurate reciprocal.
  let exponent = Int(modulus.exponent)
  let scaled = value.scaled(byPowerOfTwo: -exponent)
  return scaled.scaled(by: 1 / scaled.modulus)
}

/// Returns `1 / (‖A‖ ‖A⁻¹‖)` from the norm and a closure that solves `op(A) X = B`.
@inline(__always)
func estimateReciprocalCondition<T: Scalar>(
  _ n: Int, _ condition: ConditionNorm, norm: T.RealPart,
  solving solve: (inout Matrix<T>, MatrixOperation) -> Void
) -> T.RealPart {
  guard n > 0 else { return 1 }
  guard norm > 0 else { return 0 }
  // ‖A⁻¹‖ in the infinity norm is ‖A⁻ᴴ‖ in the 1-norm.
  let inverse =
    condition == .one
    ? estimateOneNorm(n, { solve(&$0, .none) }, adjoint: { solve(&$0, .adjoint) })
    : estimateOneNorm(n, { solve(&$0, .adjoint) }, adjoint: { solve(&$0, .none) })
  guard inverse.isFinite && inverse > 0 else { return 0 }
  return min(1, 1 / inverse / norm)
}
