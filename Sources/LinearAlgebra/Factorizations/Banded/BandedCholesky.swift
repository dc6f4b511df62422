import ComplexModule
import RealModule

/// The factorization `A = L Lᴴ`, or `A = Uᴴ U`, of a Hermitian positive definite banded matrix.
///
/// The factor has the bandwidth of the matrix.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.3.5.
public struct BandedCholesky<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// The factor, in LAPACK's band storage.
  private var factor: Matrix<Element>
  private var matrixNorm: Element.RealPart = 0
  /// The triangle of the matrix and of the factor.
  public let triangle: Triangle
  /// The number of diagonals on either side of the main one.
  public let bandwidth: Int
  /// Whether the matrix was positive definite.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factor.columns }
  /// The number of columns of the factored matrix.
  public var columns: Int { factor.columns }

  /// Factors a positive definite matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowIndefinite: Whether a minor that is not positive goes to ``status`` instead of being
  ///     thrown.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `bandwidth`²).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: HermitianBanded<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    (triangle, bandwidth) = (a.triangle, a.bandwidth)
    try a.bandStorage.checkDimensions()
    factor = Matrix(uninitializedRows: a.bandStorage.rows, columns: a.rows)
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Factors another matrix of the same size, bandwidth and triangle, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowIndefinite:)`` throws. A matrix that is not positive definite stays
  ///   factored as far as it goes, as if it had been allowed; other errors change nothing.
  /// - Precondition: `a` has the size, the bandwidth and the triangle of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: HermitianBanded<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.bandStorage.shape == factor.shape && a.triangle == triangle,
      "cannot factor the \(a.triangle) band of \(a.shape) with \(a.bandwidth) diagonals in place of the \(triangle) one of \(rows)×\(rows) with \(bandwidth)"
    )
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Stores the factor of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(_ a: HermitianBanded<Element>) throws(LinearAlgebraError) {
    let shift = triangle == .lower ? 0 : bandwidth
    let band = a.bandStorage
    for column in 0..<band.columns {
      for place in 0..<band.rows where !band[place, column].isFinite {
        throw .nonFinite(argument: "a", row: column + place - shift, column: column)
      }
    }
    (status, matrixNorm) = (.success, 0)
    guard rows > 0 else { return }
    matrixNorm = a.norm(.one)
    factor.makeUniqueDiscardingElements()
    unsafe factor.storage.base.update(from: band.storage.base, count: band.count)
    let info = unsafe LAPACK<Element>.pbtrf(
      triangle, n: rows, bandwidth: bandwidth, a: factor.storage.base, lda: factor.rows)
    precondition(info >= 0, "pbtrf refused argument \(-info)")
    let lost = (0..<rows).first { !factor[shift, $0].isFinite }
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
    let info = unsafe LAPACK<Element>.pbtrs(
      triangle, n: rows, bandwidth: bandwidth, rightSides: b.columns, a: factor.storage.base,
      lda: factor.rows, b: b.storage.base, ldb: b.leadingDimension)
    precondition(info == 0, "pbtrs refused argument \(-info)")
    if isConjugated { b.conjugateElements() }
  }

  /// The triangular factor: `L` if the lower triangle was read, `U` if the upper one.
  public var triangularFactor: Banded<Element> {
    let isLower = triangle == .lower
    return Banded(
      rows: rows, columns: rows, lowerBandwidth: isLower ? bandwidth : 0,
      upperBandwidth: isLower ? 0 : bandwidth, bandStorage: factor)
  }

  /// Returns `L Lᴴ` with all its zeros.
  ///
  /// - Precondition: The factorization succeeded.
  public func reconstructed() -> Matrix<Element> {
    precondition(status == .success, "there are no factors of an indefinite matrix")
    let factor = triangularFactor
    return (triangle == .lower ? factor * factor.adjoint : factor.adjoint * factor).dense()
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
    let diagonal = triangularFactor.diagonal().map(\.realPart)
    return Determinant(diagonal + diagonal)
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if indefinite, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: matrixNorm, solving: { b, operation in solveChecked(&b, operation) })
  }
}
