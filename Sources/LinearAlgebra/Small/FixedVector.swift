public import RealModule

/// A short vector whose length is part of its type, stored in place.
///
///     let axis: FixedVector<3, Double> = [0, 0, 1]
///     let moved = rotation * axis          // rotation: FixedMatrix<3, 3, Double>
///
/// It needs no memory of its own and costs nothing to create, which suits the vectors of geometry
/// and of small filters; for more than a dozen elements use ``Vector``.
public struct FixedVector<let Count: Int, Element: Scalar>: Sendable {
  @usableFromInline var storage: InlineArray<Count, Element>

  /// Creates a vector that holds one value everywhere.
  @inlinable
  public init(repeating value: Element = 0) { storage = InlineArray(repeating: value) }

  /// Creates a vector from a function of the index.
  @inlinable
  public init<E: Error>(_ element: (Int) throws(E) -> Element) throws(E) {
    storage = InlineArray(repeating: 0)
    for index in 0..<Count { storage[index] = try element(index) }
  }

  /// The number of elements.
  @inlinable
  public var count: Int { Count }

  /// The element at an index, counted from zero.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public subscript(index: Int) -> Element {
    get { storage[index] }
    set { storage[index] = newValue }
  }
}

extension FixedVector: ExpressibleByArrayLiteral {
  /// Creates a vector from literal elements.
  ///
  /// - Precondition: There are `Count` elements.
  @inlinable
  public init(arrayLiteral elements: Element...) {
    precondition(
      elements.count == Count, "\(elements.count) elements do not make a vector of \(Count)")
    self.init { elements[$0] }
  }
}

// MARK: Arithmetic

extension FixedVector: AdditiveArithmetic {
  /// The vector of zeros.
  @inlinable
  public static var zero: FixedVector { FixedVector(repeating: 0) }

  /// Returns the sum of two vectors.
  @inlinable
  public static func + (a: FixedVector, b: FixedVector) -> FixedVector {
    FixedVector { unsafe a.storage[unchecked: $0] + b.storage[unchecked: $0] }
  }

  /// Returns the difference of two vectors.
  @inlinable
  public static func - (a: FixedVector, b: FixedVector) -> FixedVector {
    FixedVector { unsafe a.storage[unchecked: $0] - b.storage[unchecked: $0] }
  }

  /// Returns the opposite vector.
  @inlinable
  public static prefix func - (a: FixedVector) -> FixedVector {
    FixedVector { unsafe -a.storage[unchecked: $0] }
  }

  /// Returns the product with a scalar.
  @inlinable
  public static func * (a: FixedVector, b: Element) -> FixedVector {
    FixedVector { unsafe a.storage[unchecked: $0] * b }
  }

  /// Returns the product with a scalar.
  @inlinable
  public static func * (a: Element, b: FixedVector) -> FixedVector {
    FixedVector { unsafe a * b.storage[unchecked: $0] }
  }

  /// Returns the quotient by a scalar.
  @inlinable
  public static func / (a: FixedVector, b: Element) -> FixedVector {
    FixedVector { unsafe a.storage[unchecked: $0] / b }
  }

  /// Multiplies by a scalar.
  @inlinable
  public static func *= (a: inout FixedVector, b: Element) { a = a * b }

  /// Divides by a scalar.
  @inlinable
  public static func /= (a: inout FixedVector, b: Element) { a = a / b }

  /// Returns the sum `Σ aᵢ bᵢ`, without conjugation.
  @inlinable
  public func dot(_ other: FixedVector) -> Element {
    var sum: Element = 0
    for index in 0..<Count {
      unsafe sum += storage[unchecked: index] * other.storage[unchecked: index]
    }
    return sum
  }

  /// Returns the inner product `Σ conj(aᵢ) bᵢ`.
  @inlinable
  public func innerProduct(_ other: FixedVector) -> Element {
    var sum: Element = 0
    for index in 0..<Count {
      unsafe sum += storage[unchecked: index].conjugate * other.storage[unchecked: index]
    }
    return sum
  }

  /// Returns the Euclidean length `√Σ |aᵢ|²`, without undue overflow or underflow.
  @inlinable
  public func norm() -> Element.RealPart {
    unsafe withElements { unsafe smallFrobeniusNorm(Count, $0) }
  }
}

extension FixedVector where Count == 3 {
  /// Returns the cross product `a × b`, orthogonal to both vectors (bilinear for complex ones).
  @inlinable
  public func cross(_ other: FixedVector) -> FixedVector {
    let (a, b) = (storage, other.storage)
    var result = FixedVector()
    result.storage[0] = a[1] * b[2] - a[2] * b[1]
    result.storage[1] = a[2] * b[0] - a[0] * b[2]
    result.storage[2] = a[0] * b[1] - a[1] * b[0]
    return result
  }
}

// MARK: Memory and conversions

extension FixedVector {
  @inlinable
  @inline(__always)
  func withElements<R, E: Error>(
    _ body: (UnsafePointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe withUnsafePointer(to: storage) { pointer throws(E) in
      try unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: Element.self))
    }
  }

  @inlinable
  @inline(__always)
  mutating func withMutableElements<R, E: Error>(
    _ body: (UnsafeMutablePointer<Element>) throws(E) -> R
  ) throws(E) -> R {
    try unsafe withUnsafeMutablePointer(to: &storage) { pointer throws(E) in
      try unsafe body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Element.self))
    }
  }

  /// Creates a vector from one whose length is not part of its type.
  ///
  /// - Precondition: It has `Count` elements.
  @inlinable
  public init(_ vector: Vector<Element>) {
    precondition(
      vector.count == Count, "\(vector.count) elements do not make a vector of \(Count)")
    self.init { vector[$0] }
  }
}

extension Vector {
  /// Creates a vector from one whose length is part of its type.
  @inlinable
  public init<let Count: Int>(_ vector: FixedVector<Count, Element>) {
    self.init(count: Count) { vector[$0] }
  }
}

// MARK: Conformances

extension FixedVector: Hashable {
  /// Whether all elements are equal.
  @inlinable
  public static func == (a: FixedVector, b: FixedVector) -> Bool {
    for index in 0..<Count where unsafe a.storage[unchecked: index] != b.storage[unchecked: index] {
      return false
    }
    return true
  }

  /// Hashes the elements.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    for index in 0..<Count { hasher.combine(storage[index]) }
  }
}

extension FixedVector: Codable {
  /// Writes the elements as an array.
  public func encode(to encoder: any Encoder) throws { try Vector(self).encode(to: encoder) }

  /// Reads an array of `Count` elements.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if there are more or fewer.
  public init(from decoder: any Decoder) throws {
    let vector = try Vector<Element>(from: decoder)
    guard vector.count == Count else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(vector.count) elements do not make a vector of \(Count)"))
    }
    self.init(vector)
  }
}

extension FixedVector: CustomStringConvertible {
  /// The type, then the elements below each other.
  public var description: String {
    Vector(self).matrix.describe(type: "FixedVector<\(Count), \(Element.self)>")
  }
}
