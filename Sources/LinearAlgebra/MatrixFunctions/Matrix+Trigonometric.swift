import ComplexModule
import RealModule

// Trigonometric and hyperbolic functions. Small matrices take the Taylor series, which keeps the
// relative accuracy of odd functions; others exponentials.

extension Matrix where Element: LAPACKScalar {
  /// Returns the cosine and the sine.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func cosineAndSine() throws(LinearAlgebraError) -> (cosine: Matrix, sine: Matrix) {
    try checkForFunction()
    if norm(.one) <= 1 { return taylorPair(sign: -1) }
    let turned = complexified().map { Complex(-$0.imaginaryPart, $0.realPart) }
    let first = try turned.exponential()
    // For a real matrix e^(-iA) is the conjugate of e^(iA).
    let second = Element.isComplex ? try (-turned).exponential() : Matrix<_>(first.conjugated)
    let difference = (first - second).map {
      Complex($0.imaginaryPart / 2, -$0.realPart / 2)
    }
    return (
      Matrix(dropping: (first + second).map { $0.scaled(by: 0.5) }), Matrix(dropping: difference)
    )
  }

  /// Returns the hyperbolic cosine and sine.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func hyperbolicCosineAndSine() throws(LinearAlgebraError) -> (
    cosine: Matrix, sine: Matrix
  ) {
    try checkForFunction()
    if norm(.one) <= 1 { return taylorPair(sign: 1) }
    let (growing, falling) = (try exponential(), try (-self).exponential())
    return (
      (growing + falling).map { $0.scaled(by: 0.5) }, (growing - falling).map { $0.scaled(by: 0.5) }
    )
  }

  /// Returns the cosine `cos A = (e^(iA) + e^(-iA)) / 2`.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func cosine() throws(LinearAlgebraError) -> Matrix { try cosineAndSine().cosine }

  /// Returns the sine `sin A = (e^(iA) - e^(-iA)) / 2i`.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func sine() throws(LinearAlgebraError) -> Matrix { try cosineAndSine().sine }

  /// Returns the tangent `(cos A)⁻¹ sin A`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if the cosine is singular, and else what
  ///   ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func tangent() throws(LinearAlgebraError) -> Matrix {
    let (cosine, sine) = try cosineAndSine()
    return try cosine.solve(sine)
  }

  /// Returns the hyperbolic cosine `cosh A = (e^A + e^(-A)) / 2`.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func hyperbolicCosine() throws(LinearAlgebraError) -> Matrix {
    try hyperbolicCosineAndSine().cosine
  }

  /// Returns the hyperbolic sine `sinh A = (e^A - e^(-A)) / 2`.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func hyperbolicSine() throws(LinearAlgebraError) -> Matrix {
    try hyperbolicCosineAndSine().sine
  }

  /// Returns the hyperbolic tangent `(cosh A)⁻¹ sinh A`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if the hyperbolic cosine is singular,
  ///   ``LinearAlgebraError/noSolution(reason:)`` if it is too large for the scalar, and else what
  ///   ``exponential()`` throws.
  /// - Precondition: The matrix is square.
  @inlinable
  public func hyperbolicTangent() throws(LinearAlgebraError) -> Matrix {
    let (cosine, sine) = try hyperbolicCosineAndSine()
    return try cosine.solve(sine)
  }

  /// The even and the odd part of a series, for a norm of at most one.
  @inline(__always)
  private func taylorPair(sign: Element.RealPart) -> (cosine: Matrix, sine: Matrix) {
    let square = self * self
    var (even, odd) = (Matrix.identity(rows), Matrix.identity(rows))
    var term = Matrix.identity(rows)
    var factor: Element.RealPart = 1
    // 1/22! is below the rounding error of Double; Horner's scheme would need the end first.
    for order in stride(from: 2, through: 22, by: 2) {
      term = term * square
      factor *= sign / Element.RealPart(order * (order - 1))
      even.add(term, scaledBy: Element(factor))
      odd.add(term, scaledBy: Element(factor / Element.RealPart(order + 1)))
    }
    return (even, self * odd)
  }
}
