import ComplexModule
import RealModule

extension Reflectors {
  /// The element on the diagonal of the triangle.
  func diagonal(_ index: Int) -> Element {
    switch kind {
    case .qr, .lq: packed[index, index]
    case .rq: packed[rows - count + index, columns - count + index]
    case .ql: packed[rows - count + index, columns - count + index]
    }
  }

  /// Solves `op(T) X = B` for the square triangle `T` of `count` rows; `B` may have more rows.
  ///
  /// The triangle must be square: no more columns than rows for QR and QL, no more rows than columns
  /// for LQ and RQ.
  func solveTriangle(_ operation: MatrixOperation, in b: inout Matrix<Element>) {
    guard count > 0 && b.columns > 0 else { return }
    b.makeUnique()
    let offset = kind == .rq ? (columns - count) * rows : kind == .ql ? rows - count : 0
    let divides = (0..<count).contains { hasUnusableReciprocal(diagonal($0)) }
    let a = unsafe packed.storage.base + offset
    if divides {
      unsafe substitute(
        triangle, operation, .general, n: count, rightSides: b.columns, a: a,
        lda: packed.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
    } else {
      BLASThreads.forSize(max(count, b.columns)) {
        unsafe BLAS<Element>.trsm(
          .left, triangle, operation, .general, m: count, n: b.columns, a: a,
          lda: packed.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
      }
    }
  }

  /// Replaces `B` by the solution of `op(A) X = B` or `X op(A) = B` for a square matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func solve(_ operation: MatrixOperation, _ side: Side, in b: inout Matrix<Element>) {
    if side == .right {
      // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ.
      var transposed = Matrix(b.transposed)
      solve(operation.followed(by: .transpose), .left, in: &transposed)
      b = Matrix(transposed.transposed)
      return
    }
    guard !b.isEmpty else { return }
    // conj(A) X = B is A conj(X) = conj(B), and likewise for the transpose.
    let isConjugated = Element.isComplex && (operation == .conjugate || operation == .transpose)
    if isConjugated { b.conjugateElements() }
    let exponent = b.safeScaleExponent
    b.scale(byPowerOfTwo: -exponent)
    if operation.isTransposing == kind.isOrthogonalFirst {
      // Aᴴ = Tᴴ Qᴴ for QR, A = T Q for LQ: the triangle comes first.
      solveTriangle(operation.isTransposing ? .adjoint : .none, in: &b)
      apply(kind.isOrthogonalFirst ? .none : .adjoint, .left, to: &b)
    } else {
      apply(kind.isOrthogonalFirst ? .adjoint : .none, .left, to: &b)
      solveTriangle(operation.isTransposing ? .adjoint : .none, in: &b)
    }
    b.scale(byPowerOfTwo: exponent - scaleExponent)
    if isConjugated { b.conjugateElements() }
  }

  /// The determinant of a square matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func determinant() -> Determinant<Element> {
    precondition(rows == columns, "a \(packed.shape) matrix has no determinant")
    var result = Determinant<Element>()
    for index in 0..<count {
      result.multiply(by: reflectionDeterminant(index))
      result.multiply(by: diagonal(index), timesPowerOfTwo: scaleExponent)
    }
    return result
  }

  /// The determinant of a reflection `I − τ v vᴴ`: with `|τ|² ‖v‖² = 2 Re τ` it is `−τ / conj(τ)`.
  ///
  /// LQ and RQ are made of the adjoints of the reflections.
  private func reflectionDeterminant(_ index: Int) -> Element {
    let factor = factors[index, 0]
    guard factor != 0 else { return 1 }
    let result = -factor / factor.conjugate
    return kind.isOrthogonalFirst ? result : result.conjugate
  }

  /// An estimate of the reciprocal condition number in the 1-norm of the square triangle.
  func reciprocalCondition() -> Element.RealPart {
    guard count > 0 else { return 1 }
    guard status == .success else { return 0 }
    let offset = kind == .rq ? (columns - count) * rows : kind == .ql ? rows - count : 0
    var result: Element.RealPart = 0
    let info = unsafe LAPACK<Element>.trcon(
      triangle, n: count, a: packed.storage.base + offset, lda: packed.leadingDimension,
      result: &result)
    precondition(info == 0, "trcon refused argument \(-info)")
    return result
  }
}
