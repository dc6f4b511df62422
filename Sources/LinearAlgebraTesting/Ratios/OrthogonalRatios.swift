public import LinearAlgebra
import RealModule

// Residual ratios of orthogonal factorizations, singular values and least squares.
//
// > Reference: LAPACK Working Note 41, "Installation guide for LAPACK"; TESTING/LIN, TESTING/EIG.

/// The threshold below which LAPACK accepts the ratios of orthogonal factorizations and least squares.
public let orthogonalThreshold = 30.0

/// The threshold below which LAPACK accepts the ratios of singular values.
public let singularValueThreshold = 50.0

/// Returns `‖A − B‖ / (max(m, n) ‖A‖ u)`, for a matrix and the product of its factors (`dqrt01`).
///
/// - Precondition: The shapes are equal.
public func factorizationRatio<T: LAPACKScalar>(_ product: Matrix<T>, of a: Matrix<T>) -> Double {
  let exponent = a.exponent
  let (a, product) = (a.scaled(-exponent), product.scaled(-exponent))
  return quotient(
    Double((a - product).norm(.one)),
    Double(max(a.rows, a.columns)) * Double(a.norm(.one)) * unit(T.self))
}

/// Returns `‖A − U S Vᴴ‖ / (max(m, n) ‖A‖ ε)` (`dbdt01`).
///
/// - Precondition: The shapes are equal.
public func singularValueRatio<T: LAPACKScalar>(_ product: Matrix<T>, of a: Matrix<T>) -> Double {
  factorizationRatio(product, of: a) / 2
}

/// Returns `max |s − s'| / (k s₀ ε)`, for singular values computed in two ways (`ddrvbd`).
///
/// - Precondition: The lengths are equal.
public func singularValueRatio<Real: RealScalar>(
  _ found: Vector<Real>, of expected: Vector<Real>
) -> Double {
  let exponent = expected.matrix.exponent
  let (found, expected) = (found.matrix.scaled(-exponent), expected.matrix.scaled(-exponent))
  return quotient(
    Double((found - expected).norm(.maxAbs)),
    Double(expected.rows) * Double(expected.norm(.maxAbs)) * 2 * unit(Real.self))
}

/// Returns `‖rᴴ A‖ / (‖A‖ ‖r‖ max(m, n, k) u)` for the residuals `r = B − A X`, with the norm of `B`
/// instead of that of `r` if `isConsistent` (`dqrt17`).
///
/// A least-squares solution is one whose residual is orthogonal to the range of the matrix.
///
/// - Precondition: `a` is `m × n`, `x` is `n × k`, `b` is `m × k`.
public func leastSquaresRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, solution x: Matrix<T>, rightSide b: Matrix<T>, isConsistent: Bool = false
) -> Double {
  let (a, x, b) = balanced(a, x, b)
  let residual = residual(a, x, b)
  let exponent = residual.exponent
  let projections = residual.scaled(-exponent).adjoint * a
  let scale = isConsistent ? b.scaled(-exponent) : residual.scaled(-exponent)
  return quotient(
    Double(projections.norm(.one)),
    Double(a.norm(.one)) * Double(scale.norm(.one))
      * Double(max(a.rows, a.columns, b.columns)) * unit(T.self))
}

/// Returns the largest `‖b − A x‖ / (max(m, n) ‖A‖ ‖x‖ u)` of a consistent system (`dqrt16`).
///
/// - Precondition: `a` is `m × n`, `x` is `n × k`, `b` is `m × k`.
public func consistencyRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, solution x: Matrix<T>, rightSide b: Matrix<T>
) -> Double {
  let (a, x, b) = balanced(a, x, b)
  let residual = residual(a, x, b)
  let norm = Double(a.norm(.one)) * Double(max(a.rows, a.columns)) * unit(T.self)
  return (0..<x.columns).map { column in
    quotient(
      Double(Vector(residual.column(column)).norm(.one)),
      norm * Double(Vector(x.column(column)).norm(.one)))
  }.max() ?? 0
}

/// Returns `‖Nᴴ X‖ / (max(m, n, k) ‖X‖ u)`, how far a solution leaves the row space (`dqrt14`).
///
/// A solution of minimum norm has no part in the null space.
///
/// - Precondition: The columns of `nullSpace` are an orthonormal basis of the null space of the
///   matrix of shape `shape`.
public func rowSpaceRatio<T: LAPACKScalar>(
  _ x: Matrix<T>, nullSpace: Matrix<T>, shape: Shape
) -> Double {
  let x = x.scaled(-x.exponent)
  return quotient(
    Double((nullSpace.adjoint * x).norm(.one)),
    Double(max(shape.rows, shape.columns, x.columns)) * Double(x.norm(.one)) * unit(T.self))
}

/// Returns the largest of the four conditions of Moore and Penrose for a pseudo-inverse.
///
/// `A B A = A`, `B A B = B`, `(A B)ᴴ = A B`, `(B A)ᴴ = B A`, each divided by the norms of its factors
/// and by `max(m, n) u`.
///
/// - Precondition: `a` is `m × n`, `b` is `n × m`.
public func pseudoInverseRatio<T: LAPACKScalar>(_ a: Matrix<T>, inverse b: Matrix<T>) -> Double {
  let exponent = a.exponent
  let (a, b) = (a.scaled(-exponent), b.scaled(exponent))
  let (ab, ba) = (a * b, b * a)
  let size = Double(max(a.rows, a.columns)) * unit(T.self)
  let (normA, normB) = (Double(a.norm(.one)), Double(b.norm(.one)))
  return [
    quotient(Double((ab * a - a).norm(.one)), normA * normA * normB * size),
    quotient(Double((ba * b - b).norm(.one)), normA * normB * normB * size),
    quotient(Double((ab - Matrix(ab.adjoint)).norm(.one)), normA * normB * size),
    quotient(Double((ba - Matrix(ba.adjoint)).norm(.one)), normA * normB * size),
  ].max() ?? 0
}

/// Brings a matrix and its solution to sizes near one, and the right side along.
private func balanced<T: LAPACKScalar>(
  _ a: Matrix<T>, _ x: Matrix<T>, _ b: Matrix<T>
) -> (Matrix<T>, Matrix<T>, Matrix<T>) {
  let (first, second) = (a.exponent, x.norm(.maxAbs) > 0 ? x.exponent : b.exponent - a.exponent)
  return (a.scaled(-first), x.scaled(-second), b.scaled(-first - second))
}

private func residual<T: LAPACKScalar>(
  _ a: Matrix<T>, _ x: Matrix<T>, _ b: Matrix<T>
) -> Matrix<T> {
  var residual = b
  multiply(a, x, into: &residual, alpha: -1, beta: 1)
  return residual
}

/// The largest relative error of one rounding.
private func unit<T: Scalar>(_ type: T.Type) -> Double { Double(T.RealPart.ulpOfOne) / 2 }

/// The quotient in which 0/0 is 0 and NaN is infinite, so that a NaN fails every comparison.
private func quotient(_ numerator: Double, _ denominator: Double) -> Double {
  if numerator == 0 && denominator == 0 { return 0 }
  let result = numerator / denominator
  return result.isNaN ? .infinity : result
}

extension Matrix {
  /// The exponent of the largest element, 0 if there is none or it is not finite.
  fileprivate var exponent: Int {
    let norm = norm(.maxAbs)
    return norm.isFinite && norm > 0 ? Int(norm.exponent) : 0
  }

  /// The matrix times a power of two, in steps that do not overflow where the result does not.
  fileprivate func scaled(_ exponent: Int) -> Matrix {
    typealias Real = Element.RealPart
    if exponent == 0 { return self }
    let third = exponent / 3
    return [third, third, exponent - 2 * third].reduce(self) { matrix, exponent in
      let factor = Real(sign: .plus, exponent: Real.Exponent(exponent), significand: 1)
      return matrix.map { $0.scaled(by: factor) }
    }
  }
}
