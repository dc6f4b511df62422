import ComplexModule
import RealModule

extension BandedLU: Reconstructible {
  /// Returns `P L U` with all its zeros.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let n = rows
    var result = Matrix<Element>(rows: n, columns: n) { row, column in
      row <= column && column - row <= middle ? factors[middle + row - column, column] : 0
    }
    // The steps of the elimination, backwards: LAPACK leaves the multipliers where they arose.
    for step in (0..<n).reversed() {
      for row in step + 1..<max(step + 1, min(n, step + lowerBandwidth + 1)) {
        let factor = factors[middle + row - step, step]
        for column in 0..<n { result[row, column] += factor * result[step, column] }
      }
      let pivot = Int(pivots[step]) - 1
      for column in 0..<n where pivot != step {
        (result[step, column], result[pivot, column]) = (
          result[pivot, column], result[step, column]
        )
      }
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// The determinant; zero if a pivot is zero, one for an empty matrix.
  public var determinant: Element { parts.value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    parts.logarithm
  }

  private var parts: Determinant<Element> {
    var result = Determinant<Element>()
    for index in 0..<rows {
      result.multiply(by: factors[middle, index], timesPowerOfTwo: scaleExponent)
      if pivots[index] != Int32(index + 1) { result.multiply(by: -1) }
    }
    return result
  }
}
