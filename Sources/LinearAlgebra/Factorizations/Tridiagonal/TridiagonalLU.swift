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
    // One element more than LAPACK touches, so that there is memory to point to.
    (multipliers, upper) = (
      Array(repeating: 0, count: max(1, n)), Array(repeating: 0, count: max(1, n))
    )
    diagonal = Array(repeating: 0, count: n)
    second = Array(repeating: 0, count: max(1, n - 2))
    pivots = Array(repeating: 0, count: max(1, n))
    try load(a)
    if !allowSingular { try status.check() }
  }

  /// Factors another matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowSingular:)`` throws. A singular matrix stays factored, as if it had been
  ///   allowed; other errors change nothing.
  /// - Precondition: `a` has the size of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Tridiagonal<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(a.rows == rows, "cannot factor a \(a.shape) matrix in place of \(rows)×\(rows)")
    try load(a)
    if !allowSingular { try status.check() }
  }

  /// Stores the factors of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(_ a: Tridiagonal<Element>) throws(LinearAlgebraError) {
    let n = rows
    try a.checkFinite()
    (status, scaleExponent, scaledNorms) = (.success, 0, (0, 0))
    guard n > 0 else { return }
    let norm = a.norm(.maxAbs)
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent)
    // Elements grow to twice their size at most, sums of norms to three times.
    if norm > 0 && abs(norm.sizeExponent) > limit - 64 { scaleExponent = norm.sizeExponent }
    for index in 0..<n {
      diagonal[index] = a.diagonal[index].scaled(byPowerOfTwo: -scaleExponent)
    }
    for index in 0..<n - 1 {
      multipliers[index] = a.lower[index].scaled(byPowerOfTwo: -scaleExponent)
      upper[index] = a.upper[index].scaled(byPowerOfTwo: -scaleExponent)
    }
    scaledNorms = (largestSum(upper, multipliers), largestSum(multipliers, upper))
    let info = unsafe LAPACK<Element>.gttrf(
      n: n, lower: &multipliers, diagonal: &diagonal, upper: &upper, second: &second,
      pivots: &pivots)
    precondition(info >= 0, "gttrf refused argument \(-info)")
    if let zero = diagonal.firstIndex(of: 0) { status = .singular(pivot: zero + 1) }
  }

  /// The largest sum of the moduli of an element of the diagonal and its neighbours before and after.
  private func largestSum(_ before: [Element], _ after: [Element]) -> Element.RealPart {
    diagonal.indices.reduce(0) { largest, index in
      let previous = index > 0 ? before[index - 1].modulus : 0
      let next = index + 1 < rows ? after[index].modulus : 0
      return max(largest, previous + diagonal[index].modulus + next)
    }
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
