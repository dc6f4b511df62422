public import ComplexModule
import RealModule

/// The factorizations `A = Q S Zᴴ` and `B = Q T Zᴴ` of a pair of matrices, with unitary `Q` and `Z`.
///
/// `T` is upper triangular and `S` is for complex matrices; for real ones `S` has blocks of two rows and
/// columns for conjugate pairs. Eigenvalues are pairs `(α, β)` as in ``GeneralizedEigen``.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 7.7; LAPACK `gges3`, `tgsen`.
public struct GeneralizedSchur<Element: LAPACKScalar>: Factorization {
  /// A complex number with parts of the precision of the matrices.
  public typealias ComplexElement = Complex<Element.RealPart>

  /// The triangular or quasi-triangular factor `S` of the first matrix.
  public private(set) var formA: Matrix<Element>
  /// The triangular factor `T` of the second matrix.
  public private(set) var formB: Matrix<Element>
  /// The unitary factor `Q`.
  public private(set) var leftBasis: Matrix<Element>
  /// The unitary factor `Z`.
  public private(set) var rightBasis: Matrix<Element>
  /// The numerators of the eigenvalues, in the order of the diagonals.
  public private(set) var alpha: Vector<ComplexElement>
  /// The denominators of the eigenvalues, real and not negative.
  public private(set) var beta: Vector<Element.RealPart>
  /// How many eigenvalues the last ``reordered(_:)`` moved to the front; zero before.
  public private(set) var leadingCount = 0
  // S and T are kept divided by these powers of two.
  private var exponents: (a: Int, b: Int)

  /// The number of rows of the matrices.
  public var rows: Int { formA.rows }
  /// The number of columns of the matrices.
  public var columns: Int { formA.columns }
  /// `.success`: whoever has the value has the factors.
  public var status: FactorStatus { .success }

  /// Factors a pair of matrices.
  ///
  /// - Parameters:
  ///   - a: The first matrix.
  ///   - b: The second matrix, possibly singular.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: Matrix<Element>, _ b: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.shape == b.shape, "matrices of shapes \(a.shape) and \(b.shape) have no common eigenvalues")
    try a.checkForEigen("a", assumingFinite: assumingFinite)
    try b.checkForEigen("b", assumingFinite: assumingFinite)
    let n = a.rows
    exponents = (a.extremeExponent, b.extremeExponent)
    formA = a.scaled(byPowerOfTwo: -exponents.a)
    formB = b.scaled(byPowerOfTwo: -exponents.b)
    leftBasis = Matrix(uninitializedRows: n, columns: n)
    rightBasis = Matrix(uninitializedRows: n, columns: n)
    (alpha, beta) = (Vector(count: 0), Vector(count: 0))
    guard n > 0 else { return }
    formA.makeUnique()
    formB.makeUnique()
    var workspace = Workspace()
    let (alpha, imaginary, beta) = unsafe (
      workspace.take(Element.self, n), workspace.take(Element.self, n),
      workspace.take(Element.self, n)
    )
    let info = unsafe LAPACK<Element>.gges3(
      n: n, a: formA.storage.base, lda: n, b: formB.storage.base, ldb: n, alpha: alpha,
      imaginary: imaginary, beta: beta, q: leftBasis.storage.base, z: rightBasis.storage.base,
      ldq: n, workspace: &workspace)
    precondition(info >= 0, "gges3 refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "gges3", unconverged: info) }
    unsafe finish(alpha, imaginary, beta)
  }

  /// Factors a pair of lazy transposes or views.
  ///
  /// - Throws: What the initialiser for matrices throws.
  /// - Precondition: Both are square and of one size.
  @inlinable
  public init<A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable>(
    _ a: A, _ b: B, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where A.Element == Element, B.Element == Element {
    let (a, b) = (try Matrix(checking: a), try Matrix(checking: b))
    try self.init(a, b, assumingFinite: assumingFinite)
  }

  /// Undoes the scaling and stores eigenvalues.
  private mutating func finish(
    _ alpha: UnsafePointer<Element>, _ imaginary: UnsafePointer<Element>,
    _ beta: UnsafePointer<Element>
  ) {
    formA.scale(byPowerOfTwo: exponents.a)
    formB.scale(byPowerOfTwo: exponents.b)
    formA.clearBelowSubdiagonal()
    unsafe self.alpha = joinedValues(alpha, imaginary, count: rows, exponent: exponents.a)
    self.beta = Vector(count: rows) {
      unsafe beta[$0].realPart.scaled(byPowerOfTwo: exponents.b)
    }
  }

  /// Returns the factorization whose diagonals begin with the eigenvalues that a predicate selects.
  ///
  /// The first ``leadingCount`` columns of the new ``rightBasis`` span the deflating subspace of the
  /// selected eigenvalues: of those within the unit circle after
  /// `schur.reordered { $0.length < $1 }`. A conjugate pair of a real form stays together, and is
  /// selected if one of the two is.
  ///
  /// - Parameter isLeading: Decides by `α` and `β`.
  /// - Returns: The factorization in another order.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)`` if eigenvalues are too close to
  ///   be exchanged.
  /// - Complexity: O(`rows`³) at worst.
  public func reordered(
    _ isLeading: (_ alpha: ComplexElement, _ beta: Element.RealPart) -> Bool
  ) throws(LinearAlgebraError) -> GeneralizedSchur {
    let n = rows
    var result = self
    guard n > 0 else { return result }
    result.formA.scale(byPowerOfTwo: -exponents.a)
    result.formB.scale(byPowerOfTwo: -exponents.b)
    result.formA.makeUnique()
    result.formB.makeUnique()
    result.leftBasis.makeUnique()
    result.rightBasis.makeUnique()
    var workspace = Workspace()
    let (alpha, imaginary, beta) = unsafe (
      workspace.take(Element.self, n), workspace.take(Element.self, n),
      workspace.take(Element.self, n)
    )
    let selected = unsafe workspace.take(Int32.self, n)
    for index in 0..<n {
      unsafe selected[index] = isLeading(self.alpha[index], self.beta[index]) ? 1 : 0
    }
    var count: Int32 = 0
    let info = unsafe LAPACK<Element>.tgsen(
      selected: selected, n: n, a: result.formA.storage.base, lda: n,
      b: result.formB.storage.base, ldb: n, alpha: alpha, imaginary: imaginary, beta: beta,
      q: result.leftBasis.storage.base, z: result.rightBasis.storage.base, ldq: n, count: &count,
      workspace: &workspace)
    precondition(info >= 0, "tgsen refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "tgsen", unconverged: info) }
    unsafe result.finish(alpha, imaginary, beta)
    result.leadingCount = Int(count)
    return result
  }
}
