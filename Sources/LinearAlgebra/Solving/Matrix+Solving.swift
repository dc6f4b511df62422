import ComplexModule

extension Matrix where Element: LAPACKScalar {
  /// Returns the factorization `A = P L U`.
  ///
  /// - Throws: What ``LU/init(_:allowSingular:assumingFinite:)`` throws.
  @inlinable
  public func lu(allowSingular: Bool = false) throws(LinearAlgebraError) -> LU<Element> {
    try LU(self, allowSingular: allowSingular)
  }

  /// Returns the factorization `A = L Lᴴ` of a Hermitian positive definite matrix.
  ///
  /// - Throws: What ``Cholesky/init(_:triangle:allowIndefinite:assumingFinite:)`` throws.
  @inlinable
  public func cholesky(
    _ triangle: Triangle = .lower
  ) throws(LinearAlgebraError) -> Cholesky<Element> {
    try Cholesky(self, triangle: triangle)
  }

  /// Returns the inverse, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  @inlinable
  public func inverse() throws(LinearAlgebraError) -> Matrix {
    precondition(isSquare, "a \(shape) matrix has no inverse")
    return try lu().inverse()
  }

  /// Returns the determinant, through ``LU``.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  @inlinable
  public func determinant() throws(LinearAlgebraError) -> Element {
    precondition(isSquare, "a \(shape) matrix has no determinant")
    return try lu(allowSingular: true).determinant
  }

  /// Returns the factorization `P A Q = L U` with complete pivoting.
  ///
  /// - Throws: What ``CompletePivotingLU/init(_:assumingFinite:)`` throws.
  @inlinable
  public func completePivotingLU() throws(LinearAlgebraError) -> CompletePivotingLU<Element> {
    try CompletePivotingLU(self)
  }
}

extension Matrix: LinearSystem where Element: LAPACKScalar {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``LU``.
  ///
  /// See ``solveDetectingStructure(_:operation:side:)`` for matrices that may be easier to solve with.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solveWithLU(in: &b, operation, side)
  }

  @inline(never)
  private func solveWithLU(
    in b: inout Matrix, _ operation: MatrixOperation, _ side: Side
  ) throws(LinearAlgebraError) {
    checkSquareSystem()
    if side == .left && solveOrdinary(in: &b, operation) { return }
    try lu().solve(in: &b, operation: operation, side: side)
  }

  /// Returns the solution of `op(A) X = B` or of `X op(A) = B` if the matrix is conditioned well enough.
  ///
  /// - Throws: ``LinearAlgebraError/illConditioned(rcond:)`` if the reciprocal condition number is
  ///   below the limit, and what ``solve(in:operation:side:)`` throws.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  public func solve(
    _ b: Matrix, minimumReciprocalCondition limit: Element.RealPart,
    operation: MatrixOperation = .none, side: Side = .left
  ) throws(LinearAlgebraError) -> Matrix {
    checkSquareSystem()
    return try lu().solve(
      b, minimumReciprocalCondition: limit, operation: operation, side: side)
  }

  /// Returns the solution of `op(A) x = b` if the matrix is conditioned well enough.
  ///
  /// - Throws: ``LinearAlgebraError/illConditioned(rcond:)``, and what ``solve(in:operation:side:)``
  ///   throws.
  /// - Precondition: The matrix is square, and the length of `b` fits.
  public func solve(
    _ b: Vector<Element>, minimumReciprocalCondition limit: Element.RealPart,
    operation: MatrixOperation = .none
  ) throws(LinearAlgebraError) -> Vector<Element> {
    checkSquareSystem()
    return try lu().solve(b, minimumReciprocalCondition: limit, operation: operation)
  }

  /// Traps if there are not as many equations as unknowns.
  func checkSquareSystem() {
    precondition(
      isSquare,
      "a \(shape) matrix cannot solve a square system; least squares serve other shapes")
  }
}
