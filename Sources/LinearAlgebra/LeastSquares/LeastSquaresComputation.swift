/// One least-squares problem in LAPACK's hands, for a matrix that is finite and not empty.
///
/// The matrix and the right sides are divided by powers of two, where they are near the ends of the
/// range; the solution is multiplied back.
struct LeastSquaresComputation<Element: LAPACKScalar> {
  typealias Real = Element.RealPart

  /// Zero until solved, and for ever if the matrix is empty.
  var solution: Matrix<Element>
  var rank = 0
  var singularValues: Vector<Real>?
  private let matrix: Matrix<Element>
  private let rightSide: Matrix<Element>

  init(_ matrix: Matrix<Element>, _ rightSide: Matrix<Element>) {
    (self.matrix, self.rightSide) = (matrix, rightSide)
    solution = Matrix(rows: matrix.columns, columns: rightSide.columns)
  }

  /// Calls a routine with scaled copies; LAPACK wants room for solutions below the right sides.
  @inline(__always)
  private mutating func solve<E: Error>(
    _ body: (
      _ a: UnsafeMutablePointer<Element>, _ b: UnsafeMutablePointer<Element>, _ rightSides: Int,
      _ matrixExponent: Int, _ workspace: inout Workspace
    ) throws(E) -> Void
  ) throws(E) {
    let (m, n) = (matrix.rows, matrix.columns)
    let ldb = max(m, n)
    // The rank is to be found even without a right side: one of zeros.
    let rightSides = max(1, rightSide.columns)
    let (first, second) = (matrix.safeScaleExponent, rightSide.safeScaleExponent)
    var workspace = Workspace()
    let a = unsafe workspace.take(Element.self, matrix.count)
    unsafe matrix.copy(to: a, dividedByPowerOfTwo: first)
    let b = unsafe workspace.take(Element.self, Shape(rows: ldb, columns: rightSides).count)
    unsafe b.initialize(repeating: 0, count: ldb * rightSides)
    let scaled = second == 0 ? rightSide : rightSide.scaled(byPowerOfTwo: -second)
    for column in 0..<rightSide.columns {
      unsafe (b + column * ldb).update(from: scaled.storage.base + column * m, count: m)
    }
    try unsafe body(a, b, rightSides, first, &workspace)
    solution.makeUnique()
    for column in 0..<solution.columns {
      unsafe (solution.storage.base + column * n).update(from: b + column * ldb, count: n)
    }
    solution.scale(byPowerOfTwo: second - first)
  }

  mutating func solveWithCompleteFactorization(_ tolerance: Real) {
    let (m, n) = (matrix.rows, matrix.columns)
    var found: Int32 = 0
    unsafe solve { a, b, rightSides, _, workspace in
      let pivots = unsafe workspace.take(Int32.self, n)
      unsafe pivots.initialize(repeating: 0, count: n)
      let realWork = unsafe workspace.take(Real.self, 2 * n)
      func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) {
        let info = unsafe LAPACK<Element>.gelsy(
          m: m, n: n, rightSides: rightSides, a: a, lda: m, b: b, ldb: max(m, n), pivots: pivots,
          tolerance: tolerance, rank: &found, work: work, workCount: count, realWork: realWork)
        precondition(info == 0, "gelsy refused argument \(-info)")
      }
      var size: Element = 0
      unsafe call(&size, -1)
      let count = Element.workCount(size)
      unsafe call(workspace.take(Element.self, count), count)
    }
    rank = Int(found)
  }

  mutating func solveWithSingularValues(_ tolerance: Real) throws(LinearAlgebraError) {
    let (m, n) = (matrix.rows, matrix.columns)
    let k = min(m, n)
    var found: Int32 = 0
    var values = Vector<Real>(count: k)
    try unsafe solve { a, b, rightSides, exponent, workspace throws(LinearAlgebraError) in
      var sizes: (work: Element, real: Real, integer: Int32) = (0, 0, 0)
      let pointer = unsafe workspace.take(Real.self, k)
      func call(
        _ work: UnsafeMutablePointer<Element>, _ count: Int, _ real: UnsafeMutablePointer<Real>,
        _ integer: UnsafeMutablePointer<Int32>
      ) -> Int {
        let info = unsafe LAPACK<Element>.gelsd(
          m: m, n: n, rightSides: rightSides, a: a, lda: m, b: b, ldb: max(m, n), values: pointer,
          tolerance: tolerance, rank: &found, work: work, workCount: count, realWork: real,
          integerWork: integer)
        precondition(info >= 0, "gelsd refused argument \(-info)")
        return info
      }
      _ = unsafe call(&sizes.work, -1, &sizes.real, &sizes.integer)
      let count = Element.workCount(sizes.work)
      let work = unsafe workspace.take(Element.self, count)
      let real = unsafe workspace.take(Real.self, Real.workCount(sizes.real))
      let integer = unsafe workspace.take(Int32.self, Int(sizes.integer))
      let info = unsafe call(work, count, real, integer)
      if info > 0 { throw .notConverged(routine: "gelsd", unconverged: info) }
      for index in 0..<k {
        values[index] = unsafe pointer[index].magnitude.scaled(byPowerOfTwo: exponent)
      }
    }
    (rank, singularValues) = (Int(found), values)
  }

  mutating func solveWithFullRank() throws(LinearAlgebraError) {
    // `gels` notices only exact zeros, so the triangle's condition is looked at here.
    if matrix.rows >= matrix.columns {
      solution = try QR(matrix, assumingFinite: true).leastSquares(rightSide)
    } else {
      solution = try LQ(matrix, assumingFinite: true).leastSquares(rightSide)
    }
    rank = min(matrix.rows, matrix.columns)
  }
}
