public import ComplexModule
import RealModule

// What matrices have, for vectors.

extension Vector {
  /// Applies a function to every element.
  @inlinable
  public mutating func apply(_ function: ElementaryFunction) { storedMatrix.apply(function) }

  /// Returns a vector with a function of every element.
  @inlinable
  public func applying(_ function: ElementaryFunction) -> Vector {
    Vector(matrix: matrix.applying(function))
  }

  /// Returns every element raised to an integral power.
  @inlinable
  public func raised(to exponent: Int) -> Vector { Vector(matrix: matrix.raised(to: exponent)) }

  /// Returns every element raised to a power; a negative real one gives NaN.
  @inlinable
  public func raised(to exponent: Element) -> Vector { Vector(matrix: matrix.raised(to: exponent)) }

  /// Returns the absolute values `√(re² + im²)`.
  @inlinable
  public func moduli() -> Vector<Element.RealPart> { .init(matrix: matrix.moduli()) }

  /// Returns the squares of the absolute values.
  @inlinable
  public func squaredModuli() -> Vector<Element.RealPart> { .init(matrix: matrix.squaredModuli()) }

  /// Returns the angles `atan2(im, re)`, between `-π` and `π`; zero for zero.
  @inlinable
  public func arguments() -> Vector<Element.RealPart> { .init(matrix: matrix.arguments()) }

  /// Returns every element divided by its absolute value; zero stays zero.
  @inlinable
  public func phases() -> Vector { Vector(matrix: matrix.phases()) }

  /// Returns the real parts.
  @inlinable
  public func realParts() -> Vector<Element.RealPart> { .init(matrix: matrix.realParts()) }

  /// Returns the imaginary parts, zeros for a real vector.
  @inlinable
  public func imaginaryParts() -> Vector<Element.RealPart> {
    .init(matrix: matrix.imaginaryParts())
  }

  /// Returns the conjugates.
  @inlinable
  public func conjugates() -> Vector { Vector(matrix: Matrix(matrix.conjugated)) }

  /// Creates a vector from real and imaginary parts; a real vector drops the latter.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  public init(realParts: Vector<Element.RealPart>, imaginaryParts: Vector<Element.RealPart>) {
    self.init(
      matrix: Matrix(realParts: realParts.matrix, imaginaryParts: imaginaryParts.matrix))
  }

  /// Creates a vector from a real one of any precision: rounds, extends or adds zero imaginary parts.
  @inlinable
  public init<Other: RealScalar>(converting other: Vector<Other>) {
    self.init(matrix: Matrix(converting: other.matrix))
  }

  /// Creates a complex vector from one of another precision.
  @inlinable
  public init<Other: RealScalar>(converting other: Vector<Complex<Other>>)
  where Element: ComplexScalar {
    self.init(matrix: Matrix(converting: other.matrix))
  }

  /// Returns a vector with a function of the elements of two vectors at every place.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  public func combined<Other: Scalar, Result: Scalar, E: Error>(
    with other: Vector<Other>, _ transform: (Element, Other) throws(E) -> Result
  ) throws(E) -> Vector<Result> {
    Vector<Result>(matrix: try matrix.combined(with: other.matrix, transform))
  }

  /// Returns the vector with another one's elements where a condition holds for its own.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  public func replacing<E: Error>(
    with other: Vector, where condition: (Element) throws(E) -> Bool
  ) throws(E) -> Vector {
    Vector(matrix: try matrix.replacing(with: other.matrix, where: condition))
  }

  /// Returns the vector with one value where a condition holds.
  @inlinable
  public func replacing<E: Error>(
    with value: Element, where condition: (Element) throws(E) -> Bool
  ) throws(E) -> Vector {
    Vector(matrix: try matrix.replacing(with: value, where: condition))
  }

  /// Whether no element is infinite or NaN.
  @inlinable
  public var isFinite: Bool { matrix.isFinite }

  /// Whether an element is NaN, or a part of one.
  @inlinable
  public var hasNaN: Bool { matrix.hasNaN }

  /// Whether the difference to another vector is small beside the larger of both, in the 2-norm.
  ///
  /// See ``Matrix/isApproximatelyEqual(to:relativeTolerance:absoluteTolerance:)``.
  @inlinable
  public func isApproximatelyEqual(
    to other: Vector,
    relativeTolerance: Element.RealPart = Element.RealPart.ulpOfOne.squareRoot(),
    absoluteTolerance: Element.RealPart = 0
  ) -> Bool {
    matrix.isApproximatelyEqual(
      to: other.matrix, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance)
  }

  /// Whether every element is close to its counterpart.
  ///
  /// See ``Matrix/isElementwiseApproximatelyEqual(to:relativeTolerance:absoluteTolerance:)``.
  @inlinable
  public func isElementwiseApproximatelyEqual(
    to other: Vector,
    relativeTolerance: Element.RealPart = Element.RealPart.ulpOfOne.squareRoot(),
    absoluteTolerance: Element.RealPart = 0
  ) -> Bool {
    matrix.isElementwiseApproximatelyEqual(
      to: other.matrix, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance)
  }

  /// Returns the product of all elements; one if there are none.
  @inlinable
  public func product() -> Element { matrix.product() }

  /// Returns the variance `Σ |x − mean|² / (n − degreesOfFreedom)`, `nil` if nothing is left to divide by.
  @inlinable
  public func variance(degreesOfFreedom: Int = 0) -> Element.RealPart? {
    count > degreesOfFreedom
      ? matrix.variances(of: .columns, degreesOfFreedom: degreesOfFreedom)[0] : nil
  }

  /// Returns the root of the variance, `nil` if there is none.
  @inlinable
  public func standardDeviation(degreesOfFreedom: Int = 0) -> Element.RealPart? {
    variance(degreesOfFreedom: degreesOfFreedom)?.squareRoot()
  }

  /// Returns the sums of the first, the first two, … elements.
  @inlinable
  public func cumulativeSums() -> Vector { Vector(matrix: matrix.cumulativeSums(of: .columns)) }

  /// Returns the products of the first, the first two, … elements.
  @inlinable
  public func cumulativeProducts() -> Vector {
    Vector(matrix: matrix.cumulativeProducts(of: .columns))
  }
}

extension Vector where Element: RealScalar {
  /// Applies a function to every element.
  @inlinable
  public mutating func apply(_ function: RealFunction) { storedMatrix.apply(function) }

  /// Returns a vector with a function of every element.
  @inlinable
  public func applying(_ function: RealFunction) -> Vector {
    Vector(matrix: matrix.applying(function))
  }

  /// Returns the vector with every element moved into a range; NaN stays.
  @inlinable
  public func clamped(to range: ClosedRange<Element>) -> Vector {
    Vector(matrix: matrix.clamped(to: range))
  }

  /// Returns `log Σ exp x` without overflow; minus infinity if empty.
  @inlinable
  public func logSumExp() -> Element { matrix.logSumExps(of: .columns)[0] }

  /// Returns the index of the smallest element, the lowest of ties, `nil` if empty.
  @inlinable
  public func argmin() -> Int? { matrix.argmin()?.row }

  /// Returns the elements in order, NaN last.
  @inlinable
  public func sorted(isDescending: Bool) -> Vector {
    Vector(matrix: matrix.sorted(of: .columns, isDescending: isDescending))
  }

  /// Returns the elements in ascending order, NaN last.
  @inlinable
  public func sorted() -> Vector { sorted(isDescending: false) }

  /// Returns the places of the elements in order, NaN last; equal elements keep their order.
  @inlinable
  public func argsorted(isDescending: Bool = false) -> [Int] {
    matrix.argsorted(of: .columns, isDescending: isDescending)[0]
  }

  /// Returns a quantile, interpolated linearly; NaN with a NaN, `nil` if empty.
  ///
  /// - Precondition: The probability is between zero and one.
  @inlinable
  public func quantile(_ probability: Element) -> Element? {
    isEmpty ? nil : matrix.quantiles(of: .columns, probability)[0]
  }

  /// Returns the median, NaN with a NaN, `nil` if empty.
  @inlinable
  public func median() -> Element? { quantile(0.5) }
}
