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

  /// Whether an element on the diagonal is exactly zero.
  var status: FactorStatus {
    let zero = (0..<count).first { diagonal($0) == 0 }
    return zero.map { .singular(pivot: $0 + 1) } ?? .success
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
      unsafe BLAS<Element>.trsm(
        .left, triangle, operation, .general, m: count, n: b.columns, a: a,
        lda: packed.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
    }
  }

  /// Replaces `B` by the solution of `op(A) X = B` or `X op(A) = B` for a square matrix.
  func solve(_ operation: MatrixOperation, _ side: Side, in b: inout Matrix<Element>) {
    if side == .right {
      // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ.
      var transposed = Matrix(b.transposed)
      solve(operation.followed(by: .transpose), .left, in: &transposed)
      b = Matrix(transposed.transposed)
      return
    }
    guard !b.isEmpty else { return }
    var workspace = Workspace()
    // conj(A) X = B is A conj(X) = conj(B), and likewise for the transpose.
    let isConjugated = Element.isComplex && (operation == .conjugate || operation == .transpose)
    if isConjugated { b.conjugateElements() }
    let exponent = b.safeScaleExponent
    b.scale(byPowerOfTwo: -exponent)
    if operation.isTransposing == kind.isOrthogonalFirst {
      // Aᴴ = Tᴴ Qᴴ for QR, A = T Q for LQ: the triangle comes first.
      solveTriangle(operation.isTransposing ? .adjoint : .none, in: &b)
      apply(kind.isOrthogonalFirst ? .none : .adjoint, .left, to: &b, workspace: &workspace)
    } else {
      apply(kind.isOrthogonalFirst ? .adjoint : .none, .left, to: &b, workspace: &workspace)
      solveTriangle(operation.isTransposing ? .adjoint : .none, in: &b)
    }
    b.scale(byPowerOfTwo: exponent - scaleExponent)
    if isConjugated { b.conjugateElements() }
  }

  /// The determinant of a square matrix as a number of modulus near one, or zero, and a power of two.
  func scaledDeterminant() -> (value: Element, exponent: Int) {
    precondition(rows == columns, "a \(packed.shape) matrix has no determinant")
    var (product, exponent) = (Element(1), scaleExponent * rows)
    for index in 0..<count {
      let (next, power) = (product * reflectionDeterminant(index)).normalized
      let (pivot, pivotPower) = diagonal(index).normalized
      product = next * pivot
      exponent += power + pivotPower
    }
    return (product, exponent)
  }

  /// The determinant of the matrix as a sign and a logarithm.
  func logDeterminant() -> (sign: Element, logAbsoluteValue: Element.RealPart) {
    precondition(rows == columns, "a \(packed.shape) matrix has no determinant")
    typealias Real = Element.RealPart
    var (sign, logarithm, exponent) = (Element(1), Real.zero, scaleExponent * rows)
    for index in 0..<count {
      let (pivot, power) = diagonal(index).normalized
      guard pivot != 0 else { return (0, -.infinity) }
      let modulus = pivot.modulus
      sign = sign * reflectionDeterminant(index) * pivot.scaled(by: 1 / modulus)
      logarithm += Real.log(modulus)
      exponent += power
    }
    return (sign.scaled(by: 1 / sign.modulus), logarithm + Real(exponent) * Real.log(2))
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

extension Scalar {
  /// The value as one with a modulus near one and a power of two.
  fileprivate var normalized: (value: Self, exponent: Int) {
    let modulus = modulus
    guard modulus.isFinite && modulus > 0 else { return (self, 0) }
    let exponent = Int(modulus.exponent)
    return (scaled(byPowerOfTwo: -exponent), exponent)
  }
}
