import ComplexModule

extension SVD {
  /// Returns `U S Vᴴ`.
  ///
  /// - Precondition: Vectors were computed.
  public func reconstructed() -> Matrix<Element> { product(scaledValues.count) }

  /// Returns the nearest matrix of a given rank, `Σ sᵢ uᵢ vᵢᴴ` over the largest values.
  ///
  /// It is nearest in the spectral norm, where its distance is the first value left out, and in the
  /// Frobenius norm. More terms than there are values give the matrix itself.
  ///
  /// - Precondition: Vectors were computed, and `rank ≥ 0`.
  ///
  /// > Reference: Eckart and Young (1936), "The approximation of one matrix by another of lower rank".
  public func lowRankApproximation(_ rank: Int) -> Matrix<Element> {
    precondition(rank >= 0, "a matrix cannot have rank \(rank)")
    return product(min(rank, scaledValues.count))
  }

  /// The sum of the first terms.
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
  public func leastSquares(
    _ b: Matrix<Element>, tolerance: Element.RealPart?
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    try checkLeastSquares(b)
    let count = rank(tolerance: tolerance)
    return combination(b, count, exponent: -scaleExponent) { projections in
      projections.divideRows(byValues: scaledValues)
    }
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
  public func ridge(
    _ b: Matrix<Element>, penalty: Element.RealPart
  ) throws(LinearAlgebraError) -> Matrix<Element> {
    precondition(penalty > 0 && penalty.isFinite, "a penalty of \(penalty) is not positive")
    try checkLeastSquares(b)
    let count = (0..<scaledValues.count).first { scaledValues[$0] == 0 } ?? scaledValues.count
    // s / (s² + penalty) as a number near one and a power of two: nothing overflows or underflows.
    let root = penalty.squareRoot()
    let factors = (0..<count).map { index in
      ridgeFactor(scaledValues[index], exponent: scaleExponent, root: root)
    }
    let common = factors.map(\.exponent).max() ?? 0
    let weights = Vector<Element>(count: count) { index in
      Element(factors[index].value.scaled(byPowerOfTwo: factors[index].exponent - common))
    }
    return combination(b, count, exponent: common) { $0.multiplyColumns(by: weights) }
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

  /// `s / (s² + root²)` for `s = 2^exponent value`, as a number near one and a power of two.
  private func ridgeFactor(
    _ value: Element.RealPart, exponent: Int, root: Element.RealPart
  ) -> (value: Element.RealPart, exponent: Int) {
    let (valueExponent, rootExponent) = (Int(value.exponent) + exponent, Int(root.exponent))
    let (s, r) = (value.significand, root.significand)
    let quotient =
      valueExponent >= rootExponent
      ? (r / s).scaled(byPowerOfTwo: rootExponent - valueExponent)
      : (s / r).scaled(byPowerOfTwo: valueExponent - rootExponent)
    let sum = 1 + quotient * quotient
    return valueExponent >= rootExponent
      ? (1 / (s * sum), -valueExponent) : (s / (r * r * sum), valueExponent - 2 * rootExponent)
  }

  /// `2^exponent V f(Uᴴ B)` over the first singular vectors.
  private func combination(
    _ b: Matrix<Element>, _ count: Int, exponent: Int, _ change: (inout Matrix<Element>) -> Void
  ) -> Matrix<Element> {
    let ownExponent = b.safeScaleExponent
    let scaled = ownExponent == 0 ? b : b.scaled(byPowerOfTwo: -ownExponent)
    var projections = left[rows: 0..<rows, columns: 0..<count].adjoint * scaled
    change(&projections)
    var result = rightAdjoint[rows: 0..<count, columns: 0..<columns].adjoint * projections
    result.scale(byPowerOfTwo: ownExponent + exponent)
    return result
  }
}

extension Matrix {
  /// Divides every row by the value at its index; there may be more values.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
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
