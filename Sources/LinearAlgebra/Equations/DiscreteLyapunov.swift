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
  let identity = Matrix<Complex<T.RealPart>>.identity(a.rows)
  let y = try solveTwoSided(
    (identity.scaled(byPowerOfTwo: -2 * exponent), identity), (schur.form, schur.form), sign: -1,
    rightSide: schur.basis.adjoint * right * schur.basis)
  var x = Matrix<T>(dropping: schur.applied(to: y))
  if q.isHermitian { x = x.hermitianPart() }
  x.scale(byPowerOfTwo: shift - 2 * exponent)
  try x.checkRepresentable("the solution")
  return x
}
