import ComplexModule
import RealModule

/// Solves `P Y Qᴴ + R Y Wᴴ = F`, or the equation with a minus, for upper triangular matrices.
///
/// By columns from the last to the first: each is a triangular system with `conj(qⱼⱼ) P ± conj(wⱼⱼ) R`.
/// Lyapunov's equation with a descriptor has the matrices `(A, E)` and `(E, A)`, Stein's `(E, E)` and
/// `(A, A)`.
///
/// - Parameters:
///   - first: The matrices `P` and `Q`.
///   - second: The matrices `R` and `W`.
///   - sign: What the second term is multiplied by, 1 or -1.
///   - f: The right side.
///   - threshold: A size of `conj(qⱼⱼ) pᵢᵢ ± conj(wⱼⱼ) rᵢᵢ` that rounding errors explain.
/// - Returns: `Y`.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if such a number is zero to rounding errors.
/// - Complexity: O(`rows`³).
func solveTwoSided<Real: RealScalar>(
  _ first: (p: Matrix<Complex<Real>>, q: Matrix<Complex<Real>>),
  _ second: (r: Matrix<Complex<Real>>, w: Matrix<Complex<Real>>), sign: Real,
  rightSide f: Matrix<Complex<Real>>, threshold: Real = 0
) throws(LinearAlgebraError) -> Matrix<Complex<Real>> {
  typealias Element = Complex<Real>
  let (m, n) = (f.rows, f.columns)
  var result = f
  result.makeUnique()
  let (p, r) = unsafe (first.p.storage.base, second.r.storage.base)
  let (q, w) = unsafe (first.q.storage.base, second.w.storage.base)
  defer { extendLifetime((first, second)) }
  // What the known columns, and the known elements of this one, contribute to `Y Qᴴ` and `± Y Wᴴ`.
  var (u, v) = ([Element](repeating: 0, count: m), [Element](repeating: 0, count: m))
  for column in stride(from: n - 1, through: 0, by: -1) {
    let y = unsafe result.storage.base + column * m
    for row in 0..<m { (u[row], v[row]) = (0, 0) }
    for later in column + 1..<max(n, column + 1) {
      let known = unsafe result.storage.base + later * m
      let left = unsafe q[column + later * n].conjugate
      let right = unsafe w[column + later * n].conjugate.scaled(by: sign)
      for row in 0..<m {
        unsafe u[row] += left * known[row]
        unsafe v[row] += right * known[row]
      }
    }
    let left = unsafe q[column + column * n].conjugate
    let right = unsafe w[column + column * n].conjugate.scaled(by: sign)
    for row in stride(from: m - 1, through: 0, by: -1) {
      let (one, two) = unsafe (p[row + row * m], r[row + row * m])
      let (plus, minus) = (left * one, right * two)
      let divisor = plus + minus
      guard divisor.modulus > max(threshold, 2 * Real.ulpOfOne * max(plus.modulus, minus.modulus))
      else {
        throw .noSolution(
          reason: "eigenvalues cancel each other, so that the equation is singular")
      }
      unsafe y[row] = (y[row] - one * u[row] - two * v[row]) / divisor
      unsafe u[row] += left * y[row]
      unsafe v[row] += right * y[row]
      for above in 0..<row {
        unsafe y[above] -= p[above + row * m] * u[row] + r[above + row * m] * v[row]
      }
    }
  }
  return result
}
