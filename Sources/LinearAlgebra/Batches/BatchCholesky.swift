import ComplexModule
import RealModule

/// The factorizations `Aᵢ = Lᵢ Lᵢᴴ` of all items of a batch of Hermitian positive definite matrices.
///
/// Only the lower triangles are read. It costs half of ``BatchLU``.
///
///     let cholesky = try BatchCholesky(covariances)
///     let x = try cholesky.solve(b)
///     let l = cholesky.lower
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.2.
public struct BatchCholesky<Element: LAPACKScalar>: Sendable {
  /// The factors `Lᵢ` of `4^-exponent Aᵢ`, with zeros above the diagonals.
  private(set) var factors: MatrixBatch<Element>
  /// What solving must know of every item; the exponent is the one of the factor.
  private(set) var states: [BatchState]

  /// The number of items.
  public var count: Int { factors.count }
  /// The number of rows and columns of every item.
  public var shape: Shape { factors.shape }

  /// Factors every item.
  ///
  /// - Parameters:
  ///   - a: The matrices, of which the lower triangles are read.
  ///   - allowIndefinite: Whether minors that are not positive go to ``status(_:)`` instead of being
  ///     thrown.
  /// - Throws: ``BatchError`` with the first item that is not positive definite
  ///   (``LinearAlgebraError/notPositiveDefinite(minor:)``) or holds an infinity or a NaN.
  /// - Precondition: The items are square.
  /// - Complexity: O(`count` · `n`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ a: MatrixBatch<Element>, allowIndefinite: Bool = false) throws(BatchError) {
    precondition(a.rows == a.columns, "items of shape \(a.shape) cannot be positive definite")
    factors = MatrixBatch(uninitializedCount: a.count, a.shape)
    states = Array(repeating: BatchState(), count: a.count)
    factor(a)
    // The search for infinities and NaNs is part of the factorization; it says only in which item.
    if let item = states.firstIndex(where: { $0.failure < 0 }) {
      throw BatchError(item: item, error: a.firstNonFinite(item))
    }
    if !allowIndefinite { try checkStatus() }
  }

  /// Whether the factor of an item is good for solving.
  ///
  /// - Precondition: The index is in range.
  public func status(_ item: Int) -> FactorStatus {
    let minor = Int(states[item].failure)
    return minor == 0 ? .success : .notPositiveDefinite(minor: minor)
  }

  /// Throws for the first item that is not positive definite.
  private func checkStatus() throws(BatchError) {
    guard let item = states.firstIndex(where: { $0.failure != 0 }) else { return }
    throw BatchError(item: item, error: .notPositiveDefinite(minor: Int(states[item].failure)))
  }

  /// Stores the factors of every item.
  @inline(__always)
  private mutating func factor(_ matrices: MatrixBatch<Element>) {
    let n = shape.rows
    guard n > 0 else { return }
    let source = unsafe matrices.storedMatrix.storage.base
    let a = unsafe factors.storedMatrix.storage.base
    let count = count
    unsafe states.withUnsafeMutableBufferPointer { states in
      guard let states = states.baseAddress else { return }
      let cube = Double(n) * Double(n) * Double(n)
      BatchParts.forEach(count, work: cube / 3) { range in
        for item in range {
          let start = item &* n &* n
          unsafe copyLowerTriangle(n, source + start, to: a + start)
          unsafe states[item] = factorDefiniteItem(n, a + start)
        }
      }
    }
  }
}

/// Copies a lower triangle with a real diagonal, and zeros above.
@inline(__always)
func copyLowerTriangle<T: Scalar>(
  _ n: Int, _ source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>
) {
  for column in 0..<n {
    let (source, target) = unsafe (source + column &* n, target + column &* n)
    for row in 0..<column { unsafe target[row] = 0 }
    for row in column..<n { unsafe target[row] = source[row] }
    if T.isComplex { unsafe target[column] = T(source[column].realPart) }
  }
}

extension MatrixBatch {
  /// The error for the first element of the lower triangle of an item that is not finite.
  fileprivate func firstNonFinite(_ item: Int) -> LinearAlgebraError {
    for column in 0..<columns {
      for row in column..<rows {
        let value = self[item, row, column]
        let isRight = row == column ? value.realPart.isFinite : value.isFinite
        if !isRight { return .nonFinite(argument: "a", row: row, column: column) }
      }
    }
    return .nonFinite(argument: "a", row: 0, column: 0)
  }
}

extension BatchCholesky {
  /// The factors `Lᵢ`.
  ///
  /// The factor of an indefinite item holds what was found before its minor.
  public var lower: MatrixBatch<Element> {
    var result = factors
    for item in states.indices where states[item].exponent != 0 {
      result.storedMatrix.makeUnique()
      let size = shape.count
      unsafe scaleItem(
        size, result.storedMatrix.storage.base + item * size, Int(states[item].exponent))
    }
    return result
  }

  /// Returns the logarithms of the determinants, `2 Σ log lⱼⱼ`; NaN for an indefinite item.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func logDeterminants() -> Vector<Element.RealPart> {
    typealias Real = Element.RealPart
    let n = shape.rows
    return Vector(count: count) { item in
      if states[item].failure != 0 { return .nan }
      var sum = Real(n) * Real(states[item].exponent) * Real.log(2)
      for step in 0..<n { sum += Real.log(factors[item, step, step].realPart) }
      return 2 * sum
    }
  }

  /// Replaces every `Bᵢ` by the solution of `Aᵢ Xᵢ = Bᵢ`.
  ///
  /// - Parameter b: The right sides; unchanged if an error is thrown.
  /// - Throws: ``BatchError`` with the first item that is not positive definite or whose right side
  ///   holds an infinity or a NaN.
  /// - Precondition: `b` has as many items, with as many rows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(in b: inout MatrixBatch<Element>) throws(BatchError) {
    precondition(
      b.count == count && b.rows == shape.rows,
      "\(b.count) right sides of shape \(b.shape) do not fit \(count) \(shape) matrices")
    try checkStatus()
    try b.check("b")
    guard !b.isEmpty else { return }
    b.storedMatrix.makeUnique()
    let (n, width, count) = (shape.rows, b.columns, count)
    let x = unsafe b.storedMatrix.storage.base
    let a = unsafe factors.storedMatrix.storage.base
    unsafe states.withUnsafeBufferPointer { states in
      guard let states = states.baseAddress else { return }
      BatchParts.forEach(count, work: 2 * Double(n) * Double(n) * Double(width)) { range in
        for item in range {
          unsafe solveDefiniteItem(
            n, a + item &* n &* n, states[item], width, x + item &* n &* width)
        }
      }
    }
  }

  /// Returns the solutions of `Aᵢ Xᵢ = Bᵢ`.
  ///
  /// - Throws: What ``solve(in:)`` throws.
  public func solve(_ b: MatrixBatch<Element>) throws(BatchError) -> MatrixBatch<Element> {
    var x = b
    try solve(in: &x)
    return x
  }

  /// Returns the solutions of `Aᵢ Xᵢ = B`, with one right side for all items.
  ///
  /// - Throws: What ``solve(in:)`` throws.
  public func solve(_ b: Matrix<Element>) throws(BatchError) -> MatrixBatch<Element> {
    try solve(MatrixBatch(repeating: b, count: count))
  }

  /// Returns the inverses.
  ///
  /// - Throws: ``BatchError`` with the first item that is not positive definite.
  public func inverse() throws(BatchError) -> MatrixBatch<Element> {
    try solve(Matrix.identity(shape.rows))
  }
}

extension BatchCholesky {
  /// The largest number of rows that this package's own loops serve.
  static var smallLimit: Int { 8 }
}

/// Factors one item.
@inline(__always)
private func factorDefiniteItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>
) -> BatchState {
  var state = BatchState()
  let extent = unsafe SmallExtent(n &* n, a)
  if !extent.isFinite {
    state.failure = -1
    return state
  }
  if !extent.isOrdinary && extent.largest < 1 {
    // Elements of the factor are roots: only underflow needs scaling.
    state.exponent = Int32(extent.scaleExponent / 2)
    unsafe scaleItem(n * n, a, -2 * Int(state.exponent))
  }
  switch n {
  case 1: state.failure = unsafe Int32(smallCholesky(1, a))
  case 2: state.failure = unsafe Int32(smallCholesky(2, a))
  case 3: state.failure = unsafe Int32(smallCholesky(3, a))
  case 4: state.failure = unsafe Int32(smallCholesky(4, a))
  case ...BatchCholesky<T>.smallLimit: state.failure = unsafe Int32(smallCholesky(n, a))
  default:
    let info = unsafe LAPACK<T>.potrf(.lower, n: n, a: a, lda: n)
    precondition(info >= 0, "potrf refused argument \(-info)")
    // Some kernels do not notice a pivot that overflowed.
    let lost = (0..<n).first { unsafe !a[$0 + $0 * n].isFinite }.map { $0 + 1 }
    state.failure = Int32(info > 0 ? info : lost ?? 0)
  }
  return state
}

/// Solves with the factor of one item.
@inline(__always)
private func solveDefiniteItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ state: BatchState, _ width: Int,
  _ x: UnsafeMutablePointer<T>
) {
  if unsafe SmallExtent(n &* width, x).isOrdinary {
    unsafe solveScaledDefiniteItem(n, a, width, x)
    if state.exponent != 0 { unsafe scaleItem(n * width, x, -2 * Int(state.exponent)) }
    return
  }
  // Every right side has a scale of its own.
  for column in 0..<width {
    let x = unsafe x + column * n
    let exponent = unsafe SmallExtent(n, x).rightSideExponent
    unsafe scaleItem(n, x, -exponent)
    unsafe solveScaledDefiniteItem(n, a, 1, x)
    unsafe scaleItem(n, x, exponent - 2 * Int(state.exponent))
  }
}

/// Solves with the factor of one item and right sides of ordinary size.
@inline(__always)
private func solveScaledDefiniteItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ width: Int, _ x: UnsafeMutablePointer<T>
) {
  switch n {
  case 1: unsafe smallCholeskySolve(1, a, rightSides: width, x)
  case 2: unsafe smallCholeskySolve(2, a, rightSides: width, x)
  case 3: unsafe smallCholeskySolve(3, a, rightSides: width, x)
  case 4: unsafe smallCholeskySolve(4, a, rightSides: width, x)
  case ...BatchCholesky<T>.smallLimit: unsafe smallCholeskySolve(n, a, rightSides: width, x)
  default:
    let info = unsafe LAPACK<T>.potrs(
      .lower, n: n, rightSides: width, a: a, lda: n, b: x, ldb: n)
    precondition(info == 0, "potrs refused argument \(-info)")
  }
}
