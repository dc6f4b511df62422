public import ComplexModule
import RealModule

/// The stabilizing solution of an algebraic Riccati equation.
public struct RiccatiSolution<Element: LAPACKScalar>: Sendable {
  /// The Hermitian solution `X`.
  public let solution: Matrix<Element>
  /// The optimal gain `K` of the feedback `u = -K x`.
  public let gain: Matrix<Element>
  /// The eigenvalues of `A - B K`, or of the pair `(A - B K, E)`: in the left half plane, or for discrete
  /// time in the unit disc.
  public let closedLoopValues: Vector<Complex<Element.RealPart>>
  /// The 1-norm of the residual divided by the sum of the norms of its terms.
  public let relativeResidual: Element.RealPart
}

/// The weights and the system of a Riccati equation, checked.
struct RiccatiProblem<T: LAPACKScalar> {
  var a: Matrix<T>
  var b: Matrix<T>
  var q: Matrix<T>
  var r: Matrix<T>
  var s: Matrix<T>

  init(
    _ a: Matrix<T>, _ b: Matrix<T>, _ q: Matrix<T>, _ r: Matrix<T>, _ crossTerm: Matrix<T>?,
    _ descriptor: Matrix<T>?
  ) throws(LinearAlgebraError) {
    let s = crossTerm ?? Matrix(rows: b.rows, columns: b.columns)
    precondition(
      a.isSquare && b.rows == a.rows && q.shape == a.shape && r.isSquare && r.rows == b.columns
        && s.shape == b.shape && (descriptor ?? a).shape == a.shape,
      "matrices of shapes \(a.shape), \(b.shape), \(q.shape), \(r.shape), \(s.shape), \((descriptor ?? a).shape) make no Riccati equation"
    )
    try a.checkDimensions()
    try a.checkFinite("a")
    try b.checkFinite("b")
    try q.checkFinite("q")
    try r.checkFinite("r")
    try s.checkFinite("crossTerm")
    try descriptor?.checkFinite("descriptor")
    let rcond = try descriptor.map { e throws(LinearAlgebraError) in
      try LU(e, allowSingular: true).reciprocalCondition()
    }
    if let rcond, rcond <= T.RealPart(max(1, a.rows)) * T.RealPart.ulpOfOne {
      throw .noSolution(reason: "the descriptor matrix is singular to rounding errors")
    }
    self.a = a
    self.b = b
    self.q = q.hermitianPart()
    self.r = r.hermitianPart()
    self.s = s
  }
}

/// Returns `X` from a basis `[U₁; U₂; …]` of the stable subspace, as `U₂ (E U₁)⁻¹`.
func riccatiSolution<T: LAPACKScalar>(
  from basis: Matrix<T>, size n: Int, _ descriptor: Matrix<T>?
) throws(LinearAlgebraError) -> Matrix<T> {
  var upper = Matrix(basis[rows: 0..<n, columns: 0..<n])
  if let descriptor { upper = descriptor * upper }
  let lower = Matrix(basis[rows: n..<2 * n, columns: 0..<n])
  let lu = try LU(upper, allowSingular: true)
  guard lu.reciprocalCondition() > T.RealPart(max(1, n)) * T.RealPart.ulpOfOne else {
    throw .noSolution(
      reason: "the stable subspace is no graph, so that the system is not stabilizable")
  }
  return try lu.solve(lower, side: .right).hermitianPart()
}

/// Throws if a solution is not stabilizing or does not solve; makes a value of it otherwise.
func checkedRiccati<T: LAPACKScalar>(
  _ x: Matrix<T>, gain: Matrix<T>, closedLoop: Matrix<T>, _ descriptor: Matrix<T>?,
  residual: Matrix<T>, termNorms: T.RealPart, isStable: (Complex<T.RealPart>) -> Bool
) throws(LinearAlgebraError) -> RiccatiSolution<T> {
  try x.checkRepresentable("the solution")
  try gain.checkRepresentable("the gain")
  try closedLoop.checkRepresentable("the closed loop")
  let values = try closedLoop.eigenvalues(with: descriptor)
  for index in 0..<values.count where !isStable(values[index]) {
    throw .noSolution(
      reason: "the closed loop is not stable: it has the eigenvalue \(values[index])")
  }
  let norm = residual.norm(.one)
  let relative = norm == 0 ? 0 : norm / termNorms
  guard relative <= T.RealPart.ulpOfOne.squareRoot() else {
    throw .noSolution(reason: "rounding errors left a relative residual of \(relative)")
  }
  return RiccatiSolution(
    solution: x, gain: gain, closedLoopValues: values, relativeResidual: relative)
}

extension Matrix where Element: LAPACKScalar {
  /// The eigenvalues of the matrix, or of the pair with another one that is not singular.
  fileprivate func eigenvalues(
    with other: Matrix?
  ) throws(LinearAlgebraError) -> Vector<Complex<Element.RealPart>> {
    guard let other else { return try eigenvalues() }
    let (alpha, beta) = try GeneralizedEigen.values(of: self, other)
    return Vector(count: rows) { alpha[$0] / Complex(beta[$0]) }
  }
}

extension Matrix {
  /// The matrix made of blocks, of which each row has the same heights and each column the same widths.
  init(riccatiBlocks blocks: [[Matrix]]) {
    let heights = blocks.map { $0[0].rows }
    let widths = blocks[0].map { $0.columns }
    self.init(rows: heights.reduce(0, +), columns: widths.reduce(0, +))
    var top = 0
    for (row, height) in zip(blocks, heights) {
      var left = 0
      for (block, width) in zip(row, widths) {
        for column in 0..<width {
          for line in 0..<height { self[top + line, left + column] = block[line, column] }
        }
        left += width
      }
      top += height
    }
  }
}
