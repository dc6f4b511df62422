public import ComplexModule

// Functions of lazy transposes and views, which are copied first. A matrix has its own.

extension MatrixOperand where Self: ~Escapable, Element: LAPACKScalar {
  /// Returns the exponential; see ``Matrix/exponential()``.
  @inlinable
  public func exponential() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).exponential()
  }

  /// Returns `e^(t A) B`; see `Matrix.exponentialAction(on:time:)`.
  @inlinable
  public func exponentialAction<B: MatrixOperand & ~Escapable>(
    on b: B, time: Element.RealPart = 1
  ) throws(LinearAlgebraError) -> Matrix<Element> where B.Element == Element {
    let a = try Matrix(checking: self)
    return try a.exponentialAction(on: Matrix(checking: b), time: time)
  }

  /// Returns the exponential and its derivative in a direction; see
  /// ``Matrix/exponentialDerivative(_:)``.
  @inlinable
  public func exponentialDerivative<B: MatrixOperand & ~Escapable>(
    _ direction: B
  ) throws(LinearAlgebraError) -> (exponential: Matrix<Element>, derivative: Matrix<Element>)
  where B.Element == Element {
    let a = try Matrix(checking: self)
    return try a.exponentialDerivative(Matrix(checking: direction))
  }

  /// Returns the principal square root; see ``Matrix/squareRoot()``.
  @inlinable
  public func squareRoot() throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try Matrix(checking: self).squareRoot()
  }

  /// Returns the principal logarithm; see ``Matrix/logarithm()``.
  @inlinable
  public func logarithm() throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try Matrix(checking: self).logarithm()
  }

  /// Returns a principal power; see ``Matrix/principalPower(_:)``.
  @inlinable
  public func principalPower(
    _ exponent: Element.RealPart
  ) throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try Matrix(checking: self).principalPower(exponent)
  }

  /// Returns a power by repeated squaring; see ``Matrix/power(_:)``.
  @inlinable
  public func power(_ exponent: Int) throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).power(exponent)
  }

  /// Returns the sign; see ``Matrix/sign()``.
  @inlinable
  public func sign() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).sign()
  }

  /// Returns the cosine and the sine; see ``Matrix/cosineAndSine()``.
  @inlinable
  public func cosineAndSine() throws(LinearAlgebraError) -> (
    cosine: Matrix<Element>, sine: Matrix<Element>
  ) {
    try Matrix(checking: self).cosineAndSine()
  }

  /// Returns the hyperbolic cosine and sine; see ``Matrix/hyperbolicCosineAndSine()``.
  @inlinable
  public func hyperbolicCosineAndSine() throws(LinearAlgebraError) -> (
    cosine: Matrix<Element>, sine: Matrix<Element>
  ) {
    try Matrix(checking: self).hyperbolicCosineAndSine()
  }

  /// Returns the cosine; see ``Matrix/cosine()``.
  @inlinable
  public func cosine() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).cosine()
  }

  /// Returns the sine; see ``Matrix/sine()``.
  @inlinable
  public func sine() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).sine()
  }

  /// Returns the tangent; see ``Matrix/tangent()``.
  @inlinable
  public func tangent() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).tangent()
  }

  /// Returns the hyperbolic cosine; see ``Matrix/hyperbolicCosine()``.
  @inlinable
  public func hyperbolicCosine() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).hyperbolicCosine()
  }

  /// Returns the hyperbolic sine; see ``Matrix/hyperbolicSine()``.
  @inlinable
  public func hyperbolicSine() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).hyperbolicSine()
  }

  /// Returns the hyperbolic tangent; see ``Matrix/hyperbolicTangent()``.
  @inlinable
  public func hyperbolicTangent() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).hyperbolicTangent()
  }

  /// Returns a function through eigenvectors; see ``Matrix/function(_:)``.
  @inlinable
  public func function(
    _ f: (Complex<Element.RealPart>) -> Complex<Element.RealPart>
  ) throws(LinearAlgebraError) -> (
    value: Matrix<Complex<Element.RealPart>>, relativeError: Element.RealPart
  ) {
    try Matrix(checking: self).function(f)
  }

  /// Returns an analytic function from its derivatives; see ``Matrix/function(derivatives:)``.
  @inlinable
  public func function(
    derivatives: (_ point: Complex<Element.RealPart>, _ order: Int) -> Complex<Element.RealPart>
  ) throws(LinearAlgebraError) -> Matrix<Complex<Element.RealPart>> {
    try Matrix(checking: self).function(derivatives: derivatives)
  }
}

extension MatrixOperand where Self: ~Escapable, Element: RealScalar {
  /// Returns the principal square root of a real matrix; see ``Matrix/realSquareRoot()``.
  @inlinable
  public func realSquareRoot() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).realSquareRoot()
  }

  /// Returns the principal logarithm of a real matrix; see ``Matrix/realLogarithm()``.
  @inlinable
  public func realLogarithm() throws(LinearAlgebraError) -> Matrix<Element> {
    try Matrix(checking: self).realLogarithm()
  }
}
