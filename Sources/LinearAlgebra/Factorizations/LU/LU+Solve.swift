import ComplexModule

extension LU {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solveRightSides(&b, operation, side)
  }

  @inline(never)
  private func solveRightSides(
    _ b: inout Matrix<Element>, _ operation: MatrixOperation, _ side: Side
  ) throws(LinearAlgebraError) {
    try checkRightSide(b, side)
    guard !b.isEmpty else { return }
    let scaling = RightSideScaling(&b, side)
    defer { scaling.restore(&b, matrixExponent: scaleExponent) }
    switch side {
    case .left where divides: solveLeftDividing(&b, operation)
    case .left: solveLeft(&b, operation)
    case .right where divides:
      // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ.
      var transposed = Matrix(b.transposed)
      solveLeftDividing(&transposed, operation.followed(by: .transpose))
      b = Matrix(transposed.transposed)
    case .right: solveRight(&b, operation)
    }
  }

  @inline(__always)
  private func solveLeft(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    // LAPACK has no flag for conj(A): conj(A) X = B is A conj(X) = conj(B).
    b.makeUnique()
    if operation == .conjugate { b.conjugateElements() }
    let info = unsafe pivots.withUnsafeBufferPointer { pivots in
      guard let pivots = pivots.baseAddress else { return 0 }
      return unsafe LAPACK<Element>.getrs(
        operation, n: rows, rightSides: b.columns, a: factors.storage.base,
        lda: factors.leadingDimension, pivots: pivots, b: b.storage.base, ldb: b.leadingDimension)
    }
    precondition(info == 0, "getrs refused argument \(-info)")
    if operation == .conjugate { b.conjugateElements() }
  }

  private func solveLeftDividing(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    b.makeUnique()
    if operation.isTransposing {
      // Aᵀ = Uᵀ Lᵀ Pᵀ
      solveTriangle(factors, .upper, .general, operation, .left, dividing: true, in: &b)
      solveTriangle(factors, .lower, .unit, operation, .left, dividing: true, in: &b)
      exchangeRows(&b, reversed: true)
    } else {
      exchangeRows(&b, reversed: false)
      solveTriangle(factors, .lower, .unit, operation, .left, dividing: true, in: &b)
      solveTriangle(factors, .upper, .general, operation, .left, dividing: true, in: &b)
    }
  }

  @inline(__always)
  private func solveRight(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    b.makeUnique()
    if operation.isTransposing {
      // X Uᵀ Lᵀ Pᵀ = B
      exchangeColumns(&b, reversed: false)
      solveTriangle(factors, .lower, .unit, operation, .right, dividing: false, in: &b)
      solveTriangle(factors, .upper, .general, operation, .right, dividing: false, in: &b)
    } else {
      // X P L U = B
      solveTriangle(factors, .upper, .general, operation, .right, dividing: false, in: &b)
      solveTriangle(factors, .lower, .unit, operation, .right, dividing: false, in: &b)
      exchangeColumns(&b, reversed: true)
    }
  }

  /// The exchanges of rows, in the order in which they happened or backwards.
  private func exchanges(reversed: Bool) -> [(Int, Int)] {
    let pairs = pivots.enumerated().map { ($0.offset, Int($0.element) - 1) }
    return (reversed ? pairs.reversed() : pairs).filter { $0.0 != $0.1 }
  }

  private func exchangeRows(_ b: inout Matrix<Element>, reversed: Bool) {
    for (first, second) in exchanges(reversed: reversed) {
      for column in 0..<b.columns {
        unsafe swap(
          &b.storage.base[first + column * b.rows], &b.storage.base[second + column * b.rows])
      }
    }
  }

  private func exchangeColumns(_ b: inout Matrix<Element>, reversed: Bool) {
    for (first, second) in exchanges(reversed: reversed) {
      for row in 0..<b.rows {
        unsafe swap(&b.storage.base[row + first * b.rows], &b.storage.base[row + second * b.rows])
      }
    }
  }

  /// Returns the inverse.
  ///
  /// To solve a system, solve it: that is faster and more accurate than to multiply by the inverse.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``.
  /// - Precondition: The factored matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func inverse() throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(rows == columns, "a \(factors.shape) matrix has no inverse")
    try status.check()
    if divides || rows == 0 { return try solve(.identity(rows)) }
    var result = factors
    result.makeUnique()
    var size: Element = 0
    var info = unsafe result.invert(pivots: pivots, work: &size, workCount: -1)
    precondition(info == 0, "getri refused argument \(-info)")
    let workCount = Element.workCount(size, atLeast: rows)
    var workspace = Workspace()
    info = unsafe result.invert(
      pivots: pivots, work: workspace.take(Element.self, workCount), workCount: workCount)
    precondition(info == 0, "getri answered \(info)")
    result.scale(byPowerOfTwo: -scaleExponent)
    return result
  }
}

extension Matrix where Element: LAPACKScalar {
  @inline(__always)
  fileprivate mutating func invert(
    pivots: [Int32], work: UnsafeMutablePointer<Element>, workCount: Int
  ) -> Int {
    unsafe pivots.withUnsafeBufferPointer { pivots in
      guard let pivots = pivots.baseAddress else { return 0 }
      return unsafe LAPACK<Element>.getri(
        n: rows, a: storage.base, lda: leadingDimension, pivots: pivots, work: work,
        workCount: workCount)
    }
  }
}
