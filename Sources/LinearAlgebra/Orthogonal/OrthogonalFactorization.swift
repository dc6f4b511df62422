/// A factorization into a triangle and a unitary matrix `Q`, which is kept as a product of reflections.
///
/// `Q` stands left of the triangle (``QR``, ``PivotedQR``, ``QL``) or right of it (``LQ``, ``RQ``), and
/// multiplies without being formed:
///
///     let c = try QR(a).orthogonalProduct(b, operation: .adjoint)  // Qᴴ B
///
/// Its *order*, the size of the full `Q`, is the number of rows of the factored matrix if it stands
/// left, and of columns if it stands right. With `k = min(rows, columns)` the thin `Q` is `rows × k` or
/// `k × columns`.
///
/// Elements near overflow and underflow are scaled by a power of two first; the factorization always
/// exists.
public protocol OrthogonalFactorization<Element>: LinearSolver, Reconstructible {
  /// The reflections and the triangle.
  var reflectors: Reflectors<Element> { get }

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  init(_ a: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError)

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool, workspace: inout Workspace
  ) throws(LinearAlgebraError)

  /// The determinant of a square matrix; one if empty.
  ///
  /// It overflows or underflows only if the determinant itself does.
  ///
  /// - Precondition: The factored matrix is square.
  var determinant: Element { get }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) { get }
}

extension OrthogonalFactorization {
  /// Factors a lazy transpose or view.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(Matrix(checking: a), assumingFinite: assumingFinite)
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

  /// The number of rows of the factored matrix.
  public var rows: Int { reflectors.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { reflectors.columns }
  /// Whether an element on the diagonal of the triangle is exactly zero.
  public var status: FactorStatus { reflectors.status }

  /// Returns the factor `Q`: `rows × k` or `k × columns` if thin, square if full.
  ///
  /// It is rarely needed: ``applyOrthogonal(to:operation:side:)`` multiplies without forming it.
  public func orthogonal(_ extent: OrthogonalExtent = .thin) -> Matrix<Element> {
    reflectors.orthogonal(extent)
  }

  /// Replaces `C` by `op(Q) C` or by `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// NaN and infinity spread as IEEE 754 says.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `Q`.
  /// - Complexity: O(min(`rows`, `columns`) · elements of `c`).
  public func applyOrthogonal(
    to c: inout Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) {
    reflectors.apply(operation, side, to: &c)
  }

  /// Returns `op(Q) C` or `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `Q`.
  @inlinable
  public func orthogonalProduct(
    _ c: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) -> Matrix<Element> {
    var result = c
    applyOrthogonal(to: &result, operation: operation, side: side)
    return result
  }

  /// Returns `op(Q) x`, with the full `Q`, without forming it.
  ///
  /// - Precondition: The vector has as many elements as `Q` has rows.
  @inlinable
  public func orthogonalProduct(
    _ x: Vector<Element>, operation: MatrixOperation = .none
  ) -> Vector<Element> {
    Vector(matrix: orthogonalProduct(x.matrix, operation: operation))
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
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
  public var determinant: Element { reflectors.determinant().value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    reflectors.determinant().logarithm
  }

  /// Returns the product of the factors.
  public func reconstructed() -> Matrix<Element> { reflectors.product() }
}
