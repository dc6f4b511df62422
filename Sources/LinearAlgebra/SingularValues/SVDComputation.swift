/// How often in this task the first algorithm is to pretend that it did not converge, for tests.
package enum SVDFailures {
  /// Zero: no failure; one: divide and conquer fails; two: QR iteration fails as well.
  @TaskLocal package static var forced = 0
}

/// Which routine decomposes a matrix, with memory whose size fits LAPACK's 32-bit integers.
package enum SVDPlan: Equatable, Sendable {
  /// Divide and conquer; `optimal` if the routine may be asked for the best workspace.
  case divideAndConquer
  /// QR iteration with the best workspace.
  case qrIteration
  /// QR iteration with the least workspace: the size of the best is beyond the integers.
  case qrIterationWithLeastMemory
  /// Nothing fits.
  case tooLarge

  /// Chooses a routine.
  package init(
    rows: Int, columns: Int, vectors: SingularVectors, driver: SVDDriver, isComplex: Bool
  ) {
    let (k, large) = (min(rows, columns), max(rows, columns))
    let limit = largestBLASInteger
    // In floating point: products of sizes may be beyond Int, and a few units do not matter.
    let (small, big) = (Double(k), Double(large))
    // The workspaces of divide and conquer: up to 4 k² + 7 k for vectors, and those of a first QR.
    let square = vectors == .none ? 0 : small * small
    let rectangle = vectors == .none ? 0 : big * small
    let divideCount = (isComplex ? 5 : 4) * square + 2 * rectangle + 64 * (small + big)
    let leastCount = 5 * small + big
    let bestCount = square + rectangle + 64 * (small + big)
    if driver != .qrIteration && divideCount < Double(limit) {
      self = .divideAndConquer
    } else if driver == .divideAndConquer || leastCount > Double(limit) {
      self = .tooLarge
    } else {
      self = bestCount < Double(limit) ? .qrIteration : .qrIterationWithLeastMemory
    }
  }
}

/// A decomposition in the memory of a workspace.
@unsafe
struct SVDComputation<Element: LAPACKScalar> {
  typealias Real = Element.RealPart

  let values: UnsafeMutablePointer<Real>
  let left: UnsafeMutablePointer<Element>
  let rightAdjoint: UnsafeMutablePointer<Element>
  private let copy: UnsafeMutablePointer<Element>
  private let shape: Shape
  private let job: Unicode.Scalar

  /// Decomposes a matrix that is finite and not empty.
  @inline(__always)
  init(
    _ matrix: Matrix<Element>, dividedByPowerOfTwo exponent: Int, _ vectors: SingularVectors,
    _ driver: SVDDriver, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    let (m, n, k) = (matrix.rows, matrix.columns, min(matrix.rows, matrix.columns))
    let plan = SVDPlan(
      rows: m, columns: n, vectors: vectors, driver: driver, isComplex: Element.isComplex)
    if plan == .tooLarge { throw .tooLarge(dimension: max(m, n)) }
    let (leftCount, rightCount) = vectors == .full ? (m * m, n * n) : (m * k, k * n)
    unsafe shape = matrix.shape
    unsafe job = vectors == .none ? "N" : vectors == .thin ? "S" : "A"
    unsafe values = workspace.take(Real.self, k)
    unsafe left = workspace.take(Element.self, vectors == .none ? 1 : leftCount)
    unsafe rightAdjoint = workspace.take(Element.self, vectors == .none ? 1 : rightCount)
    unsafe copy = workspace.take(Element.self, matrix.count)
    unsafe matrix.copy(to: copy, dividedByPowerOfTwo: exponent)
    let forced = SVDFailures.forced
    if plan == .divideAndConquer {
      let info = unsafe divideAndConquer(&workspace)
      if info == 0 && forced < 1 { return }
      if driver == .divideAndConquer {
        throw .notConverged(routine: "gesdd", unconverged: max(1, info))
      }
      unsafe matrix.copy(to: copy, dividedByPowerOfTwo: exponent)
    }
    let info = unsafe iterate(least: plan == .qrIterationWithLeastMemory, &workspace)
    if info > 0 || forced > 1 { throw .notConverged(routine: "gesvd", unconverged: max(1, info)) }
  }

  private var leadingDimensions: (u: Int, vt: Int) {
    unsafe (max(1, shape.rows), job == "A" ? shape.columns : min(shape.rows, shape.columns))
  }

  @inline(__always)
  private func divideAndConquer(_ workspace: inout Workspace) -> Int {
    let (m, n) = unsafe (shape.rows, shape.columns)
    let (k, large) = (min(m, n), max(m, n))
    let integerWork = unsafe workspace.take(Int32.self, 8 * k)
    let vectorCount = k * max(5 * k + 7, 2 * large + 2 * k + 1)
    let realCount = unsafe !Element.isComplex ? 1 : job == "N" ? 7 * k : vectorCount
    let realWork = unsafe workspace.take(Real.self, realCount)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int {
      let info = unsafe LAPACK<Element>.gesdd(
        job, m: m, n: n, a: copy, lda: m, values: values, u: left, ldu: leadingDimensions.u,
        vt: rightAdjoint, ldvt: leadingDimensions.vt, work: work, workCount: count,
        realWork: realWork, integerWork: integerWork)
      precondition(info >= 0, "gesdd refused argument \(-info)")
      return info
    }
    var size: Element = 0
    _ = unsafe call(&size, -1)
    let count = Element.workCount(size)
    return unsafe call(workspace.take(Element.self, count), count)
  }

  @inline(__always)
  private func iterate(least: Bool, _ workspace: inout Workspace) -> Int {
    let (m, n) = unsafe (shape.rows, shape.columns)
    let (k, large) = (min(m, n), max(m, n))
    let realWork = unsafe workspace.take(Real.self, 5 * k)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int {
      let info = unsafe LAPACK<Element>.gesvd(
        job, m: m, n: n, a: copy, lda: m, values: values, u: left, ldu: leadingDimensions.u,
        vt: rightAdjoint, ldvt: leadingDimensions.vt, work: work, workCount: count,
        realWork: realWork)
      precondition(info >= 0, "gesvd refused argument \(-info)")
      return info
    }
    var count = max(3 * k + large, 5 * k)
    if !least {
      var size: Element = 0
      _ = unsafe call(&size, -1)
      count = Element.workCount(size, atLeast: count)
    }
    return unsafe call(workspace.take(Element.self, count), count)
  }
}
