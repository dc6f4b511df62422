import ComplexModule

/// Solves `op(A) X = alpha B`, or `X op(A) = alpha B`, in place, for a triangular matrix `A`.
///
/// Nothing outside of the triangle is read, nor the diagonal if it is `.unit`. With `alpha == 0` the
/// result is zero whatever the operands hold. (BLAS: `trsm`.)
///
/// - Parameters:
///   - a: The triangular matrix, lazy transpose or view; the other triangle may hold anything.
///   - triangle: The triangle that is meant.
///   - diagonal: Whether the diagonal is stored or made of ones.
///   - operation: What happens to `a` first.
///   - side: Where `a` stands.
///   - b: The right sides, a matrix or a part of one; unchanged if an error is thrown.
///   - alpha: The factor of the right sides.
/// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a diagonal element is zero (BLAS would answer
///   infinity), ``LinearAlgebraError/nonFinite(argument:row:column:)``.
/// - Precondition: `a` is square, and the shape of `b` fits.
/// - Complexity: O(`n` · `b.count`) for an `n × n` matrix `a`.
@inlinable
public func solveTriangular<
  T: LAPACKScalar, A: MatrixOperand & ~Escapable, B: MatrixTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, side: Side = .left, in b: inout B, alpha: T = 1
) throws(LinearAlgebraError) where A.Element == T, B.Element == T {
  try a.withView { a throws(LinearAlgebraError) in
    try b.withTarget(discardingElements: false) { b throws(LinearAlgebraError) in
      try b.solveTriangular(a, triangle, diagonal, operation, side, alpha: alpha)
    }
  }
}

/// Solves `op(A) x = b` in place for a triangular matrix `A`. (BLAS: `trsv`.)
///
/// Nothing outside of the triangle is read, nor the diagonal if it is `.unit`.
///
/// - Parameters:
///   - a: The triangular matrix, lazy transpose or view; the other triangle may hold anything.
///   - triangle: The triangle that is meant.
///   - diagonal: Whether the diagonal is stored or made of ones.
///   - operation: What happens to `a` first.
///   - x: The right side, a vector or a part of one; unchanged if an error is thrown.
/// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a diagonal element is zero,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
/// - Precondition: `a` is `n × n`, and `x` has `n` elements.
@inlinable
public func solveTriangular<
  T: LAPACKScalar, A: MatrixOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ a: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) throws(LinearAlgebraError) where A.Element == T, X.Element == T {
  try a.withView { a throws(LinearAlgebraError) in
    try x.withTarget(discardingElements: false) { x throws(LinearAlgebraError) in
      try x.solveTriangular(a, triangle, diagonal, operation)
    }
  }
}

/// Throws if a triangle is not finite or singular; answers whether reciprocals would hurt.
///
/// The bandwidth is the number of diagonals that the triangle has beside the main one.
@inline(__always)
func checkTriangle<T: Scalar>(
  _ n: Int, _ triangle: Triangle, _ diagonal: TriangleDiagonal, bandwidth: Int,
  _ element: (Int, Int) -> T
) throws(LinearAlgebraError) -> Bool {
  var divides = false
  let inner = diagonal == .unit ? 1 : 0
  for column in 0..<n {
    let rows =
      triangle == .upper
      ? max(0, column - bandwidth)..<column + 1 - min(inner, column + 1)
      : min(n, column + inner)..<min(n, column + bandwidth + 1)
    for row in rows where !element(row, column).isFinite {
      throw .nonFinite(argument: "a", row: row, column: column)
    }
    if diagonal == .general {
      let value = element(column, column)
      if value == 0 { throw .singular(pivot: column + 1) }
      divides = divides || hasUnusableReciprocal(value)
    }
  }
  return divides
}

extension MutableMatrixView where Element: LAPACKScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func solveTriangular(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation, _ side: Side, alpha: Element
  ) throws(LinearAlgebraError) {
    precondition(
      a.rows == a.columns && a.rows == (side == .left ? rows : columns),
      "a right side of shape \(shape) does not fit a triangular \(a.shape) matrix")
    if alpha == 0 { return scaleOrClear(by: 0) }
    let divides = try checkTriangle(a.rows, triangle, diagonal, bandwidth: a.rows) { a[$0, $1] }
    guard rows > 0 && columns > 0 else { return }
    for column in 0..<columns {
      for row in 0..<rows where !self[row, column].isFinite {
        throw .nonFinite(argument: "b", row: row, column: column)
      }
    }
    if divides {
      var solution = Matrix(copying: view)
      if alpha != 1 { solution *= alpha }
      LinearAlgebra.solveTriangle(
        Matrix(copying: a), triangle, diagonal, operation, side, dividing: true, in: &solution)
      return assign(solution)
    }
    let mustPack = unsafe overlaps(a.strided)
    let (m, n) = (rows, columns)
    unsafe withColumns(reading: true) { b, ldb, isTransposed in
      let operation = isTransposed ? operation.followed(by: .transpose) : operation
      unsafe a.strided.withTriangular(triangle, operation, packing: mustPack) {
        a, triangle, operation, lda in
        unsafe BLAS<Element>.trsm(
          isTransposed ? side.opposite : side, triangle, operation, diagonal,
          m: isTransposed ? n : m, n: isTransposed ? m : n, alpha: alpha, a: a, lda: lda, b: b,
          ldb: ldb)
      }
    }
  }
}

extension MutableVectorView where Element: LAPACKScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func solveTriangular(
    _ a: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    precondition(
      a.rows == a.columns && a.rows == count,
      "a right side of \(count) does not fit a triangular \(a.shape) matrix")
    let divides = try checkTriangle(count, triangle, diagonal, bandwidth: count) { a[$0, $1] }
    try checkFinite()
    guard count > 0 else { return }
    if divides { return substitute(Matrix(copying: a), triangle, diagonal, operation) }
    let mustPack = unsafe overlaps(a.strided.addresses)
    let (n, x, strideX) = unsafe (count, lowest, step)
    unsafe a.strided.withTriangular(triangle, operation, packing: mustPack) {
      a, triangle, operation, lda in
      unsafe BLAS<Element>.trsv(
        triangle, operation, diagonal, n: n, a: a, lda: lda, x: x, strideX: strideX)
    }
  }

  /// Throws if an element is infinite or NaN.
  @inline(__always)
  func checkFinite() throws(LinearAlgebraError) {
    for index in 0..<count where !self[index].isFinite {
      throw .nonFinite(argument: "b", row: index, column: 0)
    }
  }

  /// Solves by divisions, where the reciprocal of a diagonal element is out of range.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func substitute(
    _ a: Matrix<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) {
    let solution = Vector(view)
    unsafe LinearAlgebra.substitute(
      triangle, operation, diagonal, n: count, rightSides: 1, a: a.storage.base,
      lda: a.leadingDimension, b: solution.storedMatrix.storage.base, ldb: count)
    assign(solution)
  }
}
