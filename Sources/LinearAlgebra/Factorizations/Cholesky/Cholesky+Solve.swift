import ComplexModule
import RealModule

extension Cholesky {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try checkRightSide(b, side)
    guard !b.isEmpty else { return }
    let scaling = RightSideScaling(&b, side)
    defer { scaling.restore(&b) }
    b.makeUnique()
    // The matrix is its own adjoint, so the transpose is the conjugate.
    let isConjugated = operation == .transpose || operation == .conjugate
    if isConjugated { b.conjugateElements() }
    switch side {
    case .left:
      let info = unsafe LAPACK<Element>.potrs(
        triangle, n: rows, rightSides: b.columns, a: factor.storage.base,
        lda: factor.leadingDimension, b: b.storage.base, ldb: b.leadingDimension)
      precondition(info == 0, "potrs refused argument \(-info)")
    case .right:
      // X L Lᴴ = B, or X Uᴴ U = B
      let order: [MatrixOperation] = triangle == .lower ? [.adjoint, .none] : [.none, .adjoint]
      for operation in order {
        solveTriangle(factor, triangle, .general, operation, .right, dividing: false, in: &b)
      }
    }
    if isConjugated { b.conjugateElements() }
  }

  /// Returns the inverse, which is exactly Hermitian.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func inverse() throws(LinearAlgebraError) -> Matrix<Element> {
    try status.check()
    guard rows > 0 else { return factor }
    var result = factor
    result.makeUnique()
    let info = unsafe LAPACK<Element>.potri(
      triangle, n: rows, a: result.storage.base, lda: result.leadingDimension)
    precondition(info == 0, "potri answered \(info)")
    result.mirror(triangle)
    return result
  }

  /// The factor `L` of `A = L Lᴴ`.
  public var lower: Matrix<Element> { triangle == .lower ? factor : Matrix(factor.adjoint) }

  /// The factor `U` of `A = Uᴴ U`.
  public var upper: Matrix<Element> { triangle == .upper ? factor : Matrix(factor.adjoint) }

  /// Returns `L Lᴴ`.
  ///
  /// - Precondition: The factorization succeeded.
  public func reconstructed() -> Matrix<Element> {
    precondition(status == .success, "there are no factors of an indefinite matrix")
    return triangle == .lower ? factor * factor.adjoint : factor.adjoint * factor
  }

  /// The determinant, a positive number.
  ///
  /// It may overflow or underflow; see ``logDeterminant``.
  ///
  /// - Precondition: The factorization succeeded.
  public var determinant: Element.RealPart {
    precondition(status == .success, "the determinant of an indefinite matrix is unknown")
    return factor.diagonal.reduce(1) { $0 * $1.realPart * $1.realPart }
  }

  /// The logarithm of the determinant, `2 Σ log lᵢᵢ`.
  ///
  /// - Precondition: The factorization succeeded.
  public var logDeterminant: Element.RealPart {
    precondition(status == .success, "the determinant of an indefinite matrix is unknown")
    return 2 * factor.diagonal.reduce(0) { $0 + Element.RealPart.log($1.realPart) }
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if indefinite, one if empty.
  ///
  /// Both norms of a Hermitian matrix agree.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard rows > 0 else { return 1 }
    guard status == .success else { return 0 }
    var result: Element.RealPart = 0
    let info = unsafe LAPACK<Element>.pocon(
      triangle, n: rows, a: factor.storage.base, lda: factor.leadingDimension, norm: matrixNorm,
      result: &result)
    precondition(info == 0, "pocon refused argument \(-info)")
    return result
  }
}

extension Matrix {
  /// Makes a square matrix Hermitian by copying one triangle to the other.
  mutating func mirror(_ triangle: Triangle) {
    makeUnique()
    for column in 0..<columns {
      for row in triangle == .lower ? column + 1..<max(rows, column + 1) : 0..<column {
        unsafe storage.base[column + row * rows] = storage.base[row + column * rows].conjugate
      }
    }
  }
}
