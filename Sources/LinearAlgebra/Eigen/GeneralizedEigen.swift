public import ComplexModule
import RealModule

/// The eigenvalues and eigenvectors `β A v = α B v` of a pair of square matrices.
///
/// Eigenvalues are pairs `(α, β)` with `β ≥ 0`: `β == 0` stands for an infinite one, which a singular
/// `B` causes, and `α == β == 0` shows that the pair is singular as a whole. ``values`` has the quotients,
/// the only thing about a pair that means anything.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 7.7; LAPACK `ggev3`.
public struct GeneralizedEigen<Element: LAPACKScalar>: Factorization {
  /// A complex number with parts of the precision of the matrices.
  public typealias ComplexElement = Complex<Element.RealPart>

  /// The numerators of the eigenvalues.
  public private(set) var alpha: Vector<ComplexElement>
  /// The denominators of the eigenvalues, real and not negative.
  public private(set) var beta: Vector<Element.RealPart>
  /// Right eigenvectors of length one, in columns: `β A v = α B v`.
  public private(set) var vectors: Matrix<ComplexElement>
  /// Left eigenvectors of length one, in columns: `β uᴴ A = α uᴴ B`.
  public private(set) var leftVectors: Matrix<ComplexElement>?

  /// The number of rows of the matrices.
  public var rows: Int { alpha.count }
  /// The number of columns of the matrices.
  public var columns: Int { alpha.count }
  /// `.success`: whoever has the value has the eigenvalues.
  public var status: FactorStatus { .success }

  /// The quotients `α / β`, infinite where `β` is zero.
  public var values: Vector<ComplexElement> {
    Vector(count: alpha.count) { index in
      beta[index] == 0
        ? ComplexElement(.infinity, 0)
        : ComplexElement(
          alpha[index].realPart / beta[index], alpha[index].imaginaryPart / beta[index])
    }
  }

  /// Computes eigenvalues and eigenvectors of a pair of matrices.
  ///
  /// - Parameters:
  ///   - a: The first matrix.
  ///   - b: The second matrix, possibly singular.
  ///   - left: Whether to compute left eigenvectors.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Both are square and of one size.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: Matrix<Element>, _ b: Matrix<Element>, left: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    self = try Self.solve(a, b, left: left, right: true, assumingFinite)
  }

  /// Computes eigenvalues and eigenvectors of a pair of lazy transposes or views.
  ///
  /// - Throws: What the initialiser for matrices throws.
  /// - Precondition: Both are square and of one size.
  @inlinable
  public init<A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable>(
    _ a: A, _ b: B, left: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where A.Element == Element, B.Element == Element {
    let (a, b) = (try Matrix(checking: a), try Matrix(checking: b))
    try self.init(a, b, left: left, assumingFinite: assumingFinite)
  }

  private init(
    alpha: Vector<ComplexElement>, beta: Vector<Element.RealPart>, vectors: Matrix<ComplexElement>,
    leftVectors: Matrix<ComplexElement>?
  ) {
    self.alpha = alpha
    self.beta = beta
    self.vectors = vectors
    self.leftVectors = leftVectors
  }

  /// Returns the eigenvalues of a pair of matrices as numerators and denominators.
  ///
  /// - Throws: What ``init(_:_:left:assumingFinite:)`` throws.
  /// - Precondition: Both are square and of one size.
  public static func values(
    of a: Matrix<Element>, _ b: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) -> (
    alpha: Vector<ComplexElement>, beta: Vector<Element.RealPart>
  ) {
    let result = try solve(a, b, left: false, right: false, assumingFinite)
    return (result.alpha, result.beta)
  }

  private static func solve(
    _ a: Matrix<Element>, _ b: Matrix<Element>, left: Bool, right: Bool, _ assumingFinite: Bool
  ) throws(LinearAlgebraError) -> GeneralizedEigen {
    precondition(
      a.shape == b.shape, "matrices of shapes \(a.shape) and \(b.shape) have no common eigenvalues")
    try a.checkForEigen("a", assumingFinite: assumingFinite)
    try b.checkForEigen("b", assumingFinite: assumingFinite)
    let n = a.rows
    let exponents = (a.extremeExponent, b.extremeExponent)
    var (first, second) = (
      a.scaled(byPowerOfTwo: -exponents.0), b.scaled(byPowerOfTwo: -exponents.1)
    )
    first.makeUnique()
    second.makeUnique()
    let leftVectors = Matrix<Element>(uninitializedRows: left ? n : 0, columns: left ? n : 0)
    let vectors = Matrix<Element>(uninitializedRows: right ? n : 0, columns: right ? n : 0)
    var workspace = Workspace()
    let (alpha, imaginary, beta) = unsafe (
      workspace.take(Element.self, n), workspace.take(Element.self, n),
      workspace.take(Element.self, n)
    )
    if n > 0 {
      let info = unsafe LAPACK<Element>.ggev3(
        left: left, right: right, n: n, a: first.storage.base, lda: n, b: second.storage.base,
        ldb: n, alpha: alpha, imaginary: imaginary, beta: beta, vl: leftVectors.storage.base,
        vr: vectors.storage.base, ldv: n, workspace: &workspace)
      precondition(info >= 0, "ggev3 refused argument \(-info)")
      if info > 0 { throw .notConverged(routine: "ggev3", unconverged: info) }
    }
    let plain = unsafe joinedValues(alpha, imaginary, count: n, exponent: 0)
    // A pair stands for its quotient: half of the difference to each keeps both in range.
    let half = (exponents.0 - exponents.1) / 2
    return GeneralizedEigen(
      alpha: plain.map { $0.scaled(byPowerOfTwo: exponents.0 - exponents.1 - half) },
      beta: Vector(count: n) { unsafe beta[$0].realPart.scaled(byPowerOfTwo: -half) },
      vectors: right
        ? joinedVectors(vectors, values: plain).withUnitColumns() : Matrix(rows: 0, columns: 0),
      leftVectors: left ? joinedVectors(leftVectors, values: plain).withUnitColumns() : nil)
  }
}

extension Matrix {
  /// The matrix with columns of length one; zero columns stay.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func withUnitColumns() -> Matrix {
    var result = self
    for column in 0..<columns {
      let length = Vector(self.column(column)).norm()
      guard length > 0 else { continue }
      for row in 0..<rows { result[row, column] = self[row, column].scaled(by: 1 / length) }
    }
    return result
  }
}
