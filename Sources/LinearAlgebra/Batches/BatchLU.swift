import ComplexModule
import RealModule

/// The factorizations `Aᵢ = Pᵢ Lᵢ Uᵢ` of all items of a batch of square matrices.
///
///     let lu = try BatchLU(a)
///     let x = try lu.solve(b)      // Aᵢ Xᵢ = Bᵢ
///     let d = lu.determinants()
///
/// Up to ``smallLimit`` rows the elimination is this package's own, above it is LAPACK's. Like ``LU`` it
/// serves matrices of any scale, and a pivot is zero only if it is exactly zero.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 3.4.
public struct BatchLU<Element: LAPACKScalar>: Sendable {
  /// The strict lower triangles of `L` and the upper triangles of `U`.
  private(set) var factors: MatrixBatch<Element>
  /// LAPACK's pivots of every item, one item after the other.
  private(set) var pivots: [Int32]
  /// What solving must know of every item.
  private(set) var states: [BatchState]

  /// The number of items.
  public var count: Int { factors.count }
  /// The number of rows and columns of every item.
  public var shape: Shape { factors.shape }

  /// Factors every item.
  ///
  /// - Parameters:
  ///   - a: The matrices.
  ///   - allowSingular: Whether zero pivots go to ``status(_:)`` instead of being thrown.
  /// - Throws: ``BatchError`` with the first item that has a zero pivot
  ///   (``LinearAlgebraError/singular(pivot:)``), an infinity or a NaN.
  /// - Precondition: The items are square.
  /// - Complexity: O(`count` · `n`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ a: MatrixBatch<Element>, allowSingular: Bool = false) throws(BatchError) {
    precondition(a.rows == a.columns, "items of shape \(a.shape) cannot be solved with")
    factors = MatrixBatch(uninitializedCount: a.count, a.shape)
    pivots = Array(repeating: 0, count: a.count * a.rows)
    states = Array(repeating: BatchState(), count: a.count)
    factor(a)
    // The search for infinities and NaNs is part of the factorization; it says only in which item.
    if states.contains(where: { $0.failure < 0 }) { try a.check("a") }
    if !allowSingular { try checkStatus() }
  }

  /// Factors other items of the same shape and number, in the memory of the first.
  ///
  /// - Throws: What ``init(_:allowSingular:)`` throws. Afterwards singular items stay factored in this
  ///   value, as if they had been allowed; other errors change nothing.
  /// - Precondition: `a` has as many items of the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: MatrixBatch<Element>, allowSingular: Bool = false
  ) throws(BatchError) {
    precondition(
      a.shape == shape && a.count == count,
      "cannot factor \(a.count) \(a.shape) matrices in place of \(count) \(shape) ones")
    try a.check("a")
    factors.storedMatrix.makeUniqueDiscardingElements()
    factor(a)
    if !allowSingular { try checkStatus() }
  }

  /// Whether the factors of an item are good for solving.
  ///
  /// - Precondition: The index is in range.
  public func status(_ item: Int) -> FactorStatus {
    let pivot = Int(states[item].failure)
    return pivot == 0 ? .success : .singular(pivot: pivot)
  }

  /// Throws for the first singular item.
  private func checkStatus() throws(BatchError) {
    guard let item = states.firstIndex(where: { $0.failure != 0 }) else { return }
    throw BatchError(item: item, error: .singular(pivot: Int(states[item].failure)))
  }

  /// Stores the factors of every item.
  @inline(__always)
  private mutating func factor(_ matrices: MatrixBatch<Element>) {
    let n = shape.rows
    guard n > 0 else { return }
    let source = unsafe matrices.storedMatrix.storage.base
    let a = unsafe factors.storedMatrix.storage.base
    let count = count
    unsafe pivots.withUnsafeMutableBufferPointer { pivots in
      unsafe states.withUnsafeMutableBufferPointer { states in
        guard let pivots = pivots.baseAddress, let states = states.baseAddress else { return }
        let cube = Double(n) * Double(n) * Double(n)
        BatchParts.forEach(count, work: 2 * cube / 3) { range in
          for item in range {
            let start = item &* n &* n
            unsafe (a + start).update(from: source + start, count: n &* n)
            unsafe states[item] = factorItem(n, a + start, pivots + item &* n)
          }
        }
      }
    }
  }
}

/// What became of an item.
struct BatchState: Sendable {
  /// The matrix that was factored is `2^-exponent A`.
  var exponent: Int32 = 0
  /// The zero pivot, or the minor that is not positive, counted from one; negative if an element is
  /// not finite.
  var failure: Int32 = 0
  /// Whether solving must divide because a reciprocal of a pivot is out of range.
  var divides = false
}

extension BatchLU {
  /// The largest number of rows that this package's own loops serve.
  static var smallLimit: Int { 16 }
}

/// Factors one item.
@inline(__always)
private func factorItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ pivots: UnsafeMutablePointer<Int32>
) -> BatchState {
  var state = BatchState()
  let extent = unsafe SmallExtent(n &* n, a)
  if !extent.isFinite {
    state.failure = -1
    return state
  }
  if !extent.isOrdinary { return unsafe factorExtreme(n, a, pivots, extent.scaleExponent) }
  switch n {
  case 1: unsafe state.failure = smallLU(1, a, pivots)
  case 2: unsafe state.failure = smallLU(2, a, pivots)
  case 3: unsafe state.failure = smallLU(3, a, pivots)
  case 4: unsafe state.failure = smallLU(4, a, pivots)
  case ...BatchLU<T>.smallLimit:
    unsafe state.failure = smallLU(n, a, pivots)
    state.divides = (0..<n).contains { unsafe hasUnusableReciprocal(a[$0 + $0 * n]) }
  default: unsafe factorLarge(n, a, pivots, &state)
  }
  return state
}

/// Factors an item near overflow or underflow.
private func factorExtreme<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ pivots: UnsafeMutablePointer<Int32>, _ exponent: Int
) -> BatchState {
  var state = BatchState()
  state.divides = true
  let source = unsafe Array(UnsafeBufferPointer(start: a, count: n * n))
  // Scaling down could lose a tiny pivot: it is left for matrices that need it.
  for exponent in [min(exponent, 0), exponent] {
    for index in 0..<n * n { unsafe a[index] = source[index].scaled(byPowerOfTwo: -exponent) }
    state.exponent = Int32(exponent)
    state.failure = unsafe smallLU(n, a, pivots)
    if unsafe SmallExtent(n * n, a).isFinite { break }
  }
  return state
}

/// Factors with LAPACK, or by division where LAPACK's reciprocals of pivots are out of range.
@inline(__always)
private func factorLarge<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ pivots: UnsafeMutablePointer<Int32>,
  _ state: inout BatchState
) {
  let source = UnsafeMutablePointer<T>.allocate(capacity: n * n)
  defer { unsafe source.deallocate() }
  unsafe source.initialize(from: a, count: n * n)
  let info = unsafe LAPACK<T>.getrf(m: n, n: n, a: a, lda: n, pivots: pivots)
  precondition(info >= 0, "getrf refused argument \(-info)")
  state.failure = Int32(info)
  let isSpoiled = (0..<n).contains { index in
    let pivot = unsafe a[index + index * n]
    return !pivot.isFinite || (pivot != 0 && hasUnusableReciprocal(pivot))
  }
  if isSpoiled {
    unsafe a.update(from: source, count: n * n)
    unsafe state.failure = smallLU(n, a, pivots)
    state.divides = true
  }
}

/// Multiplies by a power of two.
func scaleItem<T: Scalar>(_ count: Int, _ a: UnsafeMutablePointer<T>, _ exponent: Int) {
  for index in 0..<count { unsafe a[index] = a[index].scaled(byPowerOfTwo: exponent) }
}

/// Replaces `A` by its factors `L` and `U`, dividing by pivots of any size.
///
/// - Returns: The position of the first zero pivot, counted from one, or zero.
@inline(__always)
func smallLU<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ pivots: UnsafeMutablePointer<Int32>
) -> Int32 {
  var failure: Int32 = 0
  for step in 0..<n {
    let pivot = unsafe smallPivot(n, a, step)
    unsafe pivots[step] = Int32(truncatingIfNeeded: pivot &+ 1)
    if unsafe a[pivot &+ step &* n] == 0 {
      if failure == 0 { failure = Int32(truncatingIfNeeded: step &+ 1) }
      continue
    }
    if pivot != step {
      for column in 0..<n { unsafe smallExchange(a + column &* n, step, pivot) }
    }
    unsafe smallDivideColumn(n, a, step)
    unsafe smallSubtract(n, a, step, from: a, step &+ 1, n)
  }
  return failure
}
