import ComplexModule
import RealModule

/// Solves `op(A) X = B` for a triangular `A` by substitution with true divisions.
///
/// Slow, but right where a reciprocal of the diagonal would overflow. `B` is `n × rightSides`.
func substitute<T: Scalar>(
  _ triangle: Triangle, _ operation: MatrixOperation, _ diagonal: TriangleDiagonal, n: Int,
  rightSides: Int, a: UnsafePointer<T>, lda: Int, b: UnsafeMutablePointer<T>, ldb: Int
) {
  func element(_ row: Int, _ column: Int) -> T {
    let value = unsafe operation.isTransposing ? a[column + row * lda] : a[row + column * lda]
    return operation.isConjugating ? value.conjugate : value
  }
  let isLower = (triangle == .lower) != operation.isTransposing
  for rightSide in 0..<rightSides {
    let x = unsafe b + rightSide * ldb
    for step in 0..<n {
      let row = isLower ? step : n - 1 - step
      var value = unsafe x[row]
      for column in isLower ? 0..<row : row + 1..<n {
        value -= unsafe element(row, column) * x[column]
      }
      unsafe x[row] = diagonal == .unit ? value : value / element(row, row)
    }
  }
}

/// Solves `op(A) X = B`, or `X op(A) = B`, in place, for a triangular matrix `A`.
///
/// Nothing outside of the triangle is read, nor the diagonal if it is `.unit`.
///
/// - Parameters:
///   - a: The triangular matrix; the other triangle may hold anything.
///   - triangle: The triangle that is meant.
///   - diagonal: Whether the diagonal is stored or made of ones.
///   - operation: What happens to `a` first.
///   - side: Where `a` stands.
///   - b: The right sides, replaced by the solution; unchanged if an error is thrown.
/// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a diagonal element is zero (BLAS would answer
///   infinity), ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: `a` is square, and the shape of `b` fits.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
public func solveTriangular<T: LAPACKScalar>(
  _ a: Matrix<T>, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, side: Side = .left, in b: inout Matrix<T>
) throws(LinearAlgebraError) {
  precondition(
    a.isSquare && (side == .left ? b.rows : b.columns) == a.rows,
    "a right side of shape \(b.shape) does not fit a triangular \(a.shape) matrix")
  try a.checkDimensions()
  try b.checkDimensions()
  try b.checkFinite("b")
  let divides = try checkTriangle(a, triangle, diagonal)
  guard !b.isEmpty else { return }
  let scaling = RightSideScaling(&b, side)
  defer { scaling.restore(&b) }
  solveTriangle(a, triangle, diagonal, operation, side, dividing: divides, in: &b)
}

/// Throws if the triangle is not finite or singular; answers whether reciprocals would hurt.
@inline(__always)
private func checkTriangle<T: Scalar>(
  _ a: Matrix<T>, _ triangle: Triangle, _ diagonal: TriangleDiagonal
) throws(LinearAlgebraError) -> Bool {
  let n = a.rows
  var divides = false
  for column in 0..<n {
    let inner = diagonal == .unit ? 1 : 0
    let range = triangle == .upper ? 0..<column + 1 - inner : column + inner..<n
    for row in range where !a[row, column].isFinite {
      throw .nonFinite(argument: "a", row: row, column: column)
    }
    if diagonal == .general {
      if a[column, column] == 0 { throw .singular(pivot: column + 1) }
      divides = divides || hasUnusableReciprocal(a[column, column])
    }
  }
  return divides
}

/// Solves with a triangle that has passed its checks.
@inline(__always)
func solveTriangle<T: BLASScalar>(
  _ a: Matrix<T>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
  _ operation: MatrixOperation, _ side: Side, dividing: Bool, in b: inout Matrix<T>
) {
  let n = a.rows
  if !dividing {
    b.makeUnique()
    BLASThreads.forSize(max(b.rows, b.columns)) {
      unsafe BLAS<T>.trsm(
        side, triangle, operation, diagonal, m: b.rows, n: b.columns, a: a.storage.base,
        lda: a.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
    }
  } else if side == .left {
    b.makeUnique()
    unsafe substitute(
      triangle, operation, diagonal, n: n, rightSides: b.columns, a: a.storage.base,
      lda: a.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
  } else {
    // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ.
    let transposed = Matrix(b.transposed)
    unsafe substitute(
      triangle, operation.followed(by: .transpose), diagonal, n: n,
      rightSides: transposed.columns, a: a.storage.base, lda: a.leadingDimension,
      b: transposed.storage.base, ldb: transposed.leadingDimension)
    b = Matrix(transposed.transposed)
  }
}
