import ComplexModule
import RealModule

/// Solves the discrete Lyapunov, or Stein, equation `X - A X Aᴴ = Q`.
///
/// There is one solution unless the product of an eigenvalue of `A` and the conjugate of one is 1. A
/// Hermitian `Q` gives an exactly Hermitian `X`.
///
/// - Parameters:
///   - a: A square matrix.
///   - q: The right side.
/// - Returns: `X`, of the shape of `q`.
/// - Throws: What ``solveSylvester(_:_:rightSide:)`` throws.
/// - Precondition: Both are square and of one size.
/// - Complexity: O(`rows`³).
///
/// > Reference: Barraud (1977), "A numerical algorithm to solve AᵀXA - X = Q".
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
public func solveDiscreteLyapunov<T: LAPACKScalar>(
  _ a: Matrix<T>, rightSide q: Matrix<T>
) throws(LinearAlgebraError) -> Matrix<T> {
  precondition(
    a.isSquare && q.shape == a.shape,
    "matrices of shapes \(a.shape) and \(q.shape) make no discrete Lyapunov equation")
  try a.checkForEigen("a", assumingFinite: false)
  try q.checkFinite("q")
  guard !q.isEmpty else { return q }
  // With a huge A divided by 2^e the equation is 2^-2e X - A X Aᴴ = 2^-2e Q.
  let exponent = max(0, a.extremeExponent)
  let schur = try a.scaled(byPowerOfTwo: -exponent).schur().complexForm()
  let shift = q.extremeExponent
  let right = q.scaled(byPowerOfTwo: -shift).complexified()
  let one = T.RealPart(1).scaled(byPowerOfTwo: -2 * exponent)
  let y = try solveTriangularStein(
    schur.form, rightSide: schur.basis.adjoint * right * schur.basis, factor: one)
  var x = Matrix<T>(dropping: schur.applied(to: y))
  if q.isHermitian { x = x.hermitianPart() }
  x.scale(byPowerOfTwo: shift - 2 * exponent)
  try x.checkRepresentable("the solution")
  return x
}

/// The solution of `σ Y - T Y Tᴴ = F` for a triangular `T`, by columns from the last to the first.
private func solveTriangularStein<Real: RealScalar>(
  _ t: Matrix<Complex<Real>>, rightSide f: Matrix<Complex<Real>>, factor: Real
) throws(LinearAlgebraError) -> Matrix<Complex<Real>> {
  typealias Element = Complex<Real>
  let n = t.rows
  var y = f
  y.makeUnique()
  let (base, form) = unsafe (y.storage.base, t.storage.base)
  defer { extendLifetime(t) }
  var sum = [Element](repeating: 0, count: n)
  for column in stride(from: n - 1, through: 0, by: -1) {
    for row in 0..<n { sum[row] = 0 }
    for later in column + 1..<max(n, column + 1) {
      let weight = unsafe form[column + later * n].conjugate
      for row in 0..<n { unsafe sum[row] += weight * base[row + later * n] }
    }
    let own = unsafe form[column + column * n].conjugate
    for row in stride(from: n - 1, through: 0, by: -1) {
      var value = unsafe base[row + column * n] + form[row + row * n] * sum[row]
      for inner in row + 1..<max(n, row + 1) {
        // The unknowns of this column below are known already.
        unsafe value += form[row + inner * n] * (sum[inner] + own * base[inner + column * n])
      }
      let product = unsafe own * form[row + row * n]
      let divisor = Element(factor) - product
      guard divisor.modulus > 2 * Real.ulpOfOne * max(factor, product.modulus) else {
        throw .noSolution(
          reason: "eigenvalues have the product 1, so that the equation is singular")
      }
      unsafe base[row + column * n] = value / divisor
    }
  }
  return y
}
