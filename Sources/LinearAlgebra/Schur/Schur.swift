public import ComplexModule
import RealModule

/// The factorization `A = Z T Zᴴ` with a unitary `Z` and an upper triangular `T`.
///
/// The diagonal of `T` holds the eigenvalues. A real matrix has a real form, in which a conjugate pair
/// is a block of two rows and columns on the diagonal; ``complexForm()`` makes it triangular. The first
/// columns of `Z` span invariant subspaces, and ``reordered(_:)`` chooses which.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", sections 7.1 and 7.6; LAPACK `gees`,
/// > `trsen`.
public struct Schur<Element: LAPACKScalar>: Reconstructible {
  /// A complex number with parts of the precision of the matrix.
  public typealias ComplexElement = Complex<Element.RealPart>

  /// The triangular, for real matrices quasi-triangular, factor `T`.
  public internal(set) var form: Matrix<Element>
  /// The unitary factor `Z`.
  public internal(set) var basis: Matrix<Element>
  /// The eigenvalues in the order of the diagonal of ``form``.
  public internal(set) var values: Vector<ComplexElement>
  /// How many eigenvalues the last ``reordered(_:)`` moved to the front; zero before.
  public internal(set) var leadingCount = 0

  /// The number of rows of the matrix.
  public var rows: Int { form.rows }
  /// The number of columns of the matrix.
  public var columns: Int { form.columns }
  /// `.success`: whoever has the value has the factors.
  public var status: FactorStatus { .success }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square.
  /// - Complexity: O(`rows`³).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(of: Matrix(checking: a), assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(_ a: Matrix<Element>, assumingFinite: Bool = false) throws(LinearAlgebraError) {
    try self.init(of: a, assumingFinite: assumingFinite)
  }

  @usableFromInline
  init(of a: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError) {
    var workspace = Workspace()
    self = try Self.factor(a, assumingFinite, &workspace)
  }

  init(form: Matrix<Element>, basis: Matrix<Element>, values: Vector<ComplexElement>) {
    self.form = form
    self.basis = basis
    self.values = values
  }

  /// Replaces everything by the factors of another matrix.
  ///
  /// - Throws: What ``init(_:assumingFinite:)`` throws; then nothing changes.
  /// - Precondition: `a` is square.
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    self = try Self.factor(a, assumingFinite, &workspace)
  }

  private static func factor(
    _ a: Matrix<Element>, _ assumingFinite: Bool, _ workspace: inout Workspace
  ) throws(LinearAlgebraError) -> Schur {
    try a.checkForEigen("a", assumingFinite: assumingFinite)
    let n = a.rows
    let exponent = a.extremeExponent
    var form = exponent == 0 ? a : a.scaled(byPowerOfTwo: -exponent)
    let basis = Matrix<Element>(uninitializedRows: n, columns: n)
    guard n > 0 else { return Schur(form: form, basis: basis, values: Vector(count: 0)) }
    form.makeUnique()
    workspace.reset()
    let (values, imaginary) = unsafe (
      workspace.take(Element.self, n), workspace.take(Element.self, n)
    )
    let info = unsafe LAPACK<Element>.gees(
      n: n, a: form.storage.base, lda: n, values: values, imaginary: imaginary,
      z: basis.storage.base, ldz: n, workspace: &workspace)
    precondition(info >= 0, "gees refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "gees", unconverged: info) }
    form.scale(byPowerOfTwo: exponent)
    form.clearBelowSubdiagonal()
    return unsafe Schur(
      form: form, basis: basis,
      values: joinedValues(values, imaginary, count: n, exponent: exponent))
  }

  /// Returns `Z T Zᴴ`.
  public func reconstructed() -> Matrix<Element> {
    let exponent = form.extremeExponent
    let scaled = form.scaled(byPowerOfTwo: -exponent)
    return (basis * scaled * basis.adjoint).scaled(byPowerOfTwo: exponent)
  }
}

extension Matrix {
  /// Clears what LAPACK leaves below the subdiagonal, and of complex matrices the subdiagonal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  mutating func clearBelowSubdiagonal() {
    makeUnique()
    for column in 0..<columns {
      let first = column + (Element.isComplex ? 1 : 2)
      for row in first..<max(first, rows) { unsafe storage.base[row + column * rows] = 0 }
    }
  }
}
