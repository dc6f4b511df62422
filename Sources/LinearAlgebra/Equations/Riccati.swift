import RealModule

/// Solves the continuous algebraic Riccati equation
/// `Aᴴ X + X A - (X B + S) R⁻¹ (Bᴴ X + Sᴴ) + Q = 0`.
///
/// `X` is the stabilizing solution: it makes `A - B K` with `K = R⁻¹ (Bᴴ X + Sᴴ)` stable. It comes from the
/// ordered Schur form of the Hamiltonian matrix (Laub), which is scaled to balance its blocks.
///
/// With a descriptor matrix `E` the system is `E ẋ = A x + B u`, and the equation
/// `Aᴴ X E + Eᴴ X A - (Eᴴ X B + S) R⁻¹ (Bᴴ X E + Sᴴ) + Q = 0`. Then the gain is
/// `K = R⁻¹ (Bᴴ X E + Sᴴ)`, the pair `(A - B K, E)` is stable, and the solution comes from the generalized
/// Schur form of a Hamiltonian pencil; `E` is not inverted.
///
/// - Parameters:
///   - a: The matrix of the system, `n × n`.
///   - b: The matrix of the inputs, `n × m`.
///   - q: The weight of the state, Hermitian; of another matrix the Hermitian part counts.
///   - r: The weight of the inputs, Hermitian and not singular.
///   - crossTerm: The weight `S` of state and input together, `n × m`; zero by default.
///   - descriptor: The matrix `E`, `n × n` and not singular; the identity by default.
/// - Returns: The solution, its gain, and what became of the system.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if there is no stabilizing solution or the
///   descriptor matrix is singular to rounding errors,
///   ``LinearAlgebraError/singular(pivot:)`` if `r` is singular,
///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The shapes fit.
/// - Complexity: O((2 `n`)³).
///
/// > Reference: Laub (1979), "A Schur method for solving algebraic Riccati equations".
public func solveRiccati<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ q: Matrix<T>, _ r: Matrix<T>, crossTerm: Matrix<T>? = nil,
  descriptor: Matrix<T>? = nil
) throws(LinearAlgebraError) -> RiccatiSolution<T> {
  let problem = try RiccatiProblem(a, b, q, r, crossTerm, descriptor)
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
  let (basis, count) = try stableSubspace(of: hamiltonian, descriptor)
  guard count == n else {
    throw .noSolution(
      reason: "the Hamiltonian matrix has \(count) stable eigenvalues instead of \(n)")
  }
  let x = try riccatiSolution(from: basis, size: n, descriptor).scaled(byPowerOfTwo: exponent)
  let product = descriptor.map { x * $0 } ?? x
  let gain = try weight.solve(b.adjoint * product) + cross
  let linear = system.adjoint * product
  let quadratic = product.adjoint * input * product
  let residual = linear + Matrix(linear.adjoint) - quadratic + state
  let norms = 2 * linear.norm(.one) + quadratic.norm(.one) + state.norm(.one)
  return try checkedRiccati(
    x, gain: gain, closedLoop: a - b * gain, descriptor, residual: residual, termNorms: norms
  ) { $0.realPart < 0 }
}

/// A basis of the subspace that a Hamiltonian matrix, or its pencil with `diag(E, Eᴴ)`, keeps and damps,
/// and its dimension.
private func stableSubspace<T: LAPACKScalar>(
  of hamiltonian: Matrix<T>, _ descriptor: Matrix<T>?
) throws(LinearAlgebraError) -> (basis: Matrix<T>, count: Int) {
  guard let descriptor else {
    let schur = try hamiltonian.schur().reordered { $0.realPart < 0 }
    return (schur.basis, schur.leadingCount)
  }
  let zero = Matrix<T>(rows: descriptor.rows, columns: descriptor.rows)
  let metric = Matrix(riccatiBlocks: [
    [descriptor, zero], [zero, Matrix(descriptor.adjoint)],
  ])
  let schur = try GeneralizedSchur(hamiltonian, metric).reordered { $0.realPart < 0 && $1 > 0 }
  return (schur.rightBasis, schur.leadingCount)
}

/// Solves the discrete algebraic Riccati equation
/// `X = Aᴴ X A - (Aᴴ X B + S) (R + Bᴴ X B)⁻¹ (Bᴴ X A + Sᴴ) + Q`.
///
/// `X` is the stabilizing solution: it brings the eigenvalues of `A - B K` with
/// `K = (R + Bᴴ X B)⁻¹ (Bᴴ X A + Sᴴ)` into the unit disc. It comes from the ordered generalized Schur form
/// of the extended symplectic pencil, which inverts neither `A` nor `R`: both may be singular.
///
/// With a descriptor matrix `E` the system is `E x' = A x + B u`, and `Eᴴ X E` stands on the left of the
/// equation. Then the eigenvalues of the pair `(A - B K, E)` are in the unit disc.
///
/// - Parameters:
///   - a: The matrix of the system, `n × n`.
///   - b: The matrix of the inputs, `n × m`.
///   - q: The weight of the state, Hermitian; of another matrix the Hermitian part counts.
///   - r: The weight of the inputs, Hermitian.
///   - crossTerm: The weight `S` of state and input together, `n × m`; zero by default.
///   - descriptor: The matrix `E`, `n × n` and not singular; the identity by default.
/// - Returns: The solution, its gain, and what became of the system.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if there is no stabilizing solution or the
///   descriptor matrix is singular to rounding errors,
///   ``LinearAlgebraError/singular(pivot:)`` if `R + Bᴴ X B` is singular,
///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The shapes fit.
/// - Complexity: O((2 `n` + `m`)³).
///
/// > Reference: Van Dooren (1981), "A generalized eigenvalue approach for solving Riccati equations".
public func solveDiscreteRiccati<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>, _ q: Matrix<T>, _ r: Matrix<T>, crossTerm: Matrix<T>? = nil,
  descriptor: Matrix<T>? = nil
) throws(LinearAlgebraError) -> RiccatiSolution<T> {
  var problem = try RiccatiProblem(a, b, q, r, crossTerm, descriptor)
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
  let metric = descriptor ?? .identity(n)
  let first = Matrix(riccatiBlocks: [
    [a, zero(n, n), b],
    [-problem.q, Matrix(metric.adjoint), -problem.s],
    [Matrix(problem.s.adjoint), zero(m, n), problem.r],
  ])
  let second = Matrix(riccatiBlocks: [
    [metric, zero(n, n), zero(n, m)],
    [zero(n, n), Matrix(a.adjoint), zero(n, m)],
    [zero(m, n), -Matrix(b.adjoint), zero(m, m)],
  ])
  let schur = try GeneralizedSchur(first, second).reordered { $0.modulus < $1 }
  guard schur.leadingCount == n else {
    throw .noSolution(
      reason: "the symplectic pencil has \(schur.leadingCount) stable eigenvalues instead of \(n)")
  }
  let x = try riccatiSolution(from: schur.rightBasis, size: n, descriptor)
  let propagated = a.adjoint * x
  let state = propagated * a
  let cross = propagated * b + problem.s
  let weight = (problem.r + b.adjoint * x * b).hermitianPart()
  let gain = try LU(weight).solve(Matrix(cross.adjoint))
  let feedback = cross * gain
  let own = descriptor.map { $0.adjoint * x * $0 } ?? x
  let residual = state - feedback + problem.q - own
  let norms =
    state.norm(.one) + feedback.norm(.one) + problem.q.norm(.one) + own.norm(.one)
  return try checkedRiccati(
    x.scaled(byPowerOfTwo: exponent), gain: gain, closedLoop: a - b * gain, descriptor,
    residual: residual, termNorms: norms
  ) { $0.modulus < 1 }
}
