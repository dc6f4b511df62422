import ComplexModule

// Triangular band matrices and packed triangles.

/// Computes `x = op(A) x` in place with a triangular band matrix `A`. (BLAS: `tbmv`.)
///
/// - Parameters:
///   - bands: The diagonals, with `k + 1` rows: element `(i, j)` is `bands[k + i - j, j]` in an upper
///     and `bands[i - j, j]` in a lower triangle.
///   - triangle: The triangle that is stored.
///   - diagonal: Whether the diagonal is stored or made of ones; then its place is not read.
///   - operation: What happens to `A` first.
///   - x: The vector, or a part of one, to be replaced by the product.
/// - Precondition: `bands` has a row, and `x` as many elements as it has columns.
@inlinable
public func multiplyTriangularBanded<
  T: BLASScalar, A: MatrixOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ bands: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) where A.Element == T, X.Element == T {
  bands.withView { bands in
    x.withTarget(discardingElements: false) { x in
      x.formBandedTriangularProduct(bands, triangle, diagonal, operation)
    }
  }
}

/// Solves `op(A) x = b` in place for a triangular band matrix `A`. (BLAS: `tbsv`.)
///
/// - Parameters:
///   - bands: The diagonals, with `k + 1` rows: element `(i, j)` is `bands[k + i - j, j]` in an upper
///     and `bands[i - j, j]` in a lower triangle.
///   - triangle: The triangle that is stored.
///   - diagonal: Whether the diagonal is stored or made of ones; then its place is not read.
///   - operation: What happens to `A` first.
///   - x: The right side, a vector or a part of one; unchanged if an error is thrown.
/// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a diagonal element is zero,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``, with the place in `A`.
/// - Precondition: `bands` has a row, and `x` as many elements as it has columns.
@inlinable
public func solveTriangularBanded<
  T: LAPACKScalar, A: MatrixOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ bands: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) throws(LinearAlgebraError) where A.Element == T, X.Element == T {
  try bands.withView { bands throws(LinearAlgebraError) in
    try x.withTarget(discardingElements: false) { x throws(LinearAlgebraError) in
      try x.solveBandedTriangular(bands, triangle, diagonal, operation)
    }
  }
}

/// Computes `x = op(A) x` in place with a triangular packed matrix `A`. (BLAS: `tpmv`.)
///
/// - Parameters:
///   - packed: The triangle, column by column: `n (n + 1) / 2` elements.
///   - triangle: The triangle that is stored.
///   - diagonal: Whether the diagonal is stored or made of ones; then its place is not read.
///   - operation: What happens to `A` first.
///   - x: The vector, or a part of one, to be replaced by the product.
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` has `n`.
@inlinable
public func multiplyTriangularPacked<
  T: BLASScalar, A: VectorOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ packed: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) where A.Element == T, X.Element == T {
  packed.withView { packed in
    x.withTarget(discardingElements: false) { x in
      x.formPackedTriangularProduct(packed, triangle, diagonal, operation)
    }
  }
}

/// Solves `op(A) x = b` in place for a triangular packed matrix `A`. (BLAS: `tpsv`.)
///
/// - Parameters:
///   - packed: The triangle, column by column: `n (n + 1) / 2` elements.
///   - triangle: The triangle that is stored.
///   - diagonal: Whether the diagonal is stored or made of ones; then its place is not read.
///   - operation: What happens to `A` first.
///   - x: The right side, a vector or a part of one; unchanged if an error is thrown.
/// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a diagonal element is zero,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``, with the place in `A`.
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` has `n`.
@inlinable
public func solveTriangularPacked<
  T: LAPACKScalar, A: VectorOperand & ~Escapable, X: VectorTarget & ~Copyable & ~Escapable
>(
  _ packed: A, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
  operation: MatrixOperation = .none, in x: inout X
) throws(LinearAlgebraError) where A.Element == T, X.Element == T {
  try packed.withView { packed throws(LinearAlgebraError) in
    try x.withTarget(discardingElements: false) { x throws(LinearAlgebraError) in
      try x.solvePackedTriangular(packed, triangle, diagonal, operation)
    }
  }
}

extension MutableVectorView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formBandedTriangularProduct(
    _ bands: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) {
    let (n, k) = (count, bands.rows - 1)
    precondition(
      k >= 0 && bands.columns == n,
      "a vector of \(n) does not fit a triangle of \(bands.rows) diagonals and \(bands.columns) columns"
    )
    guard n > 0 else { return }
    let isConjugate = operation == .conjugate && Element.isComplex
    let (x, strideX) = unsafe (lowest, step)
    let mustPack = unsafe overlaps(bands.strided.addresses)
    let source = unsafe isConjugate ? bands.strided.applying(.conjugate) : bands.strided
    unsafe source.withColumns(packing: mustPack) { a, _, lda in
      unsafe BLAS<Element>.tbmv(
        triangle, isConjugate ? .none : operation, diagonal, n: n, k: k, a: a, lda: lda, x: x,
        strideX: strideX)
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formPackedTriangularProduct(
    _ packed: VectorView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) {
    let n = packedOrder(packed.count)
    precondition(n == count, "a vector of \(count) does not fit a packed \(n)×\(n) triangle")
    guard n > 0 else { return }
    let isConjugate = operation == .conjugate && Element.isComplex
    let (x, strideX) = unsafe (lowest, step)
    let mustPack = unsafe overlaps(packed.strided.addresses) || packed.strided.stride != 1
    var source = unsafe packed.strided
    if isConjugate { unsafe source.isConjugated.toggle() }
    unsafe source.withDirect(packing: mustPack) { a, _ in
      unsafe BLAS<Element>.tpmv(
        triangle, isConjugate ? .none : operation, diagonal, n: n, a: a, x: x, strideX: strideX)
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
  mutating func solveBandedTriangular(
    _ bands: MatrixView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    let (n, k) = (count, bands.rows - 1)
    precondition(
      k >= 0 && bands.columns == n,
      "a vector of \(n) does not fit a triangle of \(bands.rows) diagonals and \(bands.columns) columns"
    )
    func element(_ row: Int, _ column: Int) -> Element {
      bands[triangle == .upper ? k + row - column : row - column, column]
    }
    let divides = try checkTriangle(n, triangle, diagonal, bandwidth: k, element)
    try checkFinite()
    guard n > 0 else { return }
    if divides {
      let dense = Matrix(rows: n, columns: n) { row, column in
        let isStored =
          (triangle == .upper ? row <= column : row >= column) && abs(row - column) <= k
        return isStored ? element(row, column) : 0
      }
      return substitute(dense, triangle, diagonal, operation)
    }
    let isConjugate = operation == .conjugate && Element.isComplex
    let (x, strideX) = unsafe (lowest, step)
    let mustPack = unsafe overlaps(bands.strided.addresses)
    let source = unsafe isConjugate ? bands.strided.applying(.conjugate) : bands.strided
    unsafe source.withColumns(packing: mustPack) { a, _, lda in
      unsafe BLAS<Element>.tbsv(
        triangle, isConjugate ? .none : operation, diagonal, n: n, k: k, a: a, lda: lda, x: x,
        strideX: strideX)
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func solvePackedTriangular(
    _ packed: VectorView<Element>, _ triangle: Triangle, _ diagonal: TriangleDiagonal,
    _ operation: MatrixOperation
  ) throws(LinearAlgebraError) {
    let n = packedOrder(packed.count)
    precondition(n == count, "a vector of \(count) does not fit a packed \(n)×\(n) triangle")
    func element(_ row: Int, _ column: Int) -> Element {
      packed[
        packedDiagonal(column, triangle, order: n) + row - column]
    }
    let divides = try checkTriangle(n, triangle, diagonal, bandwidth: n, element)
    try checkFinite()
    guard n > 0 else { return }
    if divides {
      let dense = Matrix(rows: n, columns: n) { row, column in
        let isStored = triangle == .upper ? row <= column : row >= column
        return isStored ? element(row, column) : 0
      }
      return substitute(dense, triangle, diagonal, operation)
    }
    let isConjugate = operation == .conjugate && Element.isComplex
    let (x, strideX) = unsafe (lowest, step)
    let mustPack = unsafe overlaps(packed.strided.addresses) || packed.strided.stride != 1
    var source = unsafe packed.strided
    if isConjugate { unsafe source.isConjugated.toggle() }
    unsafe source.withDirect(packing: mustPack) { a, _ in
      unsafe BLAS<Element>.tpsv(
        triangle, isConjugate ? .none : operation, diagonal, n: n, a: a, x: x, strideX: strideX)
    }
  }
}
