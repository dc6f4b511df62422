import RealModule

/// Solves the Sylvester equation `A X + X B = C`.
///
/// Both matrices go to Schur form (Bartels and Stewart). There is one solution unless an eigenvalue of `A`
/// is the negative of one of `B`.
///
/// - Parameters:
///   - a: A square matrix that stands left of the unknown.
///   - b: A square matrix that stands right of the unknown.
///   - c: The right side.
/// - Returns: `X`, of the shape of `c`.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if the equation is singular to rounding errors or
///   its solution too large, ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: `a` is `m × m`, `b` is `n × n`, `c` is `m × n`.
/// - Complexity: O(`m`³ + `n`³).
///
/// > Reference: Bartels and Stewart (1972), "Solution of the matrix equation AX + XB = C".
public func solveSylvester<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, rightSide c: Matrix<T>
) throws(LinearAlgebraError) -> Matrix<T> {
  precondition(
    a.isSquare && b.isSquare && c.rows == a.rows && c.columns == b.rows,
    "matrices of shapes \(a.shape), \(b.shape) and \(c.shape) make no Sylvester equation")
  try checkArguments(a, b, c)
  guard !c.isEmpty else { return c }
  let exponent = Matrix<T>.extremeExponent(of: max(a.norm(.maxAbs), b.norm(.maxAbs)))
  let left = try a.scaled(byPowerOfTwo: -exponent).schur()
  let right = try b.scaled(byPowerOfTwo: -exponent).schur()
  let shift = c.extremeExponent
  var y = left.basis.adjoint * c.scaled(byPowerOfTwo: -shift) * right.basis
  try solveTriangularSylvester(left.form, right.form, sign: 1, in: &y)
  let x = (left.basis * y * right.basis.adjoint).scaled(byPowerOfTwo: shift - exponent)
  try x.checkRepresentable("the solution")
  return x
}

/// Solves the continuous Lyapunov equation `A X + X Aᴴ = C`.
///
/// With `C = -Q` this is the equation `A X + X Aᴴ + Q = 0` of stability and of Gramians. There is one
/// solution unless an eigenvalue of `A` is the negative conjugate of another, or itself imaginary. A
/// Hermitian `C` gives an exactly Hermitian `X`.
///
/// - Parameters:
///   - a: A square matrix.
///   - c: The right side.
/// - Returns: `X`, of the shape of `c`.
/// - Throws: What ``solveSylvester(_:_:rightSide:)`` throws.
/// - Precondition: Both are square and of one size.
/// - Complexity: O(`rows`³).
public func solveLyapunov<T: LAPACKScalar>(
  _ a: Matrix<T>, rightSide c: Matrix<T>
) throws(LinearAlgebraError) -> Matrix<T> {
  precondition(
    a.isSquare && c.shape == a.shape,
    "matrices of shapes \(a.shape) and \(c.shape) make no Lyapunov equation")
  try checkArguments(a, a, c)
  guard !c.isEmpty else { return c }
  let exponent = a.extremeExponent
  let schur = try a.scaled(byPowerOfTwo: -exponent).schur()
  let shift = c.extremeExponent
  var y = schur.basis.adjoint * c.scaled(byPowerOfTwo: -shift) * schur.basis
  try solveTriangularSylvester(schur.form, schur.form, .adjoint, sign: 1, in: &y)
  var x = schur.basis * y * schur.basis.adjoint
  if c.isHermitian { x = x.hermitianPart() }
  x.scale(byPowerOfTwo: shift - exponent)
  try x.checkRepresentable("the solution")
  return x
}

private func checkArguments<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ c: Matrix<T>
) throws(LinearAlgebraError) {
  try c.checkDimensions()
  try a.checkFinite("a")
  try b.checkFinite("b")
  try c.checkFinite("c")
}

/// Replaces `C` by the solution of `A X + sign · X op(B) = C` with matrices in Schur form.
func solveTriangularSylvester<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ operation: MatrixOperation = .none, sign: Int,
  in c: inout Matrix<T>
) throws(LinearAlgebraError) {
  guard !c.isEmpty else { return }
  c.makeUnique()
  let (m, n) = (c.rows, c.columns)
  var workspace = Workspace()
  let scale = unsafe workspace.take(T.RealPart.self, 1)
  unsafe scale[0] = 1
  let info = unsafe LAPACK<T>.trsyl(
    .none, operation, sign: sign, m: m, n: n, a: a.storage.base, lda: m, b: b.storage.base, ldb: n,
    c: c.storage.base, ldc: m, scale: scale)
  precondition(info >= 0, "trsyl refused argument \(-info)")
  if info > 0 {
    throw .noSolution(reason: "eigenvalues coincide, so that the equation is singular")
  }
  // A factor below one kept the solution from overflowing meanwhile.
  let factor = unsafe scale[0]
  if factor == 0 { throw .noSolution(reason: "the solution is too large for the scalar") }
  if factor != 1 {
    for index in 0..<c.count { unsafe c.storage.base[index] /= T(factor) }
  }
}
