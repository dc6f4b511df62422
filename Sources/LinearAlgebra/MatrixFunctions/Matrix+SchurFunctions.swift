public import ComplexModule
import RealModule

// Functions through the complex Schur form: `f(A) = Z f(T) Zᴴ`.

extension Matrix where Element: LAPACKScalar {
  /// Returns the principal square root, the one whose eigenvalues have positive real parts.
  ///
  /// It is complex also for a real matrix, because negative eigenvalues have imaginary roots (those on
  /// the positive imaginary axis); see ``realSquareRoot()``. A zero eigenvalue must not be defective,
  /// and makes the root sensitive.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if there is no root,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  ///
  /// > Reference: Higham (2008), "Functions of matrices", chapter 6.
  public func squareRoot() throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try checkForFunction()
    // An even power of two leaves its root outside.
    let exponent = extremeExponent & ~1
    let schur = try scaled(byPowerOfTwo: -exponent).schur().complexForm()
    let root = try schur.applied(to: schur.form.triangularSquareRoot())
    return root.scaled(byPowerOfTwo: exponent / 2)
  }

  /// Returns the principal logarithm, the one whose eigenvalues have imaginary parts in `(-π, π]`.
  ///
  /// It is complex also for a real matrix: negative eigenvalues have logarithms of imaginary part `π`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if an eigenvalue is zero,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  ///
  /// > Reference: Al-Mohy and Higham (2012), "Improved inverse scaling and squaring algorithms for the
  /// > matrix logarithm".
  public func logarithm() throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    typealias Real = Element.RealPart
    try checkForFunction()
    let exponent = extremeExponent
    let schur = try scaled(byPowerOfTwo: -exponent).schur().complexForm()
    var result = schur.applied(to: try schur.form.triangularLogarithm())
    let shift = Real(exponent) * Real.log(2)
    for index in 0..<rows where exponent != 0 { result[index, index] += Complex(shift) }
    return result
  }

  /// Returns the principal power `A^p = exp(p log A)` for a real exponent.
  ///
  /// The integer part of the exponent is taken by multiplication; see ``power(_:)`` for integers alone.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if an eigenvalue is zero, and else what
  ///   ``logarithm()`` and ``exponential()`` throw.
  /// - Precondition: The matrix is square, and the exponent finite.
  /// - Complexity: O(`rows`³).
  public func principalPower(
    _ exponent: Element.RealPart
  ) throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    precondition(exponent.isFinite, "the exponent is \(exponent)")
    precondition(
      abs(exponent) < Element.RealPart(1 << 30), "an exponent of \(exponent) is too large")
    try checkForFunction()
    let schur = try self.schur().complexForm()
    let whole = exponent.rounded(.towardZero)
    let fraction = exponent - whole
    var result = try schur.form.power(Int(whole))
    if fraction != 0 {
      let logarithm = try schur.form.triangularLogarithm()
      result = result * (try logarithm.map { $0.scaled(by: fraction) }.exponential())
    }
    result = schur.applied(to: result)
    try result.checkRepresentable("the power")
    return result
  }

  /// Returns the sign: the matrix with the same eigenvectors and the eigenvalues ±1, by the half plane
  /// in which those of this matrix are.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if an eigenvalue is on the imaginary axis,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  public func sign() throws(LinearAlgebraError) -> Matrix {
    try checkForFunction()
    let schur = try scaled(byPowerOfTwo: -extremeExponent).schur().complexForm()
    return Matrix(dropping: schur.applied(to: try schur.form.triangularSign()))
  }

  /// Returns `A^k` by repeated squaring; negative powers are powers of the inverse.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if the exponent is negative and the matrix
  ///   singular, ``LinearAlgebraError/noSolution(reason:)`` if an element is too large for the scalar,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(log(`exponent`)) products.
  public func power(_ exponent: Int) throws(LinearAlgebraError) -> Matrix {
    try checkForFunction()
    var base = exponent < 0 ? try inverse() : self
    var remaining = exponent.magnitude
    var result: Matrix?
    while remaining > 0 {
      if remaining & 1 == 1 { result = result.map { $0 * base } ?? base }
      remaining >>= 1
      if remaining > 0 { base = base * base }
    }
    let power = result ?? .identity(rows)
    try power.checkRepresentable("the power")
    return power
  }
}

extension Matrix where Element: RealScalar {
  /// Returns the principal square root of a real matrix as a real matrix.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if an eigenvalue is negative, and else what
  ///   ``squareRoot()`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  public func realSquareRoot() throws(LinearAlgebraError) -> Matrix {
    try checkForFunction()
    try checkNegativeAxis("square root")
    return try squareRoot().map { $0.realPart }
  }

  /// Returns the principal logarithm of a real matrix as a real matrix.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if an eigenvalue is negative, and else what
  ///   ``logarithm()`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  public func realLogarithm() throws(LinearAlgebraError) -> Matrix {
    try checkForFunction()
    try checkNegativeAxis("logarithm")
    return try logarithm().map { $0.realPart }
  }

  private func checkNegativeAxis(_ name: String) throws(LinearAlgebraError) {
    for value in Array(try schur().values) where value.imaginaryPart == 0 && value.realPart < 0 {
      throw .noSolution(
        reason: "an eigenvalue is negative, \(value.realPart), so that no real \(name) is principal"
      )
    }
  }
}

extension Schur {
  /// Returns `Z F Zᴴ` for a function `F` of ``form``.
  func applied(to function: Matrix<Element>) -> Matrix<Element> {
    basis * function * basis.adjoint
  }
}
