/// The generalized singular value decomposition of two matrices with the same columns.
///
/// For `A` (`m × n`) and `B` (`p × n`), with `r` the rank of both together,
///
///     A = U C [0 R] Qᴴ,   B = V S [0 R] Qᴴ,   CᵀC + SᵀS = I
///
/// with unitary `U` (`m × m`), `V` (`p × p`), `Q` (`n × n`), a nonsingular upper triangle `R` (`r × r`),
/// and `C` (`m × r`), `S` (`p × r`) with one number between 0 and 1 for each column, the cosine and the
/// sine of an angle. Their quotients are the generalized singular values, without a division: where a
/// sine is zero the value is infinite. The sizes of the elements of `A` and `B` may differ widely.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.1.6; Bai and Demmel (1993),
/// > "Computing the generalized singular value decomposition".
public struct GeneralizedSVD<Element: LAPACKScalar>: Sendable {
  /// The cosines, one for each column of ``upper``; the first ``infiniteCount`` are one.
  public let cosines: Vector<Element.RealPart>
  /// The sines, one for each column of ``upper``; the first ``infiniteCount`` are zero.
  public let sines: Vector<Element.RealPart>
  /// The unitary factor `U` of the first matrix: `m × m`.
  public let left: Matrix<Element>
  /// The unitary factor `V` of the second matrix: `p × p`.
  public let otherLeft: Matrix<Element>
  /// The common unitary factor `Q`: `n × n`.
  public let right: Matrix<Element>
  /// The common upper triangle `R`: `rank × rank`.
  public let upper: Matrix<Element>
  /// The number of infinite generalized singular values, the columns that the second matrix has not.
  public let infiniteCount: Int

  /// The rank of both matrices together.
  public var rank: Int { upper.rows }

  /// The generalized singular values: cosines divided by sines, infinite where the sine is zero.
  public var generalizedValues: Vector<Element.RealPart> { cosines.divided(by: sines) }

  /// The factor `C` of the first matrix: `m × rank`.
  public var cosineMatrix: Matrix<Element> {
    Matrix(rows: left.rows, columns: rank) { $0 == $1 ? Element(cosines[$0]) : 0 }
  }

  /// The factor `S` of the second matrix: `p × rank`.
  public var sineMatrix: Matrix<Element> {
    Matrix(rows: otherLeft.rows, columns: rank) { row, column in
      column == row + infiniteCount ? Element(sines[column]) : 0
    }
  }

  /// Decomposes two matrices.
  ///
  /// - Parameters:
  ///   - a: The first matrix.
  ///   - b: The second matrix, with the columns of the first.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Both have the same number of columns.
  public init(_ a: Matrix<Element>, _ b: Matrix<Element>) throws(LinearAlgebraError) {
    precondition(
      a.columns == b.columns, "a \(a.shape) and a \(b.shape) matrix have no common right factor")
    try a.checkDimensions()
    try b.checkDimensions()
    try a.checkFinite("a")
    try b.checkFinite("b")
    guard a.columns > 0 && a.rows + b.rows > 0 else {
      (cosines, sines, infiniteCount) = (Vector(count: 0), Vector(count: 0), 0)
      (left, otherLeft) = (.identity(a.rows), .identity(b.rows))
      (right, upper) = (.identity(a.columns), .identity(0))
      return
    }
    let (m, n, p) = (a.rows, a.columns, b.rows)
    // Each matrix has a power of two of its own; the angles are turned back afterwards.
    let exponents = (a.safeScaleExponent, b.safeScaleExponent)
    var (first, second) = (
      a.scaled(byPowerOfTwo: -exponents.0), b.scaled(byPowerOfTwo: -exponents.1)
    )
    var (left, otherLeft, right) = (
      Matrix<Element>.identity(m), Matrix<Element>.identity(p), Matrix<Element>.identity(n)
    )
    let (alpha, beta) = (
      Matrix<Element.RealPart>(rows: n, columns: 1), Matrix<Element.RealPart>(rows: n, columns: 1)
    )
    var (k, l): (Int32, Int32) = (0, 0)
    var workspace = Workspace()
    let realWork = unsafe workspace.take(Element.RealPart.self, 2 * n)
    let integerWork = unsafe workspace.take(Int32.self, n)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int {
      let info = unsafe LAPACK<Element>.ggsvd3(
        m: m, n: n, p: p, k: &k, l: &l, a: first.storage.base, lda: first.leadingDimension,
        b: second.storage.base, ldb: second.leadingDimension, alpha: alpha.storage.base,
        beta: beta.storage.base, u: left.storage.base, ldu: left.leadingDimension,
        v: otherLeft.storage.base, ldv: otherLeft.leadingDimension, q: right.storage.base,
        ldq: right.leadingDimension, work: work, workCount: count, realWork: realWork,
        integerWork: integerWork)
      precondition(info >= 0, "ggsvd3 refused argument \(-info)")
      return info
    }
    first.makeUnique()
    second.makeUnique()
    left.makeUnique()
    otherLeft.makeUnique()
    right.makeUnique()
    var size: Element = 0
    _ = unsafe call(&size, -1)
    let count = Element.workCount(size)
    let info = unsafe call(workspace.take(Element.self, count), count)
    if info > 0 { throw .notConverged(routine: "ggsvd3", unconverged: info) }
    let (infinite, rank) = (Int(k), Int(k) + Int(l))
    infiniteCount = infinite
    let angles = (0..<rank).map { index in
      Self.angle(alpha[index, 0], exponents.0, beta[index, 0], exponents.1)
    }
    cosines = Vector(angles.map(\.cosine))
    sines = Vector(angles.map(\.sine))
    (self.left, self.otherLeft, self.right) = (left, otherLeft, right)
    // The triangle ends in the memory of B if A has too few rows.
    var upper = Matrix<Element>(rows: rank, columns: rank) { row, column in
      if row > column { return 0 }
      let column = n - rank + column
      return row < m ? first[row, column] : second[row - infinite, column]
    }
    // 2^e c and 2^f s are a cosine and a sine times a length, which goes to the row of the triangle.
    for (row, angle) in angles.enumerated() where angle.length != 1 || angle.exponent != 0 {
      for column in row..<rank {
        upper[row, column] = upper[row, column].scaled(by: angle.length)
          .scaled(byPowerOfTwo: angle.exponent)
      }
    }
    self.upper = upper
  }

  /// The angle of `(2^e c, 2^f s)`, and its length as a number near one and a power of two.
  private static func angle(
    _ c: Element.RealPart, _ e: Int, _ s: Element.RealPart, _ f: Int
  ) -> (
    cosine: Element.RealPart, sine: Element.RealPart, length: Element.RealPart, exponent: Int
  ) {
    if e == f || s == 0 { return (c, s, 1, s == 0 ? e : f) }
    if c == 0 { return (c, s, 1, f) }
    let exponent = max(e + Int(c.exponent), f + Int(s.exponent))
    let (x, y) = (c.scaled(byPowerOfTwo: e - exponent), s.scaled(byPowerOfTwo: f - exponent))
    let length = (x * x + y * y).squareRoot()
    return (x / length, y / length, length, exponent)
  }

  /// Returns both matrices, put together again.
  public func reconstructed() -> (a: Matrix<Element>, b: Matrix<Element>) {
    let n = right.rows
    let common = upper * right[rows: 0..<n, columns: n - rank..<n].adjoint
    return (left * cosineMatrix * common, otherLeft * sineMatrix * common)
  }
}
