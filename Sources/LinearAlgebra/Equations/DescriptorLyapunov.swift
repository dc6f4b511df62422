import ComplexModule
import RealModule

/// Solves the generalized continuous Lyapunov equation `A X Eᴴ + E X Aᴴ = C`.
///
/// It is the equation of the descriptor system `E ẋ = A x`. There is one solution unless `E` is
/// singular, or an eigenvalue of the pair `(A, E)` is the negative conjugate of another, or itself
/// imaginary. A Hermitian `C` gives an exactly Hermitian `X`. The pair goes to generalized Schur form;
/// `E` is not inverted.
///
/// - Parameters:
///   - a: A square matrix.
///   - e: The descriptor matrix `E`.
///   - c: The right side.
/// - Returns: `X`, of the shape of `c`.
/// - Throws: What ``solveSylvester(_:_:rightSide:)`` throws.
/// - Precondition: All are square and of one size.
/// - Complexity: O(`rows`³).
///
/// > Reference: Penzl (1998), "Numerical solution of generalized Lyapunov equations".
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
public func solveLyapunov<T: LAPACKScalar>(
  _ a: Matrix<T>, descriptor e: Matrix<T>, rightSide c: Matrix<T>
) throws(LinearAlgebraError) -> Matrix<T> {
  precondition(
    a.isSquare && e.shape == a.shape && c.shape == a.shape,
    "matrices of shapes \(a.shape), \(e.shape) and \(c.shape) make no Lyapunov equation")
  let exponents = (a: a.extremeExponent, e: e.extremeExponent)
  return try solveDescriptor(a, e, c, exponents) {
    (s, t, f) throws(LinearAlgebraError) in
    let size = s.norm(.maxAbs) * t.norm(.maxAbs)
    return try solveTwoSided(
      (s, t), (t, s), sign: 1, rightSide: f, threshold: 2 * T.RealPart.ulpOfOne * size)
  }
}

/// Solves the generalized discrete Lyapunov, or Stein, equation `E X Eᴴ - A X Aᴴ = Q`.
///
/// It is the equation of the descriptor system `E x' = A x`. There is one solution unless the product of
/// an eigenvalue of the pair `(A, E)` and the conjugate of one is 1, or the pair has both the eigenvalue
/// zero and an infinite one. A Hermitian `Q` gives an exactly Hermitian `X`.
///
/// - Parameters:
///   - a: A square matrix.
///   - e: The descriptor matrix `E`.
///   - q: The right side.
/// - Returns: `X`, of the shape of `q`.
/// - Throws: What ``solveSylvester(_:_:rightSide:)`` throws.
/// - Precondition: All are square and of one size.
/// - Complexity: O(`rows`³).
///
/// > Reference: Penzl (1998), "Numerical solution of generalized Lyapunov equations".
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
public func solveDiscreteLyapunov<T: LAPACKScalar>(
  _ a: Matrix<T>, descriptor e: Matrix<T>, rightSide q: Matrix<T>
) throws(LinearAlgebraError) -> Matrix<T> {
  precondition(
    a.isSquare && e.shape == a.shape && q.shape == a.shape,
    "matrices of shapes \(a.shape), \(e.shape) and \(q.shape) make no discrete Lyapunov equation")
  let exponent = Matrix<T>.extremeExponent(of: max(a.norm(.maxAbs), e.norm(.maxAbs)))
  return try solveDescriptor(a, e, q, (exponent, exponent)) {
    (s, t, f) throws(LinearAlgebraError) in
    let size = max(s.norm(.maxAbs), t.norm(.maxAbs))
    return try solveTwoSided(
      (t, t), (s, s), sign: -1, rightSide: f, threshold: 2 * T.RealPart.ulpOfOne * size * size)
  }
}

/// Solves a Lyapunov equation by a closure that solves it for triangular matrices `S` and `T`, where
/// `2^-a A = U S Zᴴ` and `2^-e E = U T Zᴴ`.
@inline(__always)
private func solveDescriptor<T: LAPACKScalar>(
  _ a: Matrix<T>, _ e: Matrix<T>, _ c: Matrix<T>, _ exponents: (a: Int, e: Int),
  _ solve: (
    _ s: Matrix<Complex<T.RealPart>>, _ t: Matrix<Complex<T.RealPart>>,
    _ rightSide: Matrix<Complex<T.RealPart>>
  ) throws(LinearAlgebraError) -> Matrix<Complex<T.RealPart>>
) throws(LinearAlgebraError) -> Matrix<T> {
  try a.checkForEigen("a", assumingFinite: false)
  try e.checkFinite("descriptor")
  try c.checkFinite("c")
  guard !c.isEmpty else { return c }
  let schur = try GeneralizedSchur(
    a.scaled(byPowerOfTwo: -exponents.a).complexified(),
    e.scaled(byPowerOfTwo: -exponents.e).complexified(), assumingFinite: true)
  let shift = c.extremeExponent
  let right = c.scaled(byPowerOfTwo: -shift).complexified()
  let y = try solve(
    schur.formA, schur.formB, schur.leftBasis.adjoint * right * schur.leftBasis)
  var x = Matrix<T>(dropping: schur.rightBasis * y * schur.rightBasis.adjoint)
  if c.isHermitian { x = x.hermitianPart() }
  x.scale(byPowerOfTwo: shift - exponents.a - exponents.e)
  try x.checkRepresentable("the solution")
  return x
}
