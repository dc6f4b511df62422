import ComplexModule
import RealModule

/// The solution of a generalized Sylvester equation.
public struct GeneralizedSylvesterSolution<Element: LAPACKScalar>: Sendable {
  /// The unknown `R`, which stands right of the first pair.
  public let right: Matrix<Element>
  /// The unknown `L`, which stands left of the second pair.
  public let left: Matrix<Element>
  /// An estimate of the separation of the pairs, `Dif = min ‖(A R − L B, D R − L E)‖` over all `R` and `L`
  /// with `‖(R, L)‖ = 1`, in the Frobenius norm.
  ///
  /// It is zero if the pairs have a common eigenvalue, and small if rounding errors could give them
  /// one: they change the solution by about ε times the norms of the pairs divided by it. Without
  /// elements it is infinite.
  public let separation: Element.RealPart
}

/// Solves the generalized, or coupled, Sylvester equation `A R − L B = C`, `D R − L E = F`.
///
/// Both pairs go to generalized Schur form (Kågström and Westin). There is one solution unless the
/// pairs `(A, D)` and `(B, E)` have a common eigenvalue, be it infinite. It is what block-diagonalizes a
/// pair of block triangular matrices:
///
///     [I −L; 0 I] [A −C; 0 B] [I R; 0 I] = [A 0; 0 B], and so with D, F and E
///
/// - Parameters:
///   - first: The matrices `A` and `D`, which stand left of an unknown.
///   - second: The matrices `B` and `E`, which stand right of an unknown.
///   - rightSides: The right sides `C` and `F`.
/// - Returns: `R` and `L`, of the shape of the right sides, and an estimate of the separation.
/// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if the equation is singular to rounding errors or
///   its solution too large, ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: `A` and `D` are `m × m`, `B` and `E` are `n × n`, `C` and `F` are `m × n`.
/// - Complexity: O(`m`³ + `n`³).
///
/// > Reference: Kågström and Westin (1989), "Generalized Schur methods with condition estimators for
/// > solving the generalized Sylvester equation"; LAPACK's `tgsyl`.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
public func solveGeneralizedSylvester<T: LAPACKScalar>(
  _ first: (a: Matrix<T>, d: Matrix<T>), _ second: (b: Matrix<T>, e: Matrix<T>),
  rightSides: (c: Matrix<T>, f: Matrix<T>)
) throws(LinearAlgebraError) -> GeneralizedSylvesterSolution<T> {
  let ((a, d), (b, e), (c, f)) = (first, second, rightSides)
  let (m, n) = (a.rows, b.rows)
  precondition(
    a.isSquare && d.shape == a.shape && b.isSquare && e.shape == b.shape
      && c.shape == Shape(rows: m, columns: n) && f.shape == c.shape,
    "matrices of shapes \(a.shape), \(d.shape), \(b.shape), \(e.shape), \(c.shape) and \(f.shape) make no generalized Sylvester equation"
  )
  try c.checkDimensions()
  // LAPACK's workspace has 2 m n elements, which it counts in 32 bits.
  if 2 * c.count > largestBLASInteger { throw .tooLarge(dimension: 2 * c.count) }
  for (matrix, name) in [(a, "a"), (d, "d"), (b, "b"), (e, "e"), (c, "c"), (f, "f")] {
    try matrix.checkFinite(name)
  }
  guard !c.isEmpty else {
    return GeneralizedSylvesterSolution(right: c, left: f, separation: .infinity)
  }
  // Each equation may be multiplied by a number of its own without a change of the unknowns.
  let exponents = (
    Matrix<T>.extremeExponent(of: max(a.norm(.maxAbs), b.norm(.maxAbs))),
    Matrix<T>.extremeExponent(of: max(d.norm(.maxAbs), e.norm(.maxAbs)))
  )
  func pair(
    _ first: Matrix<T>, _ second: Matrix<T>
  ) throws(LinearAlgebraError) -> GeneralizedSchur<T> {
    try GeneralizedSchur(
      first.scaled(byPowerOfTwo: -exponents.0), second.scaled(byPowerOfTwo: -exponents.1),
      assumingFinite: true)
  }
  let (one, two) = (try pair(a, d), try pair(b, e))
  let sizes = [(c, exponents.0), (f, exponents.1)].compactMap { matrix, exponent in
    let size = matrix.norm(.maxAbs)
    return size > 0 ? size.sizeExponent - exponent : nil
  }
  let shift = sizes.max() ?? 0
  func turned(_ matrix: Matrix<T>, _ exponent: Int) -> Matrix<T> {
    one.leftBasis.adjoint * matrix.scaled(byPowerOfTwo: -exponent - shift) * two.rightBasis
  }
  var (right, left) = (turned(c, exponents.0), turned(f, exponents.1))
  let separation = try solveTriangular(one, two, &right, &left)
  right = (one.rightBasis * right * two.rightBasis.adjoint).scaled(byPowerOfTwo: shift)
  left = (one.leftBasis * left * two.leftBasis.adjoint).scaled(byPowerOfTwo: shift)
  try right.checkRepresentable("the solution")
  try left.checkRepresentable("the solution")
  return GeneralizedSylvesterSolution(
    right: right, left: left,
    separation: separation.scaled(byPowerOfTwo: min(exponents.0, exponents.1)))
}

/// Replaces the right sides by the solution for pairs in Schur form; answers the separation.
@inline(__always)
private func solveTriangular<T: LAPACKScalar>(
  _ first: GeneralizedSchur<T>, _ second: GeneralizedSchur<T>, _ right: inout Matrix<T>,
  _ left: inout Matrix<T>
) throws(LinearAlgebraError) -> T.RealPart {
  right.makeUnique()
  left.makeUnique()
  var workspace = Workspace()
  let reals = unsafe workspace.take(T.RealPart.self, 2)
  unsafe (reals[0], reals[1]) = (1, 0)
  let info = unsafe LAPACK<T>.tgsyl(
    m: first.rows, n: second.rows, a: first.formA.storage.base, b: second.formA.storage.base,
    c: right.storage.base, d: first.formB.storage.base, e: second.formB.storage.base,
    f: left.storage.base, reals: reals, workspace: &workspace)
  extendLifetime((first, second))
  precondition(info >= 0, "tgsyl refused argument \(-info)")
  if info > 0 {
    throw .noSolution(
      reason: "the pairs have a common eigenvalue, so that the equation is singular")
  }
  // A factor below one kept the solution from overflowing meanwhile.
  let (factor, separation) = unsafe (reals[0], reals[1])
  if factor == 0 { throw .noSolution(reason: "the solution is too large for the scalar") }
  if factor != 1 {
    right /= T(factor)
    left /= T(factor)
  }
  return separation
}
