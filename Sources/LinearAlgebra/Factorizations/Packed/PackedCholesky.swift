import ComplexModule
import RealModule

/// The factorization `A = L Lᴴ`, or `A = Uᴴ U`, of a packed Hermitian positive definite matrix.
public struct PackedCholesky<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  private var factor: PackedTriangle<Element>
  private var matrixNorm: Element.RealPart = 0
  /// Whether the matrix was positive definite.
  public private(set) var status = FactorStatus.success

  /// The triangle of the matrix and of the factor.
  public var triangle: Triangle { factor.triangle }
  /// The number of rows of the factored matrix.
  public var rows: Int { factor.size }
  /// The number of columns of the factored matrix.
  public var columns: Int { factor.size }

  /// Factors a positive definite matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowIndefinite: Whether a minor that is not positive goes to ``status`` instead of being
  ///     thrown.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: PackedHermitian<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    factor = a.packed
    if a.rows > largestBLASInteger { throw .tooLarge(dimension: a.rows) }
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Factors another matrix of the same size and triangle, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowIndefinite:)`` throws. A matrix that is not positive definite stays
  ///   factored as far as it goes, as if it had been allowed; other errors change nothing.
  /// - Precondition: `a` has the size and the triangle of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: PackedHermitian<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.rows == rows && a.triangle == triangle,
      "cannot factor the \(a.triangle) triangle of \(a.shape) in place of the \(triangle) one of \(rows)×\(rows)"
    )
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Stores the factor of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(_ a: PackedHermitian<Element>) throws(LinearAlgebraError) {
    let n = rows
    try a.packed.checkFinite("a")
    (status, matrixNorm) = (.success, 0)
    guard n > 0 else { return }
    matrixNorm = a.norm(.one)
    let (source, count) = (a.packed.elements.storedMatrix, a.packed.elements.count)
    factor.elements.storedMatrix.makeUniqueDiscardingElements()
    let target = unsafe factor.elements.storedMatrix.storage.base
    unsafe target.update(from: source.storage.base, count: count)
    let info = unsafe LAPACK<Element>.pptrf(triangle, n: n, a: target)
    precondition(info >= 0, "pptrf refused argument \(-info)")
    let lost = (0..<n).first { !factor[$0, $0].isFinite }
    if let minor = info > 0 ? info : lost.map({ $0 + 1 }) {
      status = .notPositiveDefinite(minor: minor)
    }
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solve(in: &b, operation, side) { b, operation in solveChecked(&b, operation) }
  }

  private func solveChecked(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    let isConjugated = operation == .transpose || operation == .conjugate
    if isConjugated { b.conjugateElements() }
    let info = unsafe LAPACK<Element>.pptrs(
      triangle, n: rows, rightSides: b.columns, a: factor.elements.storedMatrix.storage.base,
      b: b.storage.base, ldb: b.leadingDimension)
    precondition(info == 0, "pptrs refused argument \(-info)")
    if isConjugated { b.conjugateElements() }
  }

  /// The triangular factor: `L` if the lower triangle was packed, `U` if the upper one.
  public var triangularFactor: PackedTriangular<Element> { PackedTriangular(factor, .general) }

  /// Returns `L Lᴴ`.
  ///
  /// - Precondition: The factorization succeeded.
  public func reconstructed() -> Matrix<Element> {
    precondition(status == .success, "there are no factors of an indefinite matrix")
    let factor = triangularFactor.dense()
    return triangle == .lower ? factor * factor.adjoint : factor.adjoint * factor
  }

  /// The determinant, a positive number.
  ///
  /// - Precondition: The factorization succeeded.
  public var determinant: Element.RealPart { parts.value }

  /// The logarithm of the determinant.
  ///
  /// - Precondition: The factorization succeeded.
  public var logDeterminant: Element.RealPart { parts.logarithm.logAbsoluteValue }

  private var parts: Determinant<Element.RealPart> {
    precondition(status == .success, "the determinant of an indefinite matrix is unknown")
    let diagonal = (0..<rows).map { factor[$0, $0].realPart }
    return Determinant(diagonal + diagonal)
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if indefinite, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: matrixNorm, solving: { b, operation in solveChecked(&b, operation) })
  }
}
