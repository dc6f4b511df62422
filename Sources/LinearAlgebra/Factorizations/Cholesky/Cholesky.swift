import ComplexModule
import RealModule

/// The factorization `A = L Lᴴ`, or `A = Uᴴ U`, of a Hermitian positive definite matrix.
///
/// Only one triangle of the matrix is read; the other may hold anything. It costs half of ``LU`` and
/// decides whether the matrix is positive definite.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.2.
public struct Cholesky<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// `L` or `U`, with zeros in the other triangle.
  var factor: Matrix<Element>
  /// The 1-norm of the factored matrix.
  var matrixNorm: Element.RealPart = 0
  /// The triangle that was read and holds the factor.
  public let triangle: Triangle
  /// Whether the matrix was positive definite.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factor.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { factor.columns }

  /// Factors a Hermitian positive definite matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of which one triangle is read.
  ///   - triangle: The triangle to read.
  ///   - allowIndefinite: Whether a minor that is not positive goes to ``status`` instead of being
  ///     thrown.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square.
  /// - Complexity: O(`rows`³).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, triangle: Triangle = .lower, allowIndefinite: Bool = false,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(
      factoring: Matrix(checking: a), triangle, allowIndefinite: allowIndefinite,
      assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, triangle: Triangle = .lower, allowIndefinite: Bool = false,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(
      factoring: a, triangle, allowIndefinite: allowIndefinite, assumingFinite: assumingFinite)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(
    factoring matrix: Matrix<Element>, _ triangle: Triangle, allowIndefinite: Bool,
    assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    try self.init(
      matrix, triangle, isIndefiniteAllowed: allowIndefinite, isFinite: assumingFinite)
  }

  // Apart, because what chooses the type should not pay for the generic body.
  @inline(never)
  private init(
    _ matrix: Matrix<Element>, _ triangle: Triangle, isIndefiniteAllowed: Bool, isFinite: Bool
  ) throws(LinearAlgebraError) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be positive definite")
    try matrix.checkDimensions()
    self.triangle = triangle
    factor = Matrix(uninitializedRows: matrix.rows, columns: matrix.columns)
    load(matrix)
    // An infinity or a NaN in the triangle is in the norm, too.
    if !isFinite && !matrixNorm.isFinite { try factor.checkFinite("a") }
    factorLoaded()
    if !isIndefiniteAllowed { try status.check() }
  }

  /// Factors another matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What the initializers throw.
  ///   Afterwards the failure of an indefinite matrix stays in this value, as if it had been allowed;
  ///   other errors change nothing.
  /// - Precondition: `a` has the shape of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Matrix<Element>, allowIndefinite: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.shape == factor.shape, "cannot factor a \(a.shape) matrix in place of \(factor.shape)")
    if !assumingFinite { try a.checkFinite("a", triangle) }
    factor.makeUniqueDiscardingElements()
    load(a)
    status = .success
    factorLoaded()
    if !allowIndefinite { try status.check() }
  }

  /// Factors the matrix that is in the place of the factor.
  @inline(__always)
  private mutating func factorLoaded() {
    guard rows > 0 else { return }
    let info = unsafe LAPACK<Element>.potrf(
      triangle, n: rows, a: factor.storage.base, lda: factor.leadingDimension)
    precondition(info >= 0, "potrf refused argument \(-info)")
    if let minor = info > 0 ? info : firstLostPivot() {
      status = .notPositiveDefinite(minor: minor)
    }
  }

  /// Copies a triangle to the memory of the factor, and finds the norm of the matrix.
  @inline(__always)
  private mutating func load(_ matrix: Matrix<Element>) {
    matrixNorm = unsafe copyMeasuring(
      triangle, matrix.rows, matrix.storage.base, to: factor.storage.base)
  }

  /// The order of the first minor whose pivot overflowed to a NaN or an infinity.
  ///
  /// The elements of a factor never exceed the root of the diagonal of a definite matrix, so only an
  /// indefinite one can overflow; some kernels do not notice.
  private func firstLostPivot() -> Int? {
    let (a, step) = unsafe (factor.storage.base, rows + 1)
    for index in 0..<rows where unsafe !a[index &* step].isFinite { return index + 1 }
    return nil
  }
}
