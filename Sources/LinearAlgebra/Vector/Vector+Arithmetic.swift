extension Vector {
  /// The elements.
  @inlinable
  public var elements: Span<Element> {
    @_lifetime(borrow self) get { storedMatrix.elements }
  }

  /// The elements, to be changed in place.
  @inlinable
  public var mutableElements: MutableSpan<Element> {
    @_lifetime(&self) mutating get { storedMatrix.mutableElements }
  }

  /// Lends the elements to a closure.
  @inlinable
  public func withUnsafeElements<R: ~Copyable, E: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe storedMatrix.withUnsafeElements(body)
  }

  /// Lends the elements to a closure that may change them.
  @inlinable
  public mutating func withUnsafeMutableElements<R: ~Copyable, E: Error>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe storedMatrix.withUnsafeMutableElements(body)
  }

  /// Stores one value everywhere.
  @inlinable
  public mutating func fill(with value: Element) { storedMatrix.fill(with: value) }

  /// Stores zero everywhere, also where there was a NaN.
  @inlinable
  public mutating func setToZero() { storedMatrix.setToZero() }

  /// Returns the sum of two vectors of one length.
  @inlinable
  public static func + (a: Vector, b: Vector) -> Vector { Vector(matrix: a.matrix + b.matrix) }

  /// Returns the difference of two vectors of one length.
  @inlinable
  public static func - (a: Vector, b: Vector) -> Vector { Vector(matrix: a.matrix - b.matrix) }

  /// Adds a vector of the same length.
  @inlinable
  public static func += (a: inout Vector, b: Vector) { a.storedMatrix += b.storedMatrix }

  /// Subtracts a vector of the same length.
  @inlinable
  public static func -= (a: inout Vector, b: Vector) { a.storedMatrix -= b.storedMatrix }

  /// Returns the vector with the sign of every element changed.
  @inlinable
  public static prefix func - (a: Vector) -> Vector { Vector(matrix: -a.matrix) }

  /// Returns the product of a number and a vector.
  @inlinable
  public static func * (scalar: Element, a: Vector) -> Vector { Vector(matrix: scalar * a.matrix) }

  /// Returns the product of a vector and a number.
  @inlinable
  public static func * (a: Vector, scalar: Element) -> Vector { Vector(matrix: a.matrix * scalar) }

  /// Returns the vector divided by a number.
  @inlinable
  public static func / (a: Vector, scalar: Element) -> Vector { Vector(matrix: a.matrix / scalar) }

  /// Multiplies every element by a number.
  @inlinable
  public static func *= (a: inout Vector, scalar: Element) { a.storedMatrix *= scalar }

  /// Divides every element by a number.
  @inlinable
  public static func /= (a: inout Vector, scalar: Element) { a.storedMatrix /= scalar }

  /// Returns the elementwise product of two vectors of one length.
  @inlinable
  public func multiplied(by other: Vector) -> Vector {
    Vector(matrix: matrix.multiplied(by: other.matrix))
  }

  /// Returns the elementwise quotient of two vectors of one length.
  @inlinable
  public func divided(by other: Vector) -> Vector {
    Vector(matrix: matrix.divided(by: other.matrix))
  }

  /// Returns a vector with a function of every element.
  @inlinable
  public func map<Result: Scalar, E: Error>(
    _ transform: (Element) throws(E) -> Result
  ) throws(E) -> Vector<Result> {
    Vector<Result>(matrix: try matrix.map(transform))
  }
}

extension Vector where Element: BLASScalar {
  /// Adds a multiple of a vector of the same length: `self += factor * other`.
  ///
  /// A factor of zero changes nothing, whatever `other` holds.
  @inlinable
  public mutating func add(_ other: Vector, scaledBy factor: Element) {
    storedMatrix.add(other.storedMatrix, scaledBy: factor)
  }
}
