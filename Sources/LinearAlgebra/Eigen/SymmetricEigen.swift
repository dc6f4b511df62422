import ComplexModule
import RealModule

/// The eigenvalues and eigenvectors `A = V Λ Vᴴ` of a symmetric or Hermitian matrix.
///
/// Eigenvalues are real and ascend; eigenvectors are orthonormal. Only one triangle of the matrix is
/// read; the other one, and the imaginary part of the diagonal, may hold anything.
///
///     let eigen = try SymmetricEigen(a)
///     eigen.values                          // ascending
///     eigen.vectors * …                     // in columns, in the same order
///     eigen.function { $0.squareRoot() }    // a function of the matrix
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", chapter 8; LAPACK `syevd`, `syevr`.
public struct SymmetricEigen<Element: LAPACKScalar>: Reconstructible {
  /// The eigenvalues, ascending.
  public private(set) var values: Vector<Element.RealPart>
  /// Orthonormal eigenvectors, in the columns and in the order of ``values``.
  public private(set) var vectors: Matrix<Element>

  /// The number of rows of the matrix.
  public var rows: Int { vectors.rows }
  /// The number of columns of the matrix.
  public var columns: Int { vectors.rows }
  /// `.success`: whoever has the value has the eigenvalues.
  public var status: FactorStatus { .success }

  /// Computes eigenvalues and eigenvectors of a Hermitian matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of which one triangle is read.
  ///   - selection: The eigenvalues to find; all of them by default.
  ///   - triangle: The triangle to read.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square, and the selection fits.
  /// - Complexity: O(`rows`³).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(of: Matrix(checking: a), selection, triangle, assumingFinite: assumingFinite)
  }

  /// Computes eigenvalues and eigenvectors of a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(of: a, selection, triangle, assumingFinite: assumingFinite)
  }

  @usableFromInline
  init(
    of a: Matrix<Element>, _ selection: EigenvalueSelection<Element.RealPart>,
    _ triangle: Triangle, assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    let result = try Self.solve(
      a, selection, triangle, wantsVectors: true, assumingFinite, &workspace)
    self.init(values: result.values, vectors: result.vectors)
  }

  init(values: Vector<Element.RealPart>, vectors: Matrix<Element>) {
    self.values = values
    self.vectors = vectors
  }

  /// Replaces everything by the eigenvalues and eigenvectors of another matrix.
  ///
  /// - Throws: What ``init(_:selecting:triangle:assumingFinite:)`` throws; then nothing changes.
  /// - Precondition: `a` is square, and the selection fits.
  public mutating func update(
    _ a: Matrix<Element>, selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    (values, vectors) = try Self.solve(
      a, selection, triangle, wantsVectors: true, assumingFinite, &workspace)
  }

  /// Returns the eigenvalues of a Hermitian matrix, ascending; faster than with eigenvectors.
  ///
  /// - Throws: What ``init(_:selecting:triangle:assumingFinite:)`` throws.
  /// - Precondition: `a` is square, and the selection fits.
  public static func values(
    of a: Matrix<Element>, selecting selection: EigenvalueSelection<Element.RealPart> = .all,
    triangle: Triangle = .lower, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) -> Vector<Element.RealPart> {
    var workspace = Workspace()
    return try solve(a, selection, triangle, wantsVectors: false, assumingFinite, &workspace).values
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  private static func solve(
    _ a: Matrix<Element>, _ selection: EigenvalueSelection<Element.RealPart>,
    _ triangle: Triangle, wantsVectors: Bool, _ assumingFinite: Bool, _ workspace: inout Workspace
  ) throws(LinearAlgebraError) -> (values: Vector<Element.RealPart>, vectors: Matrix<Element>) {
    precondition(a.isSquare, "a \(a.shape) matrix has no eigenvalues")
    try a.checkDimensions()
    let n = a.rows
    var matrix = a.hermitianTriangle(triangle)
    if !assumingFinite { try matrix.checkFinite("a") }
    let exponent = matrix.extremeExponent
    matrix.scale(byPowerOfTwo: -exponent)
    let bound = Element.RealPart(max(1, n)) * matrix.norm(.maxAbs)
    guard n > 0, let range = selection.range(n, exponent: exponent, bound: bound) else {
      return (Vector(count: 0), Matrix(rows: n, columns: 0))
    }
    workspace.reset()
    // Divide and conquer takes 2 n² + 6 n + 1 elements, more than LAPACK can count for the largest n.
    if range.letter == letter("A") && (!wantsVectors || n <= 32_765) {
      var vectors = matrix
      vectors.makeUnique()
      let values = Matrix<Element.RealPart>(uninitializedRows: n, columns: 1)
      let info = unsafe LAPACK<Element>.heevd(
        vectors: wantsVectors, triangle, n: n, a: vectors.storage.base, lda: n,
        values: values.storage.base, workspace: &workspace)
      precondition(info >= 0, "syevd refused argument \(-info)")
      if info == 0 {
        return (Vector(matrix: values.scaled(byPowerOfTwo: exponent)), vectors)
      }
      // Divide and conquer may fail where bisection does not.
      workspace.reset()
    }
    return try select(
      matrix, range, triangle, wantsVectors: wantsVectors, exponent: exponent, &workspace)
  }

  private static func select(
    _ matrix: Matrix<Element>, _ range: EigenRange<Element.RealPart>, _ triangle: Triangle,
    wantsVectors: Bool, exponent: Int, _ workspace: inout Workspace
  ) throws(LinearAlgebraError) -> (values: Vector<Element.RealPart>, vectors: Matrix<Element>) {
    let n = matrix.rows
    var matrix = matrix
    matrix.makeUnique()
    // How many values an interval holds is known only afterwards.
    let space = range.letter == letter("I") ? range.last - range.first + 1 : n
    let vectors = Matrix<Element>(uninitializedRows: n, columns: wantsVectors ? space : 1)
    let values = unsafe workspace.take(Element.RealPart.self, n)
    let support = unsafe workspace.take(Int32.self, 2 * n)
    var found: Int32 = 0
    let info = unsafe LAPACK<Element>.heevr(
      vectors: wantsVectors, range, triangle, n: n, a: matrix.storage.base, lda: n, found: &found,
      values: values, z: vectors.storage.base, ldz: n, support: support, workspace: &workspace)
    precondition(info >= 0, "syevr refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "syevr", unconverged: info) }
    return (
      Vector(count: Int(found)) { unsafe values[$0].scaled(byPowerOfTwo: exponent) },
      wantsVectors ? Matrix(vectors[rows: 0..<n, columns: 0..<Int(found)]) : vectors
    )
  }
}
