public import ComplexModule
public import LinearAlgebra
import RealModule

// Residual ratios of eigenproblems, in units of `eps`, the distance from 1 to the next number.

/// The threshold below which LAPACK accepts the ratios of symmetric eigenproblems.
public let symmetricEigenThreshold = 60.0

/// The threshold below which LAPACK accepts the ratios of general eigenproblems and Schur forms.
public let eigenThreshold = 20.0

/// The threshold for eigenvalues computed with and without vectors.
public let valuesOnlyThreshold = 50.0

/// Returns `‖A Z − Z Λ‖ / (n ‖A‖ eps)` for eigenvalues of a Hermitian matrix (`dsyt21`).
///
/// - Precondition: There are as many values as vectors.
public func symmetricEigenRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, values: Vector<T.RealPart>, vectors: Matrix<T>
) -> Double {
  let exponent = exponent(a)
  let a = scaled(a, -exponent)
  var scaledVectors = vectors
  scaledVectors.multiplyRows(by: scaled(values.matrix, -exponent).asVector.map { T($0) })
  return quotient(
    (a * vectors - scaledVectors).norm(.one), Double(a.rows) * Double(a.norm(.one)), T.self)
}

/// Returns `‖A X − B X Λ‖ / (n ‖A‖ ‖X‖ eps)` for a Hermitian and a positive definite matrix (`dsgt01`).
///
/// For the products pass `A B X` and `X`, or the like, by their own residuals.
///
/// - Precondition: There are as many values as vectors.
public func symmetricPencilRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, values: Vector<T.RealPart>, vectors: Matrix<T>
) -> Double {
  var right = b * vectors
  right.multiplyRows(by: values.map { T($0) })
  let size = Double(a.norm(.one)) * Double(vectors.norm(.one)) * Double(a.rows)
  return quotient((a * vectors - right).norm(.one), size, T.self)
}

/// Returns `‖A V − V Λ‖ / (‖A‖ ‖V‖ eps)` for right eigenvectors (`dget22`).
///
/// - Precondition: There are as many values as vectors.
public func eigenRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, values: Vector<Complex<T.RealPart>>, vectors: Matrix<Complex<T.RealPart>>
) -> Double {
  let exponent = exponent(a)
  let a = complex(scaled(a, -exponent))
  var right = vectors
  right.multiplyRows(by: scaled(values.matrix, -exponent).asVector)
  let size = Double(a.norm(.one)) * Double(vectors.norm(.one))
  return quotient((a * vectors - right).norm(.one), size, T.self)
}

/// Returns `‖Aᴴ U − U Λ̄‖ / (‖A‖ ‖U‖ eps)` for left eigenvectors (`dget22`).
///
/// - Precondition: There are as many values as vectors.
public func leftEigenRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, values: Vector<Complex<T.RealPart>>, vectors: Matrix<Complex<T.RealPart>>
) -> Double {
  eigenRatio(Matrix(a.adjoint), values: values.map { $0.conjugate }, vectors: vectors)
}

/// Returns the largest `|‖v‖ − 1| / eps` of all columns.
public func unitLengthRatio<T: LAPACKScalar>(_ vectors: Matrix<T>) -> Double {
  (0..<vectors.columns).map { column in
    quotient(abs(Vector(vectors.column(column)).norm() - 1), 1, T.self)
  }.max() ?? 0
}

/// Returns the largest `‖β A v − α B v‖ / (n max(‖β A‖, ‖α B‖) eps)` of all columns (`dget52`).
///
/// - Precondition: There are as many values as vectors.
public func generalizedEigenRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, alpha: Vector<Complex<T.RealPart>>, beta: Vector<T.RealPart>,
  vectors: Matrix<Complex<T.RealPart>>
) -> Double {
  let exponents = (exponent(a), exponent(b))
  let (a, b) = (complex(scaled(a, -exponents.0)), complex(scaled(b, -exponents.1)))
  let alpha = scaled(alpha.matrix, -exponents.0).asVector
  let beta = scaled(beta.matrix, -exponents.1).asVector
  let norms = (a.norm(.one), b.norm(.one))
  let (left, right) = (a * vectors, b * vectors)
  return (0..<vectors.columns).map { column in
    let residual =
      Vector(left.column(column)).map { $0.scaled(by: beta[column]) }
      - alpha[column] * Vector(right.column(column))
    let size = max(beta[column] * norms.0, alpha[column].modulus * norms.1)
    return quotient(residual.norm(.one), Double(a.rows) * Double(size), T.self)
  }.max() ?? 0
}

/// Returns `‖A − U F Vᴴ‖ / (n ‖A‖ eps)` for a form with unitary factors (`dget51`).
///
/// - Precondition: All are square and of one size.
public func formRatio<T: LAPACKScalar>(
  _ a: Matrix<T>, left: Matrix<T>, form: Matrix<T>, right: Matrix<T>
) -> Double {
  let exponent = exponent(a)
  let product = left * scaled(form, -exponent) * right.adjoint
  let a = scaled(a, -exponent)
  return quotient((a - product).norm(.one), Double(a.rows) * Double(a.norm(.one)), T.self)
}

/// Returns `‖s − s′‖ / (n ‖s‖ eps)`, with maximum norms, for values computed in two ways (`ddrvbd`).
///
/// - Precondition: There are as many values in both.
public func valuesRatio<T: LAPACKScalar>(_ values: Vector<T>, _ others: Vector<T>) -> Double {
  let exponent = exponent(values.matrix)
  let (values, others) = (
    scaled(values.matrix, -exponent), scaled(others.matrix, -exponent)
  )
  let size = Double(values.rows) * Double(values.norm(.maxAbs))
  return quotient((values - others).norm(.maxAbs), size, T.self)
}

private func complex<T: Scalar>(_ a: Matrix<T>) -> Matrix<Complex<T.RealPart>> {
  a.map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
}

/// The error in units of `eps`, in which 0/0 is 0 and NaN is infinite.
private func quotient<T: Scalar>(_ error: T.RealPart, _ size: Double, _: T.Type) -> Double {
  if error == 0 { return 0 }
  let result = Double(error) / (size * Double(T.RealPart.ulpOfOne))
  return result.isNaN ? .infinity : result
}

/// The exponent of the largest element, 0 if there is none or it is not finite.
private func exponent<T: Scalar>(_ a: Matrix<T>) -> Int {
  let norm = a.norm(.maxAbs)
  return norm.isFinite && norm > 0 ? Int(norm.exponent) : 0
}

/// The matrix times a power of two, in two steps that do not overflow where the result does not.
private func scaled<T: Scalar>(_ a: Matrix<T>, _ exponent: Int) -> Matrix<T> {
  typealias Real = T.RealPart
  let half = exponent / 2
  return [half, exponent - half].reduce(a) { matrix, exponent in
    let factor = Real(sign: .plus, exponent: Real.Exponent(exponent), significand: 1)
    return matrix.map { $0.scaled(by: factor) }
  }
}

extension Matrix {
  fileprivate var asVector: Vector<Element> { Vector(matrix: self) }
}
