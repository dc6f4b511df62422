import ComplexModule
import RealModule

extension BunchKaufman {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solve(in: &b, operation, side, matrixExponent: scaleExponent) { b, operation in
      solveScaled(&b, operation)
    }
  }

  /// Solves with the scaled matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private func solveScaled(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    blocks.solve(in: &b, operation, permutation) { x, operation in
      solveTriangle(unitLower, .lower, .unit, operation, .left, dividing: false, in: &x)
    }
  }

  /// Returns the inverse, exactly Hermitian or symmetric like the matrix.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Element> {
    let result = try solve(.identity(rows))
    return result.mirrored(.lower, conjugating: isHermitian)
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  ///
  /// Both norms agree, because the matrix equals its transpose up to conjugation.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: scaledNorm, solving: { b, operation in solveScaled(&b, operation) })
  }

  /// The factor `L`, with ones on its diagonal.
  public var lower: Matrix<Element> { unitLower }

  /// The factor `D`, with blocks of order one and two on its diagonal.
  public var blockDiagonal: Matrix<Element> {
    var result = blocks.dense()
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// Returns `P L D Lᴴ Pᵀ`, or `P L D Lᵀ Pᵀ`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    blocks.reconstructed(unitLower, permutation).scaled(byPowerOfTwo: scaleExponent)
  }

  /// The determinant; zero if singular, one for an empty matrix, real for a Hermitian one.
  ///
  /// It overflows or underflows only if the determinant itself does.
  public var determinant: Element { blocks.determinant(scale: scaleExponent).value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one. A singular matrix has the sign zero and the logarithm minus infinity.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    blocks.determinant(scale: scaleExponent).logarithm
  }

  /// The numbers of positive, negative and zero eigenvalues, by Sylvester's law.
  ///
  /// - Precondition: The matrix is Hermitian, or real.
  public var inertia: Inertia { blocks.inertia }
}

extension Matrix {
  /// Returns the rows in another order: row `i` is row `order[i]`, or goes there if `inverse`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func permutingRows(_ order: [Int], inverse: Bool) -> Matrix {
    let result = Matrix(uninitializedRows: rows, columns: columns)
    guard !isEmpty else { return result }
    let (source, target) = unsafe (storage.base, result.storage.base)
    for column in 0..<columns {
      let offset = column * rows
      for row in 0..<rows {
        let (from, to) = inverse ? (row, order[row]) : (order[row], row)
        unsafe target[offset + to] = source[offset + from]
      }
    }
    return result
  }
}
