import ComplexModule

extension SVD {
  /// Returns `U S Vᴴ`.
  ///
  /// - Precondition: Vectors were computed.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> { product(scaledValues.count) }

  /// Returns the nearest matrix of a given rank, `Σ sᵢ uᵢ vᵢᴴ` over the largest values.
  ///
  /// It is nearest in the spectral norm, where its distance is the first value left out, and in the
  /// Frobenius norm. More terms than there are values give the matrix itself.
  ///
  /// - Precondition: Vectors were computed, and `rank ≥ 0`.
  ///
  /// > Reference: Eckart and Young (1936), "The approximation of one matrix by another of lower rank".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func lowRankApproximation(_ rank: Int) -> Matrix<Element> {
    precondition(rank >= 0, "a matrix cannot have rank \(rank)")
    return product(min(rank, scaledValues.count))
  }

  /// The sum of the first terms.
  @inline(__always)
  private func product(_ count: Int) -> Matrix<Element> {
    var scaled = Matrix(left[rows: 0..<rows, columns: 0..<count])
    scaled.multiplyRows(by: Vector(count: count) { Element(scaledValues[$0]) })
    var result = scaled * rightAdjoint[rows: 0..<count, columns: 0..<columns]
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// Returns the pseudo-inverse `A⁺ = V S⁺ Uᴴ`, `columns × rows`.
  ///
  /// Singular values up to `tolerance · s₀` count as zero, by default `max(rows, columns) · ε`.
  ///
  /// - Precondition: Vectors were computed.
  ///
  /// > Reference: Penrose (1955), "A generalized inverse for matrices".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func pseudoInverse(tolerance: Element.RealPart? = nil) -> Matrix<Element> {
    let count = rank(tolerance: tolerance)
    // Rows of Uᴴ divided by the values: right for values without a reciprocal, too.
    var divided = Matrix(left[rows: 0..<rows, columns: 0..<count].adjoint)
    divided.divideRows(byValues: scaledValues)
    var result = rightAdjoint[rows: 0..<count, columns: 0..<columns].adjoint * divided
    result.scale(byPowerOfTwo: -scaleExponent)
    return result
  }
}

extension SVD: LeastSquaresSolver {
  /// Returns `A⁺ B`, the `X` of minimum norm that minimises `‖A X − B‖`, column by column.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Vectors were computed, and `b` has as many rows as `A`.
  @inlinable
  public func leastSquares(_ b: Matrix<Element>) throws(LinearAlgebraError) -> Matrix<Element> {
    try leastSquares(b, tolerance: nil)
  }

  /// Returns `A⁺ B` where singular values up to `tolerance · s₀` count as zero.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Vectors were computed, and `b` has as many rows as `A`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func leastSquares(
    _ b: Matrix<Element>, tolerance: Element.RealPart?
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    try checkLeastSquares(b)
    let count = rank(tolerance: tolerance)
    return combination(b, count) { projections in projections.divideRows(byValues: scaledValues) }
  }

  /// Returns the solution of the ridge regression `‖A X − B‖² + penalty ‖X‖²`, column by column.
  ///
  /// In singular vectors it is `V diag(s / (s² + penalty)) Uᴴ B`: one decomposition serves all
  /// penalties.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: Vectors were computed, `b` has as many rows as `A`, and `penalty > 0`.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.1.4.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func ridge(
    _ b: Matrix<Element>, penalty: Element.RealPart
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(penalty > 0 && penalty.isFinite, "a penalty of \(penalty) is not positive")
    try checkLeastSquares(b)
    // s + penalty / s, with the root of the penalty: nothing is squared.
    let root = penalty.squareRoot().scaled(byPowerOfTwo: -scaleExponent)
    let count = (0..<scaledValues.count).first { scaledValues[$0] == 0 } ?? scaledValues.count
    let divisors = Vector<Element.RealPart>(count: count) { index in
      scaledValues[index] + root * (root / scaledValues[index])
    }
    return combination(b, count) { projections in projections.divideRows(byValues: divisors) }
  }

  /// Returns the solution of the ridge regression `‖A x − b‖² + penalty ‖x‖²`.
  ///
  /// - Throws: What ``ridge(_:penalty:)`` throws for many right sides.
  /// - Precondition: Vectors were computed, `b` has an element for each row of `A`, and `penalty > 0`.
  @inlinable
  public func ridge(
    _ b: Vector<Element>, penalty: Element.RealPart
  ) throws(LinearAlgebraError) -> Vector<Element> {
    Vector(matrix: try ridge(b.matrix, penalty: penalty))
  }

  /// `2^-scaleExponent V f(Uᴴ B)` over the first singular vectors.
  @inline(__always)
  private func combination(
    _ b: Matrix<Element>, _ count: Int, _ change: (inout Matrix<Element>) -> Void
  ) -> Matrix<Element> {
    let exponent = b.safeScaleExponent
    let scaled = exponent == 0 ? b : b.scaled(byPowerOfTwo: -exponent)
    var projections = left[rows: 0..<rows, columns: 0..<count].adjoint * scaled
    change(&projections)
    var result = rightAdjoint[rows: 0..<count, columns: 0..<columns].adjoint * projections
    result.scale(byPowerOfTwo: exponent - scaleExponent)
    return result
  }
}

extension Matrix {
  /// Divides every row by the value at its index; there may be more values.
  @inline(__always)
  fileprivate mutating func divideRows(byValues values: Vector<Element.RealPart>) {
    makeUnique()
    let (target, divisors) = unsafe (storage.base, values.storedMatrix.storage.base)
    for column in 0..<columns {
      for row in 0..<rows {
        let (element, divisor) = unsafe (target[row + column * rows], divisors[row])
        unsafe target[row + column * rows] = Element(
          realPart: element.realPart / divisor, imaginaryPart: element.imaginaryPart / divisor)
      }
    }
  }
}
