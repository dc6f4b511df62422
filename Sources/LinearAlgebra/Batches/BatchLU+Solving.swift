import ComplexModule
import RealModule

extension BatchLU {
  /// Replaces every `Bᵢ` by the solution of `op(Aᵢ) Xᵢ = Bᵢ`.
  ///
  /// - Parameters:
  ///   - b: The right sides; unchanged if an error is thrown.
  ///   - operation: What happens to the factored matrices first.
  /// - Throws: ``BatchError`` with the first item that is singular or whose right side holds an
  ///   infinity or a NaN.
  /// - Precondition: `b` has as many items, with as many rows.
  /// - Complexity: O(`count` · `n`² · `b.columns`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout MatrixBatch<Element>, operation: MatrixOperation = .none
  ) throws(BatchError) {
    precondition(
      b.count == count && b.rows == shape.rows,
      "\(b.count) right sides of shape \(b.shape) do not fit \(count) \(shape) matrices")
    if let item = states.firstIndex(where: { $0.failure != 0 }) {
      throw BatchError(item: item, error: .singular(pivot: Int(states[item].failure)))
    }
    try b.check("b")
    guard !b.isEmpty else { return }
    b.storedMatrix.makeUnique()
    solveChecked(&b, operation)
  }

  /// Returns the solutions of `op(Aᵢ) Xᵢ = Bᵢ`.
  ///
  /// - Throws: What ``solve(in:operation:)`` throws.
  public func solve(
    _ b: MatrixBatch<Element>, operation: MatrixOperation = .none
  ) throws(BatchError) -> MatrixBatch<Element> {
    var x = b
    try solve(in: &x, operation: operation)
    return x
  }

  /// Returns the solutions of `op(Aᵢ) Xᵢ = B`, with one right side for all items.
  ///
  /// - Throws: What ``solve(in:operation:)`` throws.
  public func solve(
    _ b: Matrix<Element>, operation: MatrixOperation = .none
  ) throws(BatchError) -> MatrixBatch<Element> {
    try solve(MatrixBatch(repeating: b, count: count), operation: operation)
  }

  /// Returns the inverses.
  ///
  /// To solve systems, solve them: that is faster and more accurate.
  ///
  /// - Throws: ``BatchError`` with the first singular item.
  public func inverse() throws(BatchError) -> MatrixBatch<Element> {
    try solve(Matrix.identity(shape.rows))
  }

  @inline(__always)
  private func solveChecked(_ b: inout MatrixBatch<Element>, _ operation: MatrixOperation) {
    let (n, width, count) = (shape.rows, b.columns, count)
    // conj(A) X = B is A conj(X) = conj(B), and likewise for the adjoint.
    if operation.isConjugating { b.storedMatrix.conjugateElements() }
    let x = unsafe b.storedMatrix.storage.base
    let a = unsafe factors.storedMatrix.storage.base
    unsafe pivots.withUnsafeBufferPointer { pivots in
      unsafe states.withUnsafeBufferPointer { states in
        guard let pivots = pivots.baseAddress, let states = states.baseAddress else { return }
        BatchParts.forEach(count, work: 2 * Double(n) * Double(n) * Double(width)) { range in
          for item in range {
            unsafe solveItem(
              n, a + item &* n &* n, pivots + item &* n, states[item], operation.isTransposing,
              width, x + item &* n &* width)
          }
        }
      }
    }
    if operation.isConjugating { b.storedMatrix.conjugateElements() }
  }
}

/// Solves with the factors of one item.
@inline(__always)
private func solveItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ pivots: UnsafePointer<Int32>, _ state: BatchState,
  _ isTransposed: Bool, _ width: Int, _ x: UnsafeMutablePointer<T>
) {
  if unsafe SmallExtent(n &* width, x).isOrdinary {
    unsafe solveScaledItem(n, a, pivots, state, isTransposed, width, x)
    if state.exponent != 0 { unsafe scaleItem(n * width, x, -Int(state.exponent)) }
    return
  }
  // Every right side has a scale of its own.
  for column in 0..<width {
    let x = unsafe x + column * n
    let exponent = unsafe SmallExtent(n, x).rightSideExponent
    unsafe scaleItem(n, x, -exponent)
    unsafe solveScaledItem(n, a, pivots, state, isTransposed, 1, x)
    unsafe scaleItem(n, x, exponent - Int(state.exponent))
  }
}

/// Solves with the factors of one item and right sides of ordinary size.
@inline(__always)
private func solveScaledItem<T: LAPACKScalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ pivots: UnsafePointer<Int32>, _ state: BatchState,
  _ isTransposed: Bool, _ width: Int, _ x: UnsafeMutablePointer<T>
) {
  if isTransposed {
    if n <= BatchLU<T>.smallLimit || state.divides {
      unsafe smallLUSolveTransposed(n, a, pivots, width, x)
    } else {
      unsafe solveLarge(.transpose, n, a, pivots, width, x)
    }
  } else {
    // Constant sizes for one right side and for an inverse.
    switch (n, width) {
    case (1, _): unsafe smallLUSolve(1, a, pivots, width, x)
    case (2, 1): unsafe smallLUSolve(2, a, pivots, 1, x)
    case (3, 1): unsafe smallLUSolve(3, a, pivots, 1, x)
    case (4, 1): unsafe smallLUSolve(4, a, pivots, 1, x)
    case (2, _): unsafe smallLUSolve(2, a, pivots, width, x)
    case (3, _): unsafe smallLUSolve(3, a, pivots, width, x)
    case (4, _): unsafe smallLUSolve(4, a, pivots, width, x)
    // Many right sides are worth a call of LAPACK earlier.
    case (...8, _), (...BatchLU<T>.smallLimit, ...4):
      unsafe smallLUSolve(n, a, pivots, width, x)
    default:
      if state.divides {
        unsafe smallLUSolve(n, a, pivots, width, x)
      } else {
        unsafe solveLarge(.none, n, a, pivots, width, x)
      }
    }
  }
}

@inline(__always)
private func solveLarge<T: LAPACKScalar>(
  _ operation: MatrixOperation, _ n: Int, _ a: UnsafePointer<T>, _ pivots: UnsafePointer<Int32>,
  _ width: Int, _ x: UnsafeMutablePointer<T>
) {
  let info = unsafe LAPACK<T>.getrs(
    operation, n: n, rightSides: width, a: a, lda: n, pivots: pivots, b: x, ldb: n)
  precondition(info == 0, "getrs refused argument \(-info)")
}

/// Replaces `B` by the solution of `P L U X = B`.
@inline(__always)
private func smallLUSolve<T: Scalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ pivots: UnsafePointer<Int32>, _ width: Int,
  _ b: UnsafeMutablePointer<T>
) {
  for column in 0..<width {
    let x = unsafe b + column &* n
    for step in 0..<n {
      let pivot = unsafe Int(pivots[step]) &- 1
      if pivot != step { unsafe smallExchange(x, step, pivot) }
    }
    for step in 0..<n {
      let value = unsafe x[step]
      for row in step &+ 1..<n { unsafe x[row] -= a[row &+ step &* n] * value }
    }
    for back in 0..<n {
      let step = n &- 1 &- back
      let value = unsafe x[step] / a[step &+ step &* n]
      unsafe x[step] = value
      for row in 0..<step { unsafe x[row] -= a[row &+ step &* n] * value }
    }
  }
}

/// Replaces `B` by the solution of `(P L U)ᵀ X = B`.
@inline(__always)
private func smallLUSolveTransposed<T: Scalar>(
  _ n: Int, _ a: UnsafePointer<T>, _ pivots: UnsafePointer<Int32>, _ width: Int,
  _ b: UnsafeMutablePointer<T>
) {
  for column in 0..<width {
    let x = unsafe b + column &* n
    for step in 0..<n {
      var value = unsafe x[step]
      for row in 0..<step { unsafe value -= a[row &+ step &* n] * x[row] }
      unsafe x[step] = value / a[step &+ step &* n]
    }
    for back in 0..<n {
      let step = n &- 1 &- back
      var value = unsafe x[step]
      for row in step &+ 1..<n { unsafe value -= a[row &+ step &* n] * x[row] }
      unsafe x[step] = value
    }
    for back in 0..<n {
      let step = n &- 1 &- back
      let pivot = unsafe Int(pivots[step]) &- 1
      if pivot != step { unsafe smallExchange(x, step, pivot) }
    }
  }
}
