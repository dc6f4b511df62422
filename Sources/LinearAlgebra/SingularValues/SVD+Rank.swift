import RealModule

extension SVD {
  /// Returns the number of singular values above `tolerance · s₀`.
  ///
  /// The tolerance is relative, so that `1e-20 A` has the rank of `A`. It is by default
  /// `max(rows, columns) · ε`, what rounding can make of a zero.
  ///
  /// - Precondition: The tolerance is not negative.
  public func rank(tolerance: Element.RealPart? = nil) -> Int {
    guard scaledValues.count > 0, scaledValues[0] > 0 else { return 0 }
    let tolerance =
      tolerance ?? Element.RealPart(max(rows, columns)) * Element.RealPart.ulpOfOne
    precondition(tolerance >= 0, "a tolerance of \(tolerance) is negative")
    let cutoff = tolerance * scaledValues[0]
    return (0..<scaledValues.count).first { !(scaledValues[$0] > cutoff) } ?? scaledValues.count
  }

  /// The condition number `s₀ / sₖ₋₁` in the 2-norm; one if empty, infinite if the rank is deficient.
  public var conditionNumber: Element.RealPart {
    guard scaledValues.count > 0 else { return 1 }
    let smallest = scaledValues[scaledValues.count - 1]
    return smallest == 0 ? .infinity : scaledValues[0] / smallest
  }

  /// The norm `s₀` of the matrix as a linear map; zero if empty.
  public var spectralNorm: Element.RealPart {
    singularValues.count > 0 ? singularValues[0] : 0
  }

  /// The sum of the singular values.
  public var nuclearNorm: Element.RealPart { schattenNorm(1) }

  /// Returns `(Σ sᵢᵖ)^(1/p)`, the norm of the vector of singular values.
  ///
  /// One gives the nuclear norm, two the Frobenius norm, infinity the spectral norm.
  ///
  /// - Precondition: `p ≥ 1`.
  public func schattenNorm(_ p: Element.RealPart) -> Element.RealPart {
    precondition(p >= 1, "a Schatten norm of order \(p) is not a norm")
    guard scaledValues.count > 0, scaledValues[0] > 0 else { return 0 }
    let largest = scaledValues[0]
    if p == .infinity { return singularValues[0] }
    // Quotients by the largest are at most one, so their powers do not overflow.
    var sum: Element.RealPart = 0
    for index in (0..<scaledValues.count).reversed() {
      let share = scaledValues[index] / largest
      sum += p == 1 ? share : Element.RealPart.pow(share, p)
    }
    let root = p == 1 ? sum : Element.RealPart.pow(sum, 1 / p)
    return (largest * root).scaled(byPowerOfTwo: scaleExponent)
  }

  /// Returns an orthonormal basis of the range of the matrix, `rows × rank`.
  ///
  /// - Precondition: Vectors were computed.
  public func rangeBasis(tolerance: Element.RealPart? = nil) -> Matrix<Element> {
    Matrix(left[rows: 0..<rows, columns: 0..<rank(tolerance: tolerance)])
  }

  /// Returns an orthonormal basis of the null space of the matrix, `columns × (columns − rank)`.
  ///
  /// - Precondition: Vectors were computed, and full ones if there are more columns than rows.
  public func nullSpace(tolerance: Element.RealPart? = nil) -> Matrix<Element> {
    let all = rightAdjoint
    precondition(
      all.rows == columns,
      "the null space of a \(Shape(rows: rows, columns: columns)) matrix needs full vectors")
    let kept = rank(tolerance: tolerance)
    return Matrix(all[rows: kept..<columns, columns: 0..<columns].adjoint)
  }
}
