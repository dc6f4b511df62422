import ComplexModule
import RealModule

extension LU {
  /// The factor `L`, with ones on its diagonal: `rows × min(rows, columns)`.
  public var lower: Matrix<Element> {
    Matrix(rows: rows, columns: pivots.count) { row, column in
      row == column ? 1 : row > column ? factors[row, column] : 0
    }
  }

  /// The factor `U`: `min(rows, columns) × columns`.
  public var upper: Matrix<Element> {
    var result = Matrix(rows: pivots.count, columns: columns) { row, column in
      row <= column ? factors[row, column] : 0
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// The permutation: row `i` of `L U` is row `permutation[i]` of the matrix.
  public var permutation: [Int] {
    var result = Array(0..<rows)
    for (row, pivot) in pivots.enumerated() { result.swapAt(row, Int(pivot) - 1) }
    return result
  }

  /// Returns `P L U`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let scaledUpper = Matrix(rows: pivots.count, columns: columns) { row, column in
      row <= column ? factors[row, column] : 0
    }
    let product = lower * scaledUpper
    var result = product
    for (row, source) in permutation.enumerated() {
      for column in 0..<columns { result[source, column] = product[row, column] }
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// The determinant; zero if a pivot is zero, one for an empty matrix.
  ///
  /// It overflows or underflows only if the determinant itself does.
  ///
  /// - Precondition: The factored matrix is square.
  public var determinant: Element { parts.value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    parts.logarithm
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  ///
  /// Near the distance between 1 and the next number, solutions have no right digit.
  ///
  /// - Precondition: The factored matrix is square.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    precondition(rows == columns, "a \(factors.shape) matrix has no condition number")
    guard rows > 0 else { return 1 }
    guard status == .success else { return 0 }
    var result: Element.RealPart = 0
    let info = unsafe LAPACK<Element>.gecon(
      norm, n: rows, a: factors.storage.base, lda: factors.leadingDimension,
      matrixNorm: norm == .one ? scaledNorm : scaledRowNorm, result: &result)
    precondition(info == 0, "gecon refused argument \(-info)")
    return result
  }

  private var parts: Determinant<Element> {
    precondition(rows == columns, "a \(factors.shape) matrix has no determinant")
    var result = Determinant(factors.diagonal, timesPowerOfTwo: scaleExponent)
    let isOdd = pivots.enumerated().count { Int($0.element) != $0.offset + 1 } % 2 == 1
    if isOdd { result.multiply(by: -1) }
    return result
  }
}
