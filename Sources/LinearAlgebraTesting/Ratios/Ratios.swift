public import LinearAlgebra
import RealModule

// Residual ratios: backward errors in units of what rounding explains. They do not depend on scale,
// sign or basis, so one threshold serves every size, scalar, processor and number of threads.
//
// > Reference: LAPACK Working Note 41, "Installation guide for LAPACK"; TESTING/LIN, TESTING/EIG.

/// The threshold below which LAPACK accepts the ratios of linear equations.
public let linearEquationThreshold = 30.0

/// Returns `‖A − B‖ / (n ‖A‖ u)`, for a matrix and the product of its factors (`dget01`, `dpot01`).
///
/// Norms are 1-norms, `n` is the number of columns, `u` half the distance from 1 to the next number.
///
/// - Precondition: The shapes are equal.
public func reconstructionRatio<T: LAPACKScalar>(_ product: Matrix<T>, of a: Matrix<T>) -> Double {
  let exponent = a.scaleExponent
  let (a, product) = (a.scaled(byPowerOfTwo: -exponent), product.scaled(byPowerOfTwo: -exponent))
  return quotient(
    Double((a - product).norm(.one)),
    Double(a.columns) * Double(a.norm(.one)) * unitRoundoff(T.self))
}

/// Returns the largest `‖b − A x‖ / (‖A‖ ‖x‖ u)` of all right sides (`dget02`).
///
/// - Precondition: `a` is `m × n`, `x` is `n × k`, `b` is `m × k`.
public func residualRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, solution x: Matrix<T>, rightSide b: Matrix<T>
) -> Double {
  let exponents = (a.scaleExponent, x.scaleExponent)
  let a = a.scaled(byPowerOfTwo: -exponents.0)
  let x = x.scaled(byPowerOfTwo: -exponents.1)
  var residual = b.scaled(byPowerOfTwo: -exponents.0 - exponents.1)
  multiply(a, x, into: &residual, alpha: -1, beta: 1)
  let norm = Double(a.norm(.one))
  return (0..<x.columns).map { column in
    quotient(
      Double(Vector(residual.column(column)).norm(.one)),
      norm * Double(Vector(x.column(column)).norm(.one)) * unitRoundoff(T.self))
  }.max() ?? 0
}

/// Returns `‖I − A B‖ / (n ‖A‖ ‖B‖ u)`, for a matrix and its inverse (`dget03`).
///
/// - Precondition: Both are square and of one size.
public func inverseRatio<T: LAPACKScalar>(_ a: Matrix<T>, inverse b: Matrix<T>) -> Double {
  let exponent = a.scaleExponent
  let (a, b) = (a.scaled(byPowerOfTwo: -exponent), b.scaled(byPowerOfTwo: exponent))
  var residual = Matrix<T>.identity(a.rows)
  multiply(a, b, into: &residual, alpha: -1, beta: 1)
  return quotient(
    Double(residual.norm(.one)),
    Double(a.rows) * Double(a.norm(.one)) * Double(b.norm(.one)) * unitRoundoff(T.self))
}

/// Returns the largest `‖x − x̂‖ rcond / (‖x‖ u)` of all right sides, with maximum norms (`dget04`).
///
/// - Precondition: The shapes are equal.
public func forwardRatio<T: LAPACKScalar>(
  _ found: Matrix<T>, exact: Matrix<T>, reciprocalCondition: T.RealPart
) -> Double {
  let exponent = exact.scaleExponent
  let exact = exact.scaled(byPowerOfTwo: -exponent)
  let difference = found.scaled(byPowerOfTwo: -exponent) - exact
  return (0..<exact.columns).map { column in
    quotient(
      Double(Vector(difference.column(column)).norm(.infinity)) * Double(reciprocalCondition),
      Double(Vector(exact.column(column)).norm(.infinity)) * unitRoundoff(T.self))
  }.max() ?? 0
}

/// Returns `‖I − Qᴴ Q‖ / (n u)`, for a matrix with orthonormal columns of length `n` (`dort01`).
public func orthogonalityRatio<T: LAPACKScalar>(_ q: Matrix<T>) -> Double {
  var residual = Matrix<T>.identity(q.columns)
  multiply(q.adjoint, q, into: &residual, alpha: -1, beta: 1)
  return quotient(Double(residual.norm(.one)), Double(q.rows) * unitRoundoff(T.self))
}

/// The largest relative error of one rounding.
private func unitRoundoff<T: Scalar>(_ type: T.Type) -> Double { Double(T.RealPart.ulpOfOne) / 2 }

/// The quotient in which 0/0 is 0 and NaN is infinite, so that a NaN fails every comparison.
private func quotient(_ numerator: Double, _ denominator: Double) -> Double {
  if numerator == 0 && denominator == 0 { return 0 }
  let result = numerator / denominator
  return result.isNaN ? .infinity : result
}

extension Matrix {
  /// The exponent of the largest element, 0 if there is none or it is not finite.
  fileprivate var scaleExponent: Int {
    let norm = norm(.maxAbs)
    return norm.isFinite && norm > 0 ? Int(norm.exponent) : 0
  }

  /// The matrix times a power of two, in two steps that do not overflow where the result does not.
  fileprivate func scaled(byPowerOfTwo exponent: Int) -> Matrix {
    typealias Real = Element.RealPart
    let half = exponent / 2
    return [half, exponent - half].reduce(self) { matrix, exponent in
      let factor = Real(sign: .plus, exponent: Real.Exponent(exponent), significand: 1)
      return matrix.map { $0.scaled(by: factor) }
    }
  }
}
