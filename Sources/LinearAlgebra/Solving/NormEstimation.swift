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

/// The search for `‖M‖` in the 1-norm among products with `M` and `Mᴴ`.
///
/// The search asks for a product, and whoever has the matrix replaces ``vector`` by it; so the steps
/// between are the same code for every matrix. The answer is a lower bound that is rarely off by more
/// than a factor of three.
///
/// > Reference: Higham (1988), "FORTRAN codes for estimating the one-norm of a real or complex
/// > matrix", algorithm 4.1.
struct OneNormSearch<T: Scalar> {
  /// Which product is wanted.
  enum Request {
    /// `M x`.
    case product
    /// `Mᴴ x`.
    case adjointProduct
  }

  /// What the last product was for.
  private enum Phase {
    case mean, gradient, column, alternation
  }

  /// The vector to multiply, `n × 1`.
  var vector: Matrix<T>
  /// The largest norm so far; infinite if a product has an infinity or a NaN.
  private(set) var estimate: T.RealPart = 0
  private var signs: Matrix<T>
  private var column = -1
  private var columnCount = 0
  private var phase = Phase.mean

  /// Begins with the product of `M` and the mean of the unit vectors.
  ///
  /// - Precondition: `n` is positive.
  init(_ n: Int) {
    vector = Matrix(rows: n, columns: 1, repeating: T(1 / T.RealPart(n)))
    signs = vector
  }

  /// Takes the product that was asked for, and asks for another one; `nil` at the end.
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Complex<Float>)
  @specialized(where T == Complex<Double>)
  @inline(never)
  mutating func next() -> Request? {
    typealias Real = T.RealPart
    let n = vector.rows
    let size = vector.norm(.one)
    guard size.isFinite else {
      estimate = .infinity
      return nil
    }
    switch phase {
    case .mean:
      estimate = size
      return n > 1 ? follow(vector.mapped(signum)) : nil
    case .gradient:
      let steepest = vector.argmaxModulus()?.row ?? 0
      // The gradient does not rise anywhere: a local maximum.
      if column >= 0 && !(vector[steepest, 0].modulus > vector[column, 0].modulus) {
        return alternate()
      }
      (column, phase) = (steepest, .column)
      vector = Matrix(rows: n, columns: 1) { row, _ in row == steepest ? 1 : 0 }
      return .product
    case .column:
      columnCount += 1
      let newSigns = vector.mapped(signum)
      let isRepeated = size <= estimate || (!T.isComplex && newSigns == signs)
      estimate = max(estimate, size)
      return isRepeated || columnCount == 5 ? alternate() : follow(newSigns)
    case .alternation:
      estimate = max(estimate, 2 * size / (3 * Real(n)))
      return nil
    }
  }

  /// Asks for the gradient of the norm.
  private mutating func follow(_ newSigns: Matrix<T>) -> Request {
    (signs, vector, phase) = (newSigns, newSigns, .gradient)
    return .adjointProduct
  }

  /// Asks for the product with a vector that catches what cancellation hides from the search.
  private mutating func alternate() -> Request {
    typealias Real = T.RealPart
    let n = vector.rows
    phase = .alternation
    vector = Matrix(rows: n, columns: 1) { row, _ in
      let size = 1 + Real(row) / Real(n - 1)
      return T(row % 2 == 0 ? size : -size)
    }
    return .product
  }
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

/// Estimates `‖M‖` in the 1-norm; the closures replace the `n × 1` matrix they get by `M x` and `Mᴴ x`.
@inline(__always)
func estimateOneNorm<T: Scalar>(
  _ n: Int, _ apply: (inout Matrix<T>) -> Void, adjoint applyAdjoint: (inout Matrix<T>) -> Void
) -> T.RealPart {
  guard n > 0 else { return 0 }
  var search = OneNormSearch<T>(n)
  var request: OneNormSearch<T>.Request? = .product
  while let wanted = request {
    switch wanted {
    case .product: apply(&search.vector)
    case .adjointProduct: applyAdjoint(&search.vector)
    }
    request = search.next()
  }
  return search.estimate
}

/// Returns `1 / (‖A‖ ‖A⁻¹‖)` from the norm and a closure that solves `op(A) X = B`.
@inline(__always)
func estimateReciprocalCondition<T: Scalar>(
  _ n: Int, _ condition: ConditionNorm, norm: T.RealPart,
  solving solve: (inout Matrix<T>, MatrixOperation) -> Void
) -> T.RealPart {
  guard n > 0 else { return 1 }
  guard norm > 0 else { return 0 }
  var search = OneNormSearch<T>(n)
  var request: OneNormSearch<T>.Request? = .product
  while let wanted = request {
    // ‖A⁻¹‖ in the infinity norm is ‖A⁻ᴴ‖ in the 1-norm.
    solve(&search.vector, (wanted == .product) == (condition == .one) ? .none : .adjoint)
    request = search.next()
  }
  let inverse = search.estimate
  guard inverse.isFinite && inverse > 0 else { return 0 }
  return min(1, 1 / inverse / norm)
}
