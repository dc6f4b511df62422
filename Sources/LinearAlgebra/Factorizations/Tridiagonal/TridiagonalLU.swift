import ComplexModule
import RealModule

/// The factorization `A = P L U` of a tridiagonal matrix with partial pivoting.
///
/// It takes and solves in linear time. LAPACK divides by the pivots here, so that subnormal ones do no
/// harm; matrices near overflow or underflow are scaled by a power of two.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.3.
public struct TridiagonalLU<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  // `gttrf`: multipliers, three diagonals of U, and whether a row was exchanged with the next.
  private var multipliers: [Element]
  private var diagonal: [Element]
  private var upper: [Element]
  private var second: [Element]
  private var pivots: [Int32]
  private var scaleExponent = 0
  // The norms of the scaled matrix.
  private var scaledNorms: (one: Element.RealPart, infinity: Element.RealPart) = (0, 0)
  /// Whether a pivot is zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { diagonal.count }
  /// The number of columns of the factored matrix.
  public var columns: Int { diagonal.count }

  /// Factors a tridiagonal matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: Tridiagonal<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    let n = a.rows
    if n > largestBLASInteger { throw .tooLarge(dimension: n) }
    try a.checkFinite()
    typealias Real = Element.RealPart
    let norm = a.norm(.maxAbs)
    let limit = Int(Real.greatestFiniteMagnitude.exponent)
    // Elements grow to twice their size at most, sums of norms to three times.
    if norm > 0 && abs(norm.sizeExponent) > limit - 64 { scaleExponent = norm.sizeExponent }
    let scale = -scaleExponent
    let scaled = Tridiagonal(
      lower: a.lower.map { $0.scaled(byPowerOfTwo: scale) },
      diagonal: a.diagonal.map { $0.scaled(byPowerOfTwo: scale) },
      upper: a.upper.map { $0.scaled(byPowerOfTwo: scale) })
    scaledNorms = (scaled.norm(.one), scaled.norm(.infinity))
    // One element more than LAPACK touches, so that there is memory to point to.
    multipliers = scaled.lower + [0]
    diagonal = scaled.diagonal
    upper = scaled.upper + [0]
    second = Array(repeating: 0, count: max(1, n - 2))
    pivots = Array(repeating: 0, count: max(1, n))
    if n > 0 {
      let info = unsafe LAPACK<Element>.gttrf(
        n: n, lower: &multipliers, diagonal: &diagonal, upper: &upper, second: &second,
        pivots: &pivots)
      precondition(info >= 0, "gttrf refused argument \(-info)")
      if let zero = diagonal.firstIndex(of: 0) { status = .singular(pivot: zero + 1) }
    }
    if !allowSingular { try status.check() }
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
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
    if operation == .conjugate { b.conjugateElements() }
    let info = unsafe LAPACK<Element>.gttrs(
      operation, n: rows, rightSides: b.columns, lower: multipliers, diagonal: diagonal,
      upper: upper, second: second, pivots: pivots, b: b.storage.base, ldb: b.leadingDimension)
    precondition(info == 0, "gttrs refused argument \(-info)")
    if operation == .conjugate { b.conjugateElements() }
  }

  /// Returns `P L U`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let n = rows
    var result = Matrix<Element>(rows: n, columns: n) { row, column in
      switch column - row {
      case 0: diagonal[row]
      case 1: upper[row]
      case 2: second[row]
      default: 0
      }
    }
    // The steps of the elimination, backwards.
    for step in stride(from: n - 2, through: 0, by: -1) {
      for column in 0..<n {
        result[step + 1, column] += multipliers[step] * result[step, column]
        if pivots[step] != Int32(step + 1) {
          (result[step, column], result[step + 1, column]) = (
            result[step + 1, column], result[step, column]
          )
        }
      }
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  private var parts: Determinant<Element> {
    var result = Determinant<Element>()
    for index in 0..<rows {
      result.multiply(by: diagonal[index], timesPowerOfTwo: scaleExponent)
      if pivots[index] != Int32(index + 1) { result.multiply(by: -1) }
    }
    return result
  }

  /// The determinant; zero if a pivot is zero, one for an empty matrix.
  public var determinant: Element { parts.value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    parts.logarithm
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: norm == .one ? scaledNorms.one : scaledNorms.infinity,
      solving: { b, operation in solveScaled(&b, operation) })
  }
}

extension Tridiagonal {
  /// Throws if an element is infinite or NaN.
  func checkFinite() throws(LinearAlgebraError) {
    for index in diagonal.indices where !diagonal[index].isFinite {
      throw .nonFinite(argument: "a", row: index, column: index)
    }
    for index in lower.indices {
      if !lower[index].isFinite {
        throw .nonFinite(argument: "a", row: index + 1, column: index)
      }
      if !upper[index].isFinite {
        throw .nonFinite(argument: "a", row: index, column: index + 1)
      }
    }
  }
}
