import ComplexModule
import RealModule

/// A rotation in a plane, `[c s; −conj(s) c]` with `c² + |s|² = 1`, that turns one of two numbers
/// into zero.
///
///     let (rotation, r) = GivensRotation.eliminating(b, from: a)
///     // c a + s b == r, c b − conj(s) a == 0
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 5.1.8; Anderson (2017),
/// > "Algorithm 978: safe scaling in the level 1 BLAS".
public struct GivensRotation<Element: Scalar>: Hashable, Sendable {
  /// The cosine, which is real.
  public var cosine: Element.RealPart
  /// The sine.
  public var sine: Element

  /// Creates a rotation from its cosine and sine, for which `c² + |s|² = 1` should hold.
  @inlinable
  public init(cosine: Element.RealPart, sine: Element) {
    self.cosine = cosine
    self.sine = sine
  }

  /// The rotation that changes nothing.
  @inlinable
  public static var identity: GivensRotation { GivensRotation(cosine: 1, sine: 0) }

  /// Returns the rotation that turns `b` into zero, and what becomes of `a`.
  ///
  /// With `r = √(|a|² + |b|²) · a / |a|` the cosine is `|a| / |r|`, never negative, and the sine is
  /// `conj(b) · (a / |a|) / |r|`; a zero `b` gives the identity. Neither squares nor quotients overflow
  /// or underflow unless `r` itself does. A NaN in a number spreads.
  public static func eliminating(
    _ b: Element, from a: Element
  ) -> (rotation: GivensRotation, result: Element) {
    typealias Real = Element.RealPart
    if b == 0 && b.isFinite { return (.identity, a) }
    let largest = Real.maximum(a.modulus, b.modulus)
    guard largest.isFinite, a.isFinite, b.isFinite else {
      // The modulus of a finite complex number may still overflow; half of it does not.
      if a.isFinite && b.isFinite {
        let (rotation, half) = eliminating(b.scaled(by: 0.25), from: a.scaled(by: 0.25))
        return (rotation, half.scaled(by: 4))
      }
      let invalid = Element(realPart: .nan, imaginaryPart: Element.isComplex ? .nan : 0)
      return (GivensRotation(cosine: .nan, sine: invalid), invalid)
    }
    // A power of two brings the larger number near one, exactly.
    let exponent = Int(largest.exponent)
    let (x, y) = (a.scaled(byPowerOfTwo: -exponent), b.scaled(byPowerOfTwo: -exponent))
    let length = Real.sqrt(x.squaredModulus + y.squaredModulus)
    // The phase comes from `a` itself: scaled, it may have become zero.
    let size = a.modulus
    guard size > 0 else {
      let modulus = y.modulus
      return (
        GivensRotation(cosine: 0, sine: y.conjugate.scaled(by: 1 / modulus)),
        Element(modulus).scaled(byPowerOfTwo: exponent)
      )
    }
    let own = -Int(size.exponent)
    let scaled = a.scaled(byPowerOfTwo: own)
    let phase = scaled.scaled(by: 1 / scaled.modulus)
    return (
      GivensRotation(
        cosine: x.modulus / length, sine: (y.conjugate * phase).scaled(by: 1 / length)),
      phase.scaled(by: length).scaled(byPowerOfTwo: exponent)
    )
  }

  /// The inverse rotation, which is the adjoint.
  @inlinable
  public var inverse: GivensRotation { GivensRotation(cosine: cosine, sine: -sine) }

  /// The rotation as a `2 × 2` matrix.
  @inlinable
  public var matrix: Matrix<Element> {
    [[Element(cosine), sine], [-sine.conjugate, Element(cosine)]]
  }

  /// Rotates a pair of numbers: `(c a + s b, c b − conj(s) a)`.
  @inlinable
  public func applied(to a: Element, _ b: Element) -> (Element, Element) {
    (a.scaled(by: cosine) + sine * b, b.scaled(by: cosine) - sine.conjugate * a)
  }
}

/// Rotates vectors element by element: `(x, y) = (c x + s y, c y − conj(s) x)`. (BLAS: `rot`.)
///
/// - Precondition: The lengths are equal.
@inlinable
public func rotate<
  T: Scalar, X: VectorTarget & ~Copyable & ~Escapable, Y: VectorTarget & ~Copyable & ~Escapable
>(_ x: inout X, _ y: inout Y, by rotation: GivensRotation<T>)
where X.Element == T, Y.Element == T {
  x.withTarget(discardingElements: false) { x in
    y.withTarget(discardingElements: false) { y in x.rotate(with: &y, rotation) }
  }
}

extension MutableVectorView {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  @_lifetime(other: copy other)
  mutating func rotate(
    with other: inout MutableVectorView<Element>, _ rotation: GivensRotation<Element>
  ) {
    precondition(
      count == other.count, "cannot rotate vectors of \(count) and \(other.count) elements")
    let (x, y) = unsafe (base, other.base)
    let (strideX, strideY) = unsafe (strided.stride, other.strided.stride)
    for index in 0..<count {
      let (i, j) = (index * strideX, index * strideY)
      unsafe (x[i], y[j]) = rotation.applied(to: x[i], y[j])
    }
  }
}

extension Matrix {
  /// Replaces two rows by `(c rᵢ + s rⱼ, c rⱼ − conj(s) rᵢ)`: the product of a rotation and the matrix.
  ///
  /// - Precondition: The rows are within the matrix and differ.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func rotateRows(_ first: Int, _ second: Int, by rotation: GivensRotation<Element>)
  {
    precondition(
      first != second && 0 <= first && first < rows && 0 <= second && second < rows,
      "cannot rotate rows \(first) and \(second) of a \(shape) matrix")
    makeUnique()
    for column in 0..<columns {
      let start = unsafe storage.base + column * rows
      unsafe (start[first], start[second]) = rotation.applied(to: start[first], start[second])
    }
  }

  /// Replaces two columns by `(c aᵢ + conj(s) aⱼ, c aⱼ − s aᵢ)`: the product of the matrix and the
  /// adjoint of a rotation.
  ///
  /// - Precondition: The columns are within the matrix and differ.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func rotateColumns(
    _ first: Int, _ second: Int, by rotation: GivensRotation<Element>
  ) {
    precondition(
      first != second && 0 <= first && first < columns && 0 <= second && second < columns,
      "cannot rotate columns \(first) and \(second) of a \(shape) matrix")
    makeUnique()
    let conjugated = GivensRotation(cosine: rotation.cosine, sine: rotation.sine.conjugate)
    let (x, y) = unsafe (storage.base + first * rows, storage.base + second * rows)
    for row in 0..<rows { unsafe (x[row], y[row]) = conjugated.applied(to: x[row], y[row]) }
  }
}
