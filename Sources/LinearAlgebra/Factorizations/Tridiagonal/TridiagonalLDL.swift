import ComplexModule
import RealModule

/// The factorization `A = L D Lᴴ` of a Hermitian positive definite tridiagonal matrix.
///
/// `L` is unit lower bidiagonal, `D` positive. It takes and solves in linear time, without pivots.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.3.6.
public struct TridiagonalLDL<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// The diagonal of `D`, of the scaled matrix.
  private var pivots: [Element.RealPart]
  /// The elements of `L` below its diagonal.
  private var multipliers: [Element]
  private var scaleExponent = 0
  private var scaledNorm: Element.RealPart = 0
  /// Whether the matrix was positive definite.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { pivots.count }
  /// The number of columns of the factored matrix.
  public var columns: Int { pivots.count }

  /// Factors a positive definite matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowIndefinite: Whether a minor that is not positive goes to ``status`` instead of being
  ///     thrown.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: SymmetricTridiagonal<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    let n = a.rows
    if n > largestBLASInteger { throw .tooLarge(dimension: n) }
    (pivots, multipliers) = (Array(repeating: 0, count: n), Array(repeating: 0, count: max(1, n)))
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Factors another matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowIndefinite:)`` throws. A matrix that is not positive definite stays
  ///   factored as far as it goes, as if it had been allowed; other errors change nothing.
  /// - Precondition: `a` has the size of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: SymmetricTridiagonal<Element>, allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(a.rows == rows, "cannot factor a \(a.shape) matrix in place of \(rows)×\(rows)")
    try load(a)
    if !allowIndefinite { try status.check() }
  }

  /// Stores the factors of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(_ a: SymmetricTridiagonal<Element>) throws(LinearAlgebraError) {
    let n = rows
    for index in 0..<n where !a.diagonal[index].isFinite {
      throw .nonFinite(argument: "a", row: index, column: index)
    }
    for index in a.lower.indices where !a.lower[index].isFinite {
      throw .nonFinite(argument: "a", row: index + 1, column: index)
    }
    (status, scaleExponent, scaledNorm) = (.success, 0, 0)
    guard n > 0 else { return }
    let norm = max(
      a.diagonal.reduce(0) { max($0, $1.magnitude) }, a.lower.reduce(0) { max($0, $1.modulus) })
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent)
    if norm > 0 && abs(norm.sizeExponent) > limit - 64 { scaleExponent = norm.sizeExponent }
    for index in 0..<n {
      pivots[index] = a.diagonal[index].scaled(byPowerOfTwo: -scaleExponent)
    }
    for index in 0..<n - 1 {
      multipliers[index] = a.lower[index].scaled(byPowerOfTwo: -scaleExponent)
    }
    for index in 0..<n {
      let previous = index > 0 ? multipliers[index - 1].modulus : 0
      let next = index + 1 < n ? multipliers[index].modulus : 0
      scaledNorm = max(scaledNorm, previous + pivots[index].magnitude + next)
    }
    let info = unsafe LAPACK<Element>.pttrf(n: n, diagonal: &pivots, lower: &multipliers)
    precondition(info >= 0, "pttrf refused argument \(-info)")
    let lost = pivots.firstIndex { !($0 > 0 && $0.isFinite) }
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
    try solve(in: &b, operation, side, matrixExponent: scaleExponent) { b, operation in
      solveScaled(&b, operation)
    }
  }

  private func solveScaled(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    let isConjugated = operation == .transpose || operation == .conjugate
    if isConjugated { b.conjugateElements() }
    if rows == 1 {
      // LAPACK would multiply by a reciprocal.
      for column in 0..<b.columns { unsafe b.storage.base[column] /= Element(pivots[0]) }
    } else {
      let info = unsafe LAPACK<Element>.pttrs(
        n: rows, rightSides: b.columns, diagonal: pivots, lower: multipliers, b: b.storage.base,
        ldb: b.leadingDimension)
      precondition(info == 0, "pttrs refused argument \(-info)")
    }
    if isConjugated { b.conjugateElements() }
  }

  /// Returns `L D Lᴴ`.
  ///
  /// - Precondition: The factorization succeeded.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    precondition(status == .success, "there are no factors of an indefinite matrix")
    let diagonal = pivots.indices.map { index in
      pivots[index] + (index > 0 ? multipliers[index - 1].squaredModulus * pivots[index - 1] : 0)
    }
    let lower = (0..<max(0, rows - 1)).map { multipliers[$0].scaled(by: pivots[$0]) }
    var result = SymmetricTridiagonal(diagonal: diagonal, lower: lower).dense()
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  private var parts: Determinant<Element.RealPart> {
    precondition(status == .success, "the determinant of an indefinite matrix is unknown")
    var result = Determinant<Element.RealPart>()
    for pivot in pivots { result.multiply(by: pivot, timesPowerOfTwo: scaleExponent) }
    return result
  }

  /// The determinant, a positive number.
  ///
  /// - Precondition: The factorization succeeded.
  public var determinant: Element.RealPart { parts.value }

  /// The logarithm of the determinant.
  ///
  /// - Precondition: The factorization succeeded.
  public var logDeterminant: Element.RealPart { parts.logarithm.logAbsoluteValue }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if indefinite, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: scaledNorm, solving: { b, operation in solveScaled(&b, operation) })
  }
}
