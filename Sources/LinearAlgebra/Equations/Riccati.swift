import RealModule

/// Solves the continuous algebraic Riccati equation
/// `Aᴴ X + X A - (X B + S) R⁻¹ (Bᴴ X + Sᴴ) + Q = 0`.
///
/// `X` is the stabilizing solution: it makes `A - B K` with `K = R⁻¹ (Bᴴ X + Sᴴ)` stable. It comes from the
/// ordered Schur form of the Hamiltonian matrix (Laub), which is scaled to balance its blocks.
///
/// - Parameters:
///   - a: The matrix of the system, `n × n`.
///   - b: The matrix of the inputs, `n × m`.
///   - q: The weight of the state, Hermitian; of another matrix the Hermitian part counts.
///   - r: The weight of the inputs, Hermitian and not singular.
///   - crossTerm: The weight `S` of state and input together, `n × m`; zero by default.
/// - Returns: The solution, its gain, and what became of the system.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if there is no stabilizing solution,
///   ``LinearAlgebraError/singular(pivot:)`` if `r` is singular,
///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The shapes fit.
/// - Complexity: O((2 `n`)³).
///
/// > Reference: Laub (1979), "A Schur method for solving algebraic Riccati equations".
public func solveRiccati<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ q: Matrix<T>, _ r: Matrix<T>, crossTerm: Matrix<T>? = nil
) throws(LinearAlgebraError) -> RiccatiSolution<T> {
  let problem = try RiccatiProblem(a, b, q, r, crossTerm)
  let (n, m) = (a.rows, b.columns)
  let weight = try LU(problem.r)
  // Without the cross term: A - B R⁻¹ Sᴴ, Q - S R⁻¹ Sᴴ, and G = B R⁻¹ Bᴴ.
  let cross = try weight.solve(Matrix(problem.s.adjoint))
  let system = a - b * cross
  let state = (problem.q - problem.s * cross).hermitianPart()
  let input = (b * (try weight.solve(Matrix(b.adjoint)))).hermitianPart()
  try system.checkRepresentable("the Hamiltonian matrix")
  try state.checkRepresentable("the Hamiltonian matrix")
  try input.checkRepresentable("the Hamiltonian matrix")
  guard n > 0 else {
    return RiccatiSolution(
      solution: a, gain: Matrix(rows: m, columns: 0), closedLoopValues: Vector(count: 0),
      relativeResidual: 0)
  }
  // X = 2^e X' makes the two off-diagonal blocks equally large.
  let sizes = (state.norm(.maxAbs), input.norm(.maxAbs))
  let exponent =
    sizes.0 > 0 && sizes.1 > 0 ? (Int(sizes.0.exponent) - Int(sizes.1.exponent)) / 2 : 0
  let hamiltonian = Matrix(riccatiBlocks: [
    [system, -input.scaled(byPowerOfTwo: exponent)],
    [-state.scaled(byPowerOfTwo: -exponent), -Matrix(system.adjoint)],
  ])
  let schur = try hamiltonian.schur().reordered { $0.realPart < 0 }
  guard schur.leadingCount == n else {
    throw .noSolution(
      reason: "the Hamiltonian matrix has \(schur.leadingCount) stable eigenvalues instead of \(n)")
  }
  let x = try riccatiSolution(from: schur.basis, size: n).scaled(byPowerOfTwo: exponent)
  let gain = try weight.solve(b.adjoint * x) + cross
  let linear = system.adjoint * x
  let quadratic = x * input * x
  let residual = linear + Matrix(linear.adjoint) - quadratic + state
  let norms = 2 * linear.norm(.one) + quadratic.norm(.one) + state.norm(.one)
  return try checkedRiccati(
    x, gain: gain, closedLoop: a - b * gain, residual: residual, termNorms: norms
  ) { $0.realPart < 0 }
}

/// Solves the discrete algebraic Riccati equation
/// `X = Aᴴ X A - (Aᴴ X B + S) (R + Bᴴ X B)⁻¹ (Bᴴ X A + Sᴴ) + Q`.
///
/// `X` is the stabilizing solution: it brings the eigenvalues of `A - B K` with
/// `K = (R + Bᴴ X B)⁻¹ (Bᴴ X A + Sᴴ)` into the unit disc. It comes from the ordered generalized Schur form
/// of the extended symplectic pencil, which inverts neither `A` nor `R`: both may be singular.
///
/// - Parameters:
///   - a: The matrix of the system, `n × n`.
///   - b: The matrix of the inputs, `n × m`.
///   - q: The weight of the state, Hermitian; of another matrix the Hermitian part counts.
///   - r: The weight of the inputs, Hermitian.
///   - crossTerm: The weight `S` of state and input together, `n × m`; zero by default.
/// - Returns: The solution, its gain, and what became of the system.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if there is no stabilizing solution,
///   ``LinearAlgebraError/singular(pivot:)`` if `R + Bᴴ X B` is singular,
///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The shapes fit.
/// - Complexity: O((2 `n` + `m`)³).
///
/// > Reference: Van Dooren (1981), "A generalized eigenvalue approach for solving Riccati equations".
public func solveDiscreteRiccati<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ q: Matrix<T>, _ r: Matrix<T>, crossTerm: Matrix<T>? = nil
) throws(LinearAlgebraError) -> RiccatiSolution<T> {
  var problem = try RiccatiProblem(a, b, q, r, crossTerm)
  let (n, m) = (a.rows, b.columns)
  guard n > 0 else {
    return RiccatiSolution(
      solution: a, gain: Matrix(rows: m, columns: 0), closedLoopValues: Vector(count: 0),
      relativeResidual: 0)
  }
  // The solution grows with the weights.
  let largest = max(
    problem.q.norm(.maxAbs), problem.r.norm(.maxAbs), problem.s.norm(.maxAbs))
  let exponent = largest > 0 ? Int(largest.exponent) : 0
  problem.q.scale(byPowerOfTwo: -exponent)
  problem.r.scale(byPowerOfTwo: -exponent)
  problem.s.scale(byPowerOfTwo: -exponent)
  func zero(_ rows: Int, _ columns: Int) -> Matrix<T> { Matrix(rows: rows, columns: columns) }
  let first = Matrix(riccatiBlocks: [
    [a, zero(n, n), b],
    [-problem.q, .identity(n), -problem.s],
    [Matrix(problem.s.adjoint), zero(m, n), problem.r],
  ])
  let second = Matrix(riccatiBlocks: [
    [.identity(n), zero(n, n), zero(n, m)],
    [zero(n, n), Matrix(a.adjoint), zero(n, m)],
    [zero(m, n), -Matrix(b.adjoint), zero(m, m)],
  ])
  let schur = try GeneralizedSchur(first, second).reordered { $0.modulus < $1 }
  guard schur.leadingCount == n else {
    throw .noSolution(
      reason: "the symplectic pencil has \(schur.leadingCount) stable eigenvalues instead of \(n)")
  }
  let x = try riccatiSolution(from: schur.rightBasis, size: n)
  let propagated = a.adjoint * x
  let state = propagated * a
  let cross = propagated * b + problem.s
  let weight = (problem.r + b.adjoint * x * b).hermitianPart()
  let gain = try LU(weight).solve(Matrix(cross.adjoint))
  let feedback = cross * gain
  let residual = state - feedback + problem.q - x
  let norms =
    state.norm(.one) + feedback.norm(.one) + problem.q.norm(.one) + x.norm(.one)
  return try checkedRiccati(
    x.scaled(byPowerOfTwo: exponent), gain: gain, closedLoop: a - b * gain, residual: residual,
    termNorms: norms
  ) { $0.modulus < 1 }
}
