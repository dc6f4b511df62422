// What factorizations `P L D Lᴴ Pᵀ` share, however they store `L`.

extension PivotBlocks {
  /// Replaces `B` by the solution of `op(P L D Lᴴ Pᵀ) X = B` with a closure that solves `op(L) X = B`.
  @inline(__always)
  func solve(
    in b: inout Matrix<Element>, _ operation: MatrixOperation, _ permutation: [Int],
    triangle: (inout Matrix<Element>, MatrixOperation) -> Void
  ) {
    // The transpose of a Hermitian matrix is its conjugate; a symmetric one is its own transpose.
    let isConjugated =
      isHermitian
      ? operation == .transpose || operation == .conjugate : operation.isConjugating
    if isConjugated { b.conjugateElements() }
    var x = b.permutingRows(permutation, inverse: false)
    triangle(&x, .none)
    unsafe solve(x.storage.base, rows: x.rows, columns: x.columns)
    triangle(&x, isHermitian ? .adjoint : .transpose)
    b = x.permutingRows(permutation, inverse: true)
    if isConjugated { b.conjugateElements() }
  }

  /// Returns `P L D Lᴴ Pᵀ`, or `P L D Lᵀ Pᵀ`.
  @inline(__always)
  func reconstructed(_ lower: Matrix<Element>, _ permutation: [Int]) -> Matrix<Element> {
    let product = lower * dense() * (isHermitian ? lower.adjoint : lower.transposed)
    var result = Matrix<Element>(rows: lower.rows, columns: lower.rows)
    for column in 0..<lower.rows {
      for row in 0..<lower.rows {
        result[permutation[row], permutation[column]] = product[row, column]
      }
    }
    return result
  }
}
