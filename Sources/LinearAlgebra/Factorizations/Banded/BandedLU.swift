import ComplexModule
import RealModule

/// The factorization `A = P L U` of a square banded matrix with partial pivoting.
///
/// `L` keeps the lower bandwidth, `U` has the sum of both bandwidths above its diagonal. Matrices near
/// overflow or underflow are scaled by a power of two. LAPACK multiplies by reciprocals of pivots, which
/// overflow for subnormal ones; such matrices are factored and solved with divisions.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.3.
public struct BandedLU<Element: LAPACKScalar>: ConditionedSolver {
  /// LAPACK's storage: `lower` rows for fill, then the band; the multipliers below the diagonal.
  var factors: Matrix<Element>
  var pivots: [Int32]
  /// The bandwidths of the factored matrix.
  public let lowerBandwidth: Int
  /// The number of diagonals above the main one of the factored matrix.
  public let upperBandwidth: Int
  /// The matrix that was factored is `2^-scaleExponent A`.
  var scaleExponent = 0
  private var scaledNorms: (one: Element.RealPart, infinity: Element.RealPart) = (0, 0)
  private var divides = false
  /// Whether a pivot is zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factors.columns }
  /// The number of columns of the factored matrix.
  public var columns: Int { factors.columns }

  /// The row of the storage that holds the diagonal.
  var middle: Int { lowerBandwidth + upperBandwidth }

  /// Factors a banded matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows` · `lowerBandwidth` · (`lowerBandwidth` + `upperBandwidth`)).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    _ a: Banded<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "a banded \(a.shape) matrix cannot solve a square system")
    let n = a.rows
    // No diagonal beyond the matrix takes part.
    let last = max(0, n - 1)
    (lowerBandwidth, upperBandwidth) = (min(last, a.lowerBandwidth), min(last, a.upperBandwidth))
    let height = 2 * lowerBandwidth + upperBandwidth + 1
    let largest = max(n, height)
    if largest > largestBLASInteger { throw .tooLarge(dimension: largest) }
    factors = Matrix(uninitializedRows: height, columns: n)
    pivots = Array(repeating: 0, count: n)
    try factor(a)
    if !allowSingular { try status.check() }
  }

  /// Factors another matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowSingular:)`` throws. A singular matrix stays factored, as if it had been
  ///   allowed. Should `U` overflow the scalar, the value cannot solve until the next update; other
  ///   errors change nothing.
  /// - Precondition: `a` has the size of the factored matrix and no more diagonals on either side.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Banded<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    let last = max(0, rows - 1)
    precondition(
      a.rows == rows && a.columns == rows && min(last, a.lowerBandwidth) <= lowerBandwidth
        && min(last, a.upperBandwidth) <= upperBandwidth,
      "cannot factor \(a.shape) with \(a.lowerBandwidth) and \(a.upperBandwidth) diagonals in place of \(rows)×\(rows) with \(lowerBandwidth) and \(upperBandwidth)"
    )
    try factor(a)
    if !allowSingular { try status.check() }
  }

  /// Stores the factors of a matrix that fits the memory.
  @inline(__always)
  private mutating func factor(_ a: Banded<Element>) throws(LinearAlgebraError) {
    typealias Real = Element.RealPart
    let n = rows
    for column in 0..<n {
      for row in a.rowRange(ofColumn: column) where !a[row, column].isFinite {
        throw .nonFinite(argument: "a", row: row, column: column)
      }
    }
    (status, divides, scaleExponent, scaledNorms) = (.success, false, 0, (0, 0))
    guard n > 0 else { return }
    let norm = a.norm(.maxAbs)
    let limit = Int(Real.greatestFiniteMagnitude.exponent)
    let exponent = norm > 0 ? norm.sizeExponent : 0
    scaleExponent = exponent > limit - 40 ? 64 : exponent < -limit / 2 ? exponent : 0
    load(a)
    scaledNorms.one = factors.norm(.one)
    scaledNorms.infinity = largestRowSum()
    var info = unsafe LAPACK<Element>.gbtrf(
      m: n, n: n, lower: lowerBandwidth, upper: upperBandwidth, a: factors.storage.base,
      lda: factors.rows, pivots: &pivots)
    precondition(info >= 0, "gbtrf refused argument \(-info)")
    if needsDivision {
      load(a)
      divides = true
      info = factorDividing()
    }
    if info > 0 { status = .singular(pivot: info) }
    if let place = (0..<n).first(where: { !factors[middle, $0].isFinite }) {
      status = .singular(pivot: place + 1)
      throw .nonFinite(argument: "U", row: place, column: place)
    }
  }

  /// Copies the scaled matrix into the memory of the factors.
  private mutating func load(_ a: Banded<Element>) {
    factors.makeUniqueDiscardingElements()
    let (target, height, middle) = unsafe (factors.storage.base, factors.rows, middle)
    for column in 0..<rows {
      let range = a.rowRange(ofColumn: column)
      for place in 0..<height {
        let row = column + place - middle
        unsafe target[place + column * height] =
          range.contains(row) ? a[row, column].scaled(byPowerOfTwo: -scaleExponent) : 0
      }
    }
  }

  /// The largest sum of the moduli of a row, of the matrix before it is factored.
  private func largestRowSum() -> Element.RealPart {
    var sums = [Element.RealPart](repeating: 0, count: rows)
    for column in 0..<rows {
      for row in max(0, column - upperBandwidth)..<min(rows, column + lowerBandwidth + 1) {
        sums[row] += factors[middle + row - column, column].modulus
      }
    }
    return sums.max() ?? 0
  }

  /// Whether the reciprocal of a pivot has spoiled, or would spoil, a column.
  private var needsDivision: Bool {
    for column in 0..<rows {
      let pivot = factors[middle, column]
      if !pivot.isFinite || (pivot != 0 && hasUnusableReciprocal(pivot)) { return true }
    }
    return false
  }

  /// Factors by columns, dividing by the pivots.
  ///
  /// - Returns: The position of the first zero pivot, counted from one, or zero.
  private mutating func factorDividing() -> Int {
    let n = rows
    factors.makeUnique()
    let (a, height, middle) = unsafe (factors.storage.base, factors.rows, middle)
    func place(_ row: Int, _ column: Int) -> Int { middle + row - column + column * height }
    var (info, reach) = (0, 0)
    for step in 0..<n {
      let end = min(n, step + lowerBandwidth + 1)
      var pivot = step
      for row in step..<end
      where unsafe a[place(row, step)].modulus > a[place(pivot, step)].modulus {
        pivot = row
      }
      pivots[step] = Int32(pivot + 1)
      if unsafe a[place(pivot, step)] == 0 {
        if info == 0 { info = step + 1 }
        continue
      }
      // The last column that a row above the diagonal may have reached.
      reach = max(reach, min(pivot + upperBandwidth, n - 1))
      for column in step..<reach + 1 where pivot != step {
        unsafe swap(&a[place(step, column)], &a[place(pivot, column)])
      }
      for row in step + 1..<max(end, step + 1) {
        unsafe a[place(row, step)] /= a[place(step, step)]
      }
      for column in step + 1..<max(reach + 1, step + 1) {
        let factor = unsafe a[place(step, column)]
        for row in step + 1..<max(end, step + 1) {
          unsafe a[place(row, column)] -= a[place(row, step)] * factor
        }
      }
    }
    return info
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
    let isConjugated = operation.isConjugating && Element.isComplex
    let plain: MatrixOperation = operation.isTransposing ? .transpose : .none
    if isConjugated { b.conjugateElements() }
    if divides {
      solveDividing(&b, transposing: operation.isTransposing)
    } else {
      let info = unsafe LAPACK<Element>.gbtrs(
        plain, n: rows, lower: lowerBandwidth, upper: upperBandwidth, rightSides: b.columns,
        a: factors.storage.base, lda: factors.rows, pivots: pivots, b: b.storage.base,
        ldb: b.leadingDimension)
      precondition(info == 0, "gbtrs refused argument \(-info)")
    }
    if isConjugated { b.conjugateElements() }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private func solveDividing(_ b: inout Matrix<Element>, transposing: Bool) {
    let n = rows
    let (a, height, middle) = unsafe (factors.storage.base, factors.rows, middle)
    func place(_ row: Int, _ column: Int) -> Int { middle + row - column + column * height }
    for rightSide in 0..<b.columns {
      let x = unsafe b.storage.base + rightSide * n
      if transposing {
        for column in 0..<n {
          var value = unsafe x[column]
          for row in max(0, column - middle)..<column {
            value -= unsafe a[place(row, column)] * x[row]
          }
          unsafe x[column] = value / a[place(column, column)]
        }
      }
      for step in transposing ? Array((0..<n).reversed()) : Array(0..<n) {
        let (pivot, rows) = (Int(pivots[step]) - 1, step + 1..<min(n, step + lowerBandwidth + 1))
        if transposing {
          for row in rows { unsafe x[step] -= a[place(row, step)] * x[row] }
          if pivot != step { unsafe swap(&x[step], &x[pivot]) }
        } else {
          if pivot != step { unsafe swap(&x[step], &x[pivot]) }
          for row in rows { unsafe x[row] -= a[place(row, step)] * x[step] }
        }
      }
      if !transposing {
        for column in (0..<n).reversed() {
          unsafe x[column] /= a[place(column, column)]
          for row in max(0, column - middle)..<column {
            unsafe x[row] -= a[place(row, column)] * x[column]
          }
        }
      }
    }
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: norm == .one ? scaledNorms.one : scaledNorms.infinity,
      solving: { b, operation in solveScaled(&b, operation) })
  }
}
