import ComplexModule
import RealModule

extension Matrix where Element: BLASScalar {
  /// Returns the Gram matrix `Aᴴ A` of the columns or `A Aᴴ` of the rows: exactly Hermitian.
  ///
  /// - Parameter axis: Whose inner products to take.
  /// - Returns: A Hermitian matrix of shape `n × n`.
  /// - Complexity: O(`rows` · `columns` · `n`), for `n` columns or rows; half of a general product.
  public func gram(of axis: Axis = .columns) -> Matrix {
    let size = axis == .columns ? columns : rows
    var result = Matrix(rows: size, columns: size)
    if axis == .columns {
      hermitianRankUpdate(&result, .upper, adjoint)
    } else {
      hermitianRankUpdate(&result, .upper, self)
    }
    result.mirror(.upper, conjugating: true)
    return result
  }

  /// Returns the covariance of features from samples that are columns:
  /// `Σ (x − mean) (x − mean)ᴴ / (n − degreesOfFreedom)`, of shape `rows × rows`.
  ///
  /// - Parameter degreesOfFreedom: What the divisor is less than the number of samples; one makes the
  ///   estimate unbiased.
  /// - Returns: A Hermitian matrix of shape `rows × rows`.
  /// - Precondition: There are more columns than `degreesOfFreedom`.
  public func covariance(degreesOfFreedom: Int = 1) -> Matrix {
    precondition(
      columns > degreesOfFreedom,
      "\(columns) samples have no covariance with \(degreesOfFreedom) degrees of freedom")
    var centered = self
    centered.addToColumns(-means(of: .rows))
    var result = centered.gram(of: .rows)
    result /= Element(Element.RealPart(columns - degreesOfFreedom))
    return result
  }

  /// Returns the correlation of features from samples that are columns: the covariance divided by both
  /// standard deviations, with ones on its diagonal.
  ///
  /// A feature that never varies has the correlation NaN with every other one.
  ///
  /// - Precondition: There is a column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func correlation() -> Matrix {
    let covariance = self.covariance(degreesOfFreedom: 0)
    let deviations = covariance.diagonal.map { Element.RealPart.sqrt($0.realPart) }
    return Matrix(rows: rows, columns: rows) { row, column in
      if row == column { return deviations[row] > 0 ? 1 : Element(.nan) }
      let value = covariance[row, column]
        .scaled(by: 1 / deviations[row]).scaled(by: 1 / deviations[column])
      // Rounding must not make it larger than one.
      return value.modulus > 1 ? value.scaled(by: 1 / value.modulus) : value
    }
  }
}
