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
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be positive definite")
    try matrix.checkDimensions()
    self.triangle = triangle
    factor = matrix
    clearOtherTriangle()
    if !assumingFinite { try factor.checkFinite("a") }
    factorLoaded()
    if !allowIndefinite { try status.check() }
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
    unsafe factor.storage.base.update(from: a.storage.base, count: a.count)
    clearOtherTriangle()
    status = .success
    factorLoaded()
    if !allowIndefinite { try status.check() }
  }

  /// Factors the matrix that is in the place of the factor.
  @inline(__always)
  private mutating func factorLoaded() {
    guard rows > 0 else { return }
    matrixNorm = hermitianNorm()
    let info = unsafe LAPACK<Element>.potrf(
      triangle, n: rows, a: factor.storage.base, lda: factor.leadingDimension)
    precondition(info >= 0, "potrf refused argument \(-info)")
    if let minor = info > 0 ? info : firstLostPivot() {
      status = .notPositiveDefinite(minor: minor)
    }
  }

  private mutating func clearOtherTriangle() {
    factor.makeUnique()
    let n = rows
    for column in 0..<n {
      for row in triangle == .lower ? 0..<column : column + 1..<n {
        unsafe factor.storage.base[row + column * n] = 0
      }
    }
  }

  /// The 1-norm of the Hermitian matrix whose triangle `factor` still holds.
  private func hermitianNorm() -> Element.RealPart {
    let n = rows
    var sums = [Element.RealPart](repeating: 0, count: n)
    for column in 0..<n {
      for row in triangle == .lower ? column..<n : 0..<column + 1 {
        let modulus = unsafe factor.storage.base[row + column * n].modulus
        sums[column] += modulus
        if row != column { sums[row] += modulus }
      }
    }
    return sums.reduce(0) { max($0, $1) }
  }

  /// The order of the first minor whose pivot overflowed to a NaN or an infinity.
  ///
  /// The elements of a factor never exceed the root of the diagonal of a definite matrix, so only an
  /// indefinite one can overflow; some kernels do not notice.
  private func firstLostPivot() -> Int? {
    (0..<rows).first { !factor[$0, $0].isFinite }.map { $0 + 1 }
  }
}
