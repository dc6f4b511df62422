import ComplexModule

/// The factorization `A = R Q` into an upper triangle and a unitary matrix.
///
/// With `k = min(rows, columns)`, `R` is `rows × k`: upper triangular for a wide matrix, and zero below
/// the diagonal that ends in the last row for a tall one. The thin `Q` is `k × columns` with orthonormal
/// rows, the last `k` of the full one.
///
/// > Reference: Anderson et al. (1999), "LAPACK users' guide", section 2.4.2.
public struct RQ<Element: LAPACKScalar>: LinearSolver, Reconstructible {
  var reflectors: Reflectors<Element>
  /// Whether an element on the diagonal of `R` is exactly zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { reflectors.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { reflectors.columns }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(factoring: Matrix(a), assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a, assumingFinite: assumingFinite)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(factoring matrix: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    reflectors = Reflectors(.rq, matrix.shape)
    var workspace = Workspace()
    try update(matrix, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    let shape = reflectors.packed.shape
    precondition(a.shape == shape, "cannot factor a \(a.shape) matrix in place of \(shape)")
    if !assumingFinite { try a.checkFinite("a") }
    reflectors.factor(a, workspace: &workspace)
    status = reflectors.status
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  @inlinable
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try update(a, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// The factor `R`: `rows × min(rows, columns)`.
  public var upper: Matrix<Element> { reflectors.triangularFactor() }

  /// Returns the factor `Q`: `k × columns` if thin, `columns × columns` if full.
  ///
  /// It is rarely needed: ``applyOrthogonal(to:operation:side:)`` multiplies without forming it.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func orthogonal(_ extent: OrthogonalExtent = .thin) -> Matrix<Element> {
    reflectors.orthogonal(extent)
  }

  /// Replaces `C` by `op(Q) C` or by `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// NaN and infinity spread as IEEE 754 says.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `A` has columns.
  /// - Complexity: O(min(`rows`, `columns`) · elements of `c`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func applyOrthogonal(
    to c: inout Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) {
    var workspace = Workspace()
    reflectors.apply(operation, side, to: &c, workspace: &workspace)
  }

  /// Returns `op(Q) C` or `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `A` has columns.
  @inlinable
  public func orthogonalProduct(
    _ c: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) -> Matrix<Element> {
    var result = c
    applyOrthogonal(to: &result, operation: operation, side: side)
    return result
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try checkRightSide(b, side)
    reflectors.solve(operation, side, in: &b)
  }

  /// The determinant of a square matrix; one if empty.
  ///
  /// It overflows or underflows only if the determinant itself does.
  ///
  /// - Precondition: The factored matrix is square.
  public var determinant: Element {
    let (value, exponent) = reflectors.scaledDeterminant()
    return value.scaled(byPowerOfTwo: exponent)
  }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    reflectors.logDeterminant()
  }

  /// Returns `R Q`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    var result = reflectors.scaledTriangle() * orthogonal(.thin)
    result.scale(byPowerOfTwo: reflectors.scaleExponent)
    return result
  }
}
