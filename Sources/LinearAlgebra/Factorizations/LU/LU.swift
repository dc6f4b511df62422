import ComplexModule
import RealModule

/// The factorization `A = P L U` with partial pivoting.
///
/// `P` is a permutation, `L` is lower triangular (trapezoidal for a tall matrix) with ones on its
/// diagonal, `U` upper triangular. Factor once, solve often:
///
///     let lu = try LU(a)
///     let x = try lu.solve(b)            // A X = B
///     let y = try lu.solveTransposed(c)  // Aᵀ Y = C
///
/// Matrices with elements near overflow or underflow are scaled by a power of two first. Pivots are
/// called zero only if they are exactly zero, however small the others: a matrix is never singular
/// because of its scale. See ``reciprocalCondition()`` for nearness to singularity.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 3.4.
public struct LU<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// The strict lower triangle of `L` and the upper triangle of `U`, of `2^-scaleExponent A`.
  var factors: Matrix<Element>
  /// LAPACK's pivots: row `i` was exchanged with row `pivots[i] - 1`, one after the other.
  var pivots: [Int32]
  /// The matrix that was factored is `2^-scaleExponent A`.
  var scaleExponent = 0
  /// The 1-norm of the matrix that was factored.
  var scaledNorm: Element.RealPart = 0
  /// The infinity norm of the matrix that was factored.
  var scaledRowNorm: Element.RealPart = 0
  /// Whether solving must divide because reciprocals of pivots overflow.
  var divides = false
  /// Whether a pivot is zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factors.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { factors.columns }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape; only square ones can solve.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, allowSingular: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(
      factoring: Matrix(checking: a), allowSingular: allowSingular, assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, allowSingular: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a, allowSingular: allowSingular, assumingFinite: assumingFinite)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(
    factoring matrix: Matrix<Element>, allowSingular: Bool, assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    try self.init(
      matrix, isSingularAllowed: allowSingular, isFinite: assumingFinite)
  }

  // Apart, because what chooses the type should not pay for the generic body.
  @inline(never)
  private init(
    _ matrix: Matrix<Element>, isSingularAllowed: Bool, isFinite: Bool
  ) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    factors = Matrix(uninitializedRows: matrix.rows, columns: matrix.columns)
    pivots = Array(repeating: 0, count: min(matrix.rows, matrix.columns))
    try factor(matrix, assumingFinite: isFinite)
    if !isSingularAllowed { try status.check() }
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowSingular:assumingFinite:)`` throws. Afterwards a singular matrix
  ///   stays factored in this value, as if it had been allowed; other errors change nothing.
  /// - Precondition: `a` has the shape of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Matrix<Element>, allowSingular: Bool = false, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.shape == factors.shape, "cannot factor a \(a.shape) matrix in place of \(factors.shape)")
    try refactor(a, assumingFinite: assumingFinite)
    if !allowSingular { try status.check() }
  }

  /// Stores the factors of another matrix of this shape.
  @inline(never)
  private mutating func refactor(
    _ matrix: Matrix<Element>, assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    // Nothing may change before the search.
    if !assumingFinite { try matrix.checkFinite("a") }
    factors.makeUniqueDiscardingElements()
    try factor(matrix, assumingFinite: true)
  }

  /// Stores the factors of a matrix; the memory of the factors is unique.
  @inline(never)
  private mutating func factor(
    _ matrix: Matrix<Element>, assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    let norms = unsafe copyMeasuring(
      rows, columns, matrix.storage.base, to: factors.storage.base)
    if !assumingFinite && !norms.one.isFinite { try matrix.checkFinite("a") }
    let scale = initialScale(max(norms.one, norms.infinity))
    guard scale == 0 else { return try factor(matrix, scale: scale) }
    try factorLoaded(matrix, matrix, scale: 0, norms)
  }

  /// Stores the factors of `2^-scale A`.
  private mutating func factor(
    _ matrix: Matrix<Element>, scale: Int, isRepeated: Bool = false
  ) throws(LinearAlgebraError) {
    let scaled = matrix.scaled(byPowerOfTwo: -scale)
    let norms = unsafe copyMeasuring(
      rows, columns, scaled.storage.base, to: factors.storage.base)
    try factorLoaded(matrix, scaled, scale: scale, norms, isRepeated: isRepeated)
  }

  /// Replaces the matrix `2^-scale A` in the memory of the factors by its factors.
  @inline(never)
  private mutating func factorLoaded(
    _ matrix: Matrix<Element>, _ scaled: Matrix<Element>, scale: Int,
    _ norms: (one: Element.RealPart, infinity: Element.RealPart), isRepeated: Bool = false
  ) throws(LinearAlgebraError) {
    (scaleExponent, divides, status) = (scale, false, .success)
    (scaledNorm, scaledRowNorm) = norms
    guard !matrix.isEmpty else { return }
    var info = factorWithLAPACK()
    if needsDivision() {
      load(scaled)
      divides = true
      info = factorDividing()
    }
    if info > 0 { status = .singular(pivot: info) }
    // Otherwise all pivots are finite, and with them what stands above.
    guard divides || columns > pivots.count, let (row, column) = overflow() else { return }
    if isRepeated { throw .nonFinite(argument: "U", row: row, column: column) }
    try repeatScaledDown(matrix)
  }

  /// Factors again with the largest room for growth.
  private mutating func repeatScaledDown(_ matrix: Matrix<Element>) throws(LinearAlgebraError) {
    let room = Int(Element.RealPart.greatestFiniteMagnitude.exponent) / 2
    let scale = matrix.norm(.maxAbs).sizeExponent + room
    try factor(matrix, scale: scale, isRepeated: true)
  }

  /// The power of two to divide by before the first attempt.
  ///
  /// Scaling up is exact, scaling down may lose small elements: it is done only as far as the norm
  /// needs it.
  @inline(__always)
  private func initialScale(_ norm: Element.RealPart) -> Int {
    if norm.isInfinite { return Int.bitWidth - rows.leadingZeroBitCount + 1 }
    return norm > 0 && !Self.isOrdinary(norm) ? Int(norm.exponent) : 0
  }

  /// Whether a matrix of this norm is neither zero nor near an end of the range.
  @inline(__always)
  static func isOrdinary(_ norm: Element.RealPart) -> Bool {
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent) / 2
    return norm > 0 && norm.isFinite && Int(norm.exponent) >= -limit
  }

  /// Copies a matrix to the memory of the factors.
  @inline(__always)
  private mutating func load(_ matrix: Matrix<Element>) {
    factors.makeUniqueDiscardingElements()
    unsafe factors.storage.base.update(from: matrix.storage.base, count: matrix.count)
  }

  @inline(__always)
  private mutating func factorWithLAPACK() -> Int {
    let (m, n) = (rows, columns)
    let info = unsafe pivots.withUnsafeMutableBufferPointer { pivots in
      guard let pivots = pivots.baseAddress else { return 0 }
      return unsafe LAPACK<Element>.getrf(
        m: m, n: n, a: factors.storage.base, lda: factors.leadingDimension, pivots: pivots)
    }
    precondition(info >= 0, "getrf refused argument \(-info)")
    return info
  }
}
