public import ComplexModule

/// A square matrix, in whatever form, with which linear systems can be solved.
///
/// A plain ``Matrix`` and every structured one factor themselves for each call; a factorization
/// (``LinearSolver``) does it once. One method does the work in place; everything else comes with it.
public protocol LinearSystem<Element>: Sendable {
  /// The type of the elements.
  associatedtype Element: LAPACKScalar

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Parameters:
  ///   - b: The right sides; unchanged if an error is thrown.
  ///   - operation: What happens to the matrix first.
  ///   - side: Where the matrix stands.
  /// - Throws: What says that the matrix cannot solve (``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/notPositiveDefinite(minor:)``, …),
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)`` if `b` holds an infinity or a NaN,
  ///   ``LinearAlgebraError/tooLarge(dimension:)`` beyond LAPACK's integers.
  /// - Precondition: `A` is square, and the shape of `b` fits.
  func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError)
}

extension LinearSystem {
  /// Replaces `B` by the solution of `A X = B`.
  @inlinable
  public func solve(in b: inout Matrix<Element>) throws(LinearAlgebraError) {
    try solve(in: &b, operation: .none, side: .left)
  }

  /// Replaces a vector by the solution of `op(A) x = b`.
  @inlinable
  public func solve(
    in b: inout Vector<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) {
    try solve(in: &b.storedMatrix, operation: operation, side: .left)
  }

  /// Returns the solution of `op(A) X = B` or of `X op(A) = B`.
  @inlinable
  public func solve(
    _ b: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    var x = b
    try solve(in: &x, operation: operation, side: side)
    return x
  }

  /// Returns the solution of `op(A) x = b`.
  @inlinable
  public func solve(
    _ b: Vector<Element>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> Vector<Element> {
    var x = b
    try solve(in: &x, operation: operation)
    return x
  }

  /// Returns the solution of `Aᵀ X = B`.
  @inlinable
  public func solveTransposed(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .transpose)
  }

  /// Returns the solution of `Aᵀ x = b`.
  @inlinable
  public func solveTransposed(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .transpose)
  }

  /// Returns the solution of `Aᴴ X = B`.
  @inlinable
  public func solveAdjoint(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .adjoint)
  }

  /// Returns the solution of `Aᴴ x = b`.
  @inlinable
  public func solveAdjoint(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .adjoint)
  }

  /// Returns the solution of `conj(A) X = B`.
  @inlinable
  public func solveConjugated(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, operation: .conjugate)
  }

  /// Returns the solution of `conj(A) x = b`.
  @inlinable
  public func solveConjugated(_ b: Vector<Element>) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(b, operation: .conjugate)
  }

  /// Returns the solution of `X A = B`.
  @inlinable
  public func solveRight(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try solve(b, side: .right)
  }
}

// MARK: Complex right sides of real systems

extension LinearSystem where Element: RealScalar {
  /// Returns the solution of `op(A) X = B` or of `X op(A) = B` for a real matrix and a complex `B`.
  ///
  /// Real and imaginary parts are solved for side by side; the matrix stays real. Literals and other
  /// right sides without a type of their own are taken for real.
  @_disfavoredOverload
  public func solve(
    _ b: Matrix<Complex<Element>>, operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> Matrix<Complex<Element>> {
    // Checked here, because a position in the joined parts would not be one in b.
    try b.checkFinite("b")
    let (m, n) = (b.rows, b.columns)
    let isLeft = side == .left
    var parts = Matrix<Element>(rows: isLeft ? m : 2 * m, columns: isLeft ? 2 * n : n) {
      row, column in
      isLeft
        ? (column < n ? b[row, column].realPart : b[row, column - n].imaginaryPart)
        : (row < m ? b[row, column].realPart : b[row - m, column].imaginaryPart)
    }
    try solve(in: &parts, operation: operation, side: side)
    return Matrix<Complex<Element>>(rows: m, columns: n) { row, column in
      Complex(
        parts[row, column], isLeft ? parts[row, column + n] : parts[row + m, column])
    }
  }

  /// Returns the solution of `op(A) x = b` for a real matrix and a complex `b`.
  @_disfavoredOverload
  public func solve(
    _ b: Vector<Complex<Element>>, operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> Vector<Complex<Element>> {
    Vector(matrix: try solve(b.matrix, operation: operation, side: .left))
  }
}
