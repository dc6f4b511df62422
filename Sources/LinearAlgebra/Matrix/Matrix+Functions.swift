public import ComplexModule
import RealModule

extension Matrix {
  /// Applies a function to every element.
  ///
  /// - Complexity: O(`count`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func apply(_ function: ElementaryFunction) {
    // One loop for each function, so that the choice is made once.
    switch function {
    case .exp: update { Element.exp($0) }
    case .expMinusOne: update { Element.expMinusOne($0) }
    case .log: update { Element.log($0) }
    case .logOnePlus: update { Element.log(onePlus: $0) }
    case .sqrt: update { Element.sqrt($0) }
    case .reciprocal: update { 1 / $0 }
    case .square: update { $0 * $0 }
    case .cos: update { Element.cos($0) }
    case .sin: update { Element.sin($0) }
    case .tan: update { Element.tan($0) }
    case .acos: update { Element.acos($0) }
    case .asin: update { Element.asin($0) }
    case .atan: update { Element.atan($0) }
    case .cosh: update { Element.cosh($0) }
    case .sinh: update { Element.sinh($0) }
    case .tanh: update { Element.tanh($0) }
    case .acosh: update { Element.acosh($0) }
    case .asinh: update { Element.asinh($0) }
    case .atanh: update { Element.atanh($0) }
    }
  }

  /// Returns a matrix with a function of every element.
  @inlinable
  public func applying(_ function: ElementaryFunction) -> Matrix {
    var result = self
    result.apply(function)
    return result
  }

  /// Returns every element raised to an integral power.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func raised(to exponent: Int) -> Matrix { mapped { Element.pow($0, exponent) } }

  /// Returns every element raised to a power; a negative real one gives NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func raised(to exponent: Element) -> Matrix { mapped { Element.pow($0, exponent) } }

  /// Returns every element raised to the element of another matrix at its place.
  ///
  /// - Precondition: The shapes are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func raised(to exponents: Matrix) -> Matrix {
    zipped(with: exponents, "raise") { Element.pow($0, $1) }
  }

  /// Returns the absolute values `√(re² + im²)`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func moduli() -> Matrix<Element.RealPart> { map { $0.modulus } }

  /// Returns the squares of the absolute values.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func squaredModuli() -> Matrix<Element.RealPart> { map { $0.squaredModulus } }

  /// Returns the angles `atan2(im, re)`, between `-π` and `π`; zero for zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func arguments() -> Matrix<Element.RealPart> {
    map { Element.RealPart.atan2(y: $0.imaginaryPart, x: $0.realPart) }
  }

  /// Returns every element divided by its absolute value; zero stays zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func phases() -> Matrix {
    mapped { element in
      let modulus = element.modulus
      if modulus == 0 { return element }
      // A power of two first: the reciprocal of a subnormal number would overflow.
      let scaled = element.scaled(byPowerOfTwo: modulus.isFinite ? -Int(modulus.exponent) : 0)
      return scaled.scaled(by: 1 / scaled.modulus)
    }
  }

  /// Returns the real parts.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func realParts() -> Matrix<Element.RealPart> { map { $0.realPart } }

  /// Returns the imaginary parts, zeros for a real matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func imaginaryParts() -> Matrix<Element.RealPart> { map { $0.imaginaryPart } }

  /// Creates a matrix from real and imaginary parts; a real matrix drops the latter.
  ///
  /// - Precondition: The shapes are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(realParts: Matrix<Element.RealPart>, imaginaryParts: Matrix<Element.RealPart>) {
    precondition(
      realParts.shape == imaginaryParts.shape,
      "real parts of shape \(realParts.shape) do not fit imaginary parts of \(imaginaryParts.shape)"
    )
    self = realParts.combined(with: imaginaryParts) {
      Element(realPart: $0, imaginaryPart: $1)
    }
  }

  /// Creates a matrix from a real one of any precision: rounds, extends or adds zero imaginary parts.
  @inlinable
  public init<Other: RealScalar>(converting other: Matrix<Other>) {
    self = other.map { Element(Element.RealPart($0)) }
  }

  /// Creates a complex matrix from one of another precision.
  @inlinable
  public init<Other: RealScalar>(converting other: Matrix<Complex<Other>>)
  where Element: ComplexScalar {
    self = other.map {
      Element(
        realPart: Element.RealPart($0.realPart), imaginaryPart: Element.RealPart($0.imaginaryPart))
    }
  }

  /// Returns a matrix with a function of the elements of two matrices at every place.
  ///
  /// - Precondition: The shapes are equal.
  @inlinable
  public func combined<Other: Scalar, Result: Scalar, E: Error>(
    with other: Matrix<Other>, _ transform: (Element, Other) throws(E) -> Result
  ) throws(E) -> Matrix<Result> {
    precondition(
      shape == other.shape, "cannot combine matrices of shapes \(shape) and \(other.shape)")
    let result = Matrix<Result>(uninitializedRows: rows, columns: columns)
    for index in 0..<count {
      unsafe result.storage.base[index] = try transform(
        storage.base[index], other.storage.base[index])
    }
    return result
  }

  /// Changes every element in place.
  @inlinable
  public mutating func transform<E: Error>(
    _ change: (inout Element) throws(E) -> Void
  ) throws(E) {
    makeUnique()
    for index in 0..<count { try unsafe change(&storage.base[index]) }
  }

  /// Returns the matrix with another one's elements where a condition holds for its own.
  ///
  /// - Precondition: The shapes are equal.
  @inlinable
  public func replacing<E: Error>(
    with other: Matrix, where condition: (Element) throws(E) -> Bool
  ) throws(E) -> Matrix {
    try combined(with: other) { (own, other) throws(E) in try condition(own) ? other : own }
  }

  /// Returns the matrix with one value where a condition holds.
  @inlinable
  public func replacing<E: Error>(
    with value: Element, where condition: (Element) throws(E) -> Bool
  ) throws(E) -> Matrix {
    try map { own throws(E) in try condition(own) ? value : own }
  }
}

extension Matrix where Element: RealScalar {
  /// Applies a function to every element.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public mutating func apply(_ function: RealFunction) {
    switch function {
    case .abs: update { $0.magnitude }
    case .sign: update { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    case .floor: update { $0.rounded(.down) }
    case .ceiling: update { $0.rounded(.up) }
    case .round: update { $0.rounded(.toNearestOrEven) }
    case .truncate: update { $0.rounded(.towardZero) }
    case .exp2: update { Element.exp2($0) }
    case .exp10: update { Element.exp10($0) }
    case .log2: update { Element.log2($0) }
    case .log10: update { Element.log10($0) }
    case .cubeRoot: update { Element.root($0, 3) }
    case .errorFunction: update { Element.erf($0) }
    case .complementaryErrorFunction: update { Element.erfc($0) }
    case .gamma: update { Element.gamma($0) }
    case .logGamma: update { Element.logGamma($0) }
    }
  }

  /// Returns a matrix with a function of every element.
  @inlinable
  public func applying(_ function: RealFunction) -> Matrix {
    var result = self
    result.apply(function)
    return result
  }

  /// Returns the matrix with every element moved into a range; NaN stays.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func clamped(to range: ClosedRange<Element>) -> Matrix {
    mapped {
      $0 < range.lowerBound ? range.lowerBound : $0 > range.upperBound ? range.upperBound : $0
    }
  }

  /// Returns the smaller element of two matrices at every place, NaN if one is NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func elementwiseMinimum(_ other: Matrix) -> Matrix {
    zipped(with: other, "compare") { isBetter($1, than: $0, false) ? $1 : $0 }
  }

  /// Returns the larger element of two matrices at every place, NaN if one is NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func elementwiseMaximum(_ other: Matrix) -> Matrix {
    zipped(with: other, "compare") { isBetter($1, than: $0, true) ? $1 : $0 }
  }
}
