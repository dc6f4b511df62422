import RealModule

/// What the eigenvalues of a Hermitian and a positive definite matrix solve.
public enum SymmetricPencil: Hashable, Sendable, CaseIterable {
  /// `A x = λ B x`, with `Xᴴ B X = I`.
  case ratio
  /// `A B x = λ x`, with `Xᴴ B X = I`.
  case product
  /// `B A x = λ x`, with `Xᴴ B⁻¹ X = I`.
  case reversedProduct

  /// The number of LAPACK.
  var type: Int {
    switch self {
    case .ratio: 1
    case .product: 2
    case .reversedProduct: 3
    }
  }
}

/// The eigenvalues and eigenvectors of a Hermitian matrix `A` with a positive definite matrix `B`.
///
/// Eigenvalues are real and ascend. Of both matrices one triangle is read.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 8.7; LAPACK `sygvd`,
/// > `sygvx`.
public struct GeneralizedSymmetricEigen<Element: LAPACKScalar>: Factorization {
  /// The eigenvalues, ascending.
  public private(set) var values: Vector<Element.RealPart>
  /// The eigenvectors, in columns, normalised as ``SymmetricPencil`` tells.
  public private(set) var vectors: Matrix<Element>
  /// What the eigenvalues solve.
  public let pencil: SymmetricPencil

  /// The number of rows of the matrices.
  public var rows: Int { vectors.rows }
  /// The number of columns of the matrices.
  public var columns: Int { vectors.rows }
  /// `.success`: whoever has the value has the eigenvalues.
  public var status: FactorStatus { .success }

  /// Computes eigenvalues and eigenvectors of a pair of matrices.
  ///
  /// - Parameters:
  ///   - a: The Hermitian matrix.
  ///   - b: The Hermitian positive definite matrix.
  ///   - pencil: What to solve.
  ///   - selection: The eigenvalues to find; all of them by default.
  ///   - triangle: The triangle to read, of both.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` of `b`,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ pencil: SymmetricPencil = .ratio,
    selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    self.pencil = pencil
    (values, vectors) = try Self.solve(
      a, b, pencil, selection, triangle, wantsVectors: true, assumingFinite)
  }

  /// Computes eigenvalues and eigenvectors of a pair of lazy transposes or views.
  ///
  /// - Throws: What the initialiser for matrices throws.
  /// - Precondition: Both are square and of one size.
  @inlinable
  public init<A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable>(
    _ a: A, _ b: B, _ pencil: SymmetricPencil = .ratio,
    selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where A.Element == Element, B.Element == Element {
    let (a, b) = (try Matrix(checking: a), try Matrix(checking: b))
    try self.init(
      a, b, pencil, selecting: selection, triangle: triangle, assumingFinite: assumingFinite)
  }

  /// Returns the eigenvalues of a pair of matrices, ascending.
  ///
  /// - Throws: What ``init(_:_:_:selecting:triangle:assumingFinite:)`` throws.
  /// - Precondition: Both are square and of one size.
  public static func values(
    of a: Matrix<Element>, _ b: Matrix<Element>, _ pencil: SymmetricPencil = .ratio,
    selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) -> Vector<Element.RealPart> {
    try solve(a, b, pencil, selection, triangle, wantsVectors: false, assumingFinite).values
  }

  private static func solve(
    _ a: Matrix<Element>, _ b: Matrix<Element>, _ pencil: SymmetricPencil,
    _ selection: EigenvalueSelection<Element.RealPart>, _ triangle: Triangle, wantsVectors: Bool,
    _ assumingFinite: Bool
  ) throws(LinearAlgebraError) -> (values: Vector<Element.RealPart>, vectors: Matrix<Element>) {
    typealias Real = Element.RealPart
    precondition(
      a.isSquare && b.shape == a.shape,
      "matrices of shapes \(a.shape) and \(b.shape) have no common eigenvalues")
    try a.checkDimensions()
    let n = a.rows
    var (left, right) = (a.hermitianTriangle(triangle), b.hermitianTriangle(triangle))
    if !assumingFinite {
      try left.checkFinite("a")
      try right.checkFinite("b")
    }
    // An even power of two leaves vectors exact, which scale like the root of B.
    let exponents = (left.extremeExponent, right.extremeExponent & ~1)
    left.scale(byPowerOfTwo: -exponents.0)
    right.scale(byPowerOfTwo: -exponents.1)
    let valueExponent = exponents.0 + (pencil == .ratio ? -exponents.1 : exponents.1)
    let vectorExponent = (pencil == .reversedProduct ? exponents.1 : -exponents.1) / 2
    // No bound for the eigenvalues is known before B is factored.
    let bound = Real.greatestFiniteMagnitude.squareRoot()
    guard n > 0, let range = selection.range(n, exponent: valueExponent, bound: bound) else {
      return (Vector(count: 0), Matrix(rows: n, columns: 0))
    }
    var workspace = Workspace()
    let values = unsafe workspace.take(Real.self, n)
    var vectors = left
    vectors.makeUnique()
    right.makeUnique()
    var found = Int32(n)
    let info: Int
    // Divide and conquer takes 2 n² + 6 n + 1 elements, more than LAPACK can count for the largest n.
    if range.letter == letter("A") && (!wantsVectors || n <= 32_765) {
      info = unsafe LAPACK<Element>.hegvd(
        type: pencil.type, vectors: wantsVectors, triangle, n: n, a: vectors.storage.base, lda: n,
        b: right.storage.base, ldb: n, values: values, workspace: &workspace)
    } else {
      left.makeUnique()
      let failed = unsafe workspace.take(Int32.self, n)
      info = unsafe LAPACK<Element>.hegvx(
        type: pencil.type, vectors: wantsVectors, range, triangle, n: n, a: left.storage.base,
        lda: n, b: right.storage.base, ldb: n, found: &found, values: values,
        z: vectors.storage.base, ldz: n, failed: failed, workspace: &workspace)
    }
    precondition(info >= 0, "sygvd refused argument \(-info)")
    if info > n { throw .notPositiveDefinite(minor: info - n) }
    if info > 0 { throw .notConverged(routine: "sygvd", unconverged: info) }
    let chosen = Int(found) < n ? Matrix(vectors[rows: 0..<n, columns: 0..<Int(found)]) : vectors
    return (
      Vector(count: Int(found)) { unsafe values[$0].scaled(byPowerOfTwo: valueExponent) },
      vectorExponent == 0 ? chosen : chosen.scaled(byPowerOfTwo: vectorExponent)
    )
  }
}
