import CLinearAlgebra

// Symmetric matrices times vectors. BLAS has no such routines for complex scalars, because they are
// rare; the loops here do it column by column.

extension BLAS {
  /// The triangle of a symmetric matrix as columns in memory.
  @unsafe
  struct Columns {
    /// The first stored element of a column.
    let start: (Int) -> Int
    /// The rows that are stored of a column.
    let rows: (Int) -> Range<Int>

    /// A triangle of a square matrix.
    init(_ triangle: Triangle, n: Int, lda: Int) {
      unsafe rows = { triangle == .upper ? 0..<$0 + 1 : $0..<n }
      unsafe start = { triangle == .upper ? $0 * lda : $0 * lda + $0 }
    }

    /// A packed triangle.
    init(packed triangle: Triangle, n: Int) {
      unsafe rows = { triangle == .upper ? 0..<$0 + 1 : $0..<n }
      unsafe start = { triangle == .upper ? $0 * ($0 + 1) / 2 : $0 * n - $0 * ($0 - 1) / 2 }
    }

    /// The diagonals of a band on one side.
    init(banded triangle: Triangle, n: Int, k: Int, lda: Int) {
      unsafe rows = { triangle == .upper ? max(0, $0 - k)..<$0 + 1 : $0..<min(n, $0 + k + 1) }
      unsafe start = { triangle == .upper ? $0 * lda + k - min($0, k) : $0 * lda }
    }
  }

  /// The lowest address of a part of a vector.
  @inline(__always)
  static func part(
    _ x: UnsafePointer<T>, _ stride: Int, _ n: Int, _ range: Range<Int>
  ) -> UnsafePointer<T> {
    unsafe x + (stride >= 0 ? range.lowerBound * stride : (range.upperBound - n) * stride)
  }

  /// Computes `y = alpha A x + beta y`.
  static func multiply(
    _ columns: Columns, n: Int, alpha: T, a: UnsafePointer<T>, x: UnsafePointer<T>, strideX: Int,
    beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    func place(_ range: Range<Int>) -> UnsafeMutablePointer<T> {
      unsafe UnsafeMutablePointer(mutating: part(y, strideY, n, range))
    }
    for index in 0..<n {
      let y = unsafe place(index..<index + 1)
      unsafe y.pointee = beta == 0 ? 0 : beta * y.pointee
    }
    for column in 0..<n {
      let rows = unsafe columns.rows(column)
      let stored = unsafe a + columns.start(column)
      let factor = unsafe alpha * part(x, strideX, n, column..<column + 1).pointee
      unsafe axpy(
        count: rows.count, alpha: factor, x: stored, strideX: 1, y: place(rows), strideY: strideY)
      // The other triangle: the same elements as a row, without the diagonal.
      let isUpper = rows.lowerBound < column
      let beside =
        isUpper ? rows.lowerBound..<column : column + 1..<max(column + 1, rows.upperBound)
      guard !beside.isEmpty else { continue }
      let sum = unsafe dotu(
        count: beside.count, x: stored + (isUpper ? 0 : 1), strideX: 1,
        y: part(x, strideX, n, beside), strideY: strideX)
      unsafe place(column..<column + 1).pointee += alpha * sum
    }
  }

  /// Computes `A += alpha x yᵀ`, with `x` and `y` exchanged in a second call for rank two.
  static func update(
    _ columns: Columns, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, y: UnsafePointer<T>,
    strideY: Int, a: UnsafeMutablePointer<T>
  ) {
    for column in 0..<n {
      let rows = unsafe columns.rows(column)
      let factor = unsafe alpha * part(y, strideY, n, column..<column + 1).pointee
      unsafe axpy(
        count: rows.count, alpha: factor, x: part(x, strideX, n, rows), strideX: strideX,
        y: a + columns.start(column), strideY: 1)
    }
  }

  /// Computes `y = alpha A x + beta y`, with a symmetric `A`.
  static func symv(
    _ triangle: Triangle, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int, x: UnsafePointer<T>,
    strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    if !T.isComplex {
      return unsafe hemv(
        triangle, n: n, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta, y: y,
        strideY: strideY)
    }
    let columns = unsafe Columns(triangle, n: n, lda: lda)
    unsafe multiply(
      columns, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y, strideY: strideY)
  }

  /// Computes `y = alpha A x + beta y`, with a symmetric band of `k` diagonals beside the main
  /// one.
  static func sbmv(
    _ triangle: Triangle, n: Int, k: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    if !T.isComplex {
      return unsafe hbmv(
        triangle, n: n, k: k, alpha: alpha, a: a, lda: lda, x: x, strideX: strideX, beta: beta,
        y: y, strideY: strideY)
    }
    let columns = unsafe Columns(banded: triangle, n: n, k: k, lda: lda)
    unsafe multiply(
      columns, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y, strideY: strideY)
  }

  /// Computes `y = alpha A x + beta y`, with a packed symmetric `A`.
  static func spmv(
    _ triangle: Triangle, n: Int, alpha: T, a: UnsafePointer<T>, x: UnsafePointer<T>,
    strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    if !T.isComplex {
      return unsafe hpmv(
        triangle, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y,
        strideY: strideY)
    }
    let columns = unsafe Columns(packed: triangle, n: n)
    unsafe multiply(
      columns, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y, strideY: strideY)
  }

  /// Computes `A += alpha x xᵀ`.
  static func syr(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    a: UnsafeMutablePointer<T>, lda: Int
  ) {
    if !T.isComplex {
      return unsafe her(
        triangle, n: n, alpha: alpha.realPart, x: x, strideX: strideX, a: a, lda: lda)
    }
    let columns = unsafe Columns(triangle, n: n, lda: lda)
    unsafe update(
      columns, n: n, alpha: alpha, x: x, strideX: strideX, y: x, strideY: strideX, a: a)
  }

  /// Computes `A += alpha x xᵀ` in a packed triangle.
  static func spr(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    a: UnsafeMutablePointer<T>
  ) {
    if !T.isComplex {
      return unsafe hpr(triangle, n: n, alpha: alpha.realPart, x: x, strideX: strideX, a: a)
    }
    let columns = unsafe Columns(packed: triangle, n: n)
    unsafe update(
      columns, n: n, alpha: alpha, x: x, strideX: strideX, y: x, strideY: strideX, a: a)
  }

  /// Computes `A += alpha (x yᵀ + y xᵀ)`.
  static func syr2(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>, lda: Int
  ) {
    if !T.isComplex {
      return unsafe her2(
        triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a,
        lda: lda)
    }
    let columns = unsafe Columns(triangle, n: n, lda: lda)
    unsafe update(
      columns, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a)
    unsafe update(
      columns, n: n, alpha: alpha, x: y, strideX: strideY, y: x, strideY: strideX, a: a)
  }

  /// Computes `A += alpha (x yᵀ + y xᵀ)` in a packed triangle.
  static func spr2(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>
  ) {
    if !T.isComplex {
      return unsafe hpr2(
        triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a)
    }
    let columns = unsafe Columns(packed: triangle, n: n)
    unsafe update(
      columns, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a)
    unsafe update(
      columns, n: n, alpha: alpha, x: y, strideX: strideY, y: x, strideY: strideX, a: a)
  }
}
