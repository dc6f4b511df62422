import RealModule

/// A rotation of two rows that are kept without their lengths: the modified, or fast, Givens rotation.
///
/// The rows `√d₁ x` and `√d₂ y` are stored as `x` and `y` with squared weights `d₁` and `d₂`. The rotation
/// that turns an element of the second row into zero is then a matrix `H` with two ones, or minus ones,
/// which costs half of the multiplications of a ``GivensRotation`` and no square root:
///
///     let (rotation, r) = try ModifiedGivensRotation.eliminating(y, from: x, weights: (d1, d2))
///     // H [x; y] == [r.value; 0], and Hᵀ diag(r.weights) H == diag(d1, d2)
///
/// > Reference: Lawson, Hanson, Kincaid and Krogh (1979), "Basic linear algebra subprograms for Fortran
/// > usage", `rotmg` and `rotm`.
public struct ModifiedGivensRotation<Element: RealScalar>: Hashable, Sendable {
  /// Which elements of `H` are not stored.
  public enum Form: Hashable, Sendable {
    /// `H` is the identity. (BLAS: flag -2.)
    case identity
    /// The diagonal is `1, 1`. (BLAS: flag 0.)
    case unitDiagonal
    /// The other elements are `1` above the diagonal and `-1` below. (BLAS: flag 1.)
    case unitOffDiagonal
    /// Nothing is known. (BLAS: flag -1.)
    case general
  }

  /// What is known of the elements.
  public let form: Form
  /// The matrix `H` by rows.
  private let h: (Element, Element, Element, Element)

  private init(_ form: Form, _ a: Element, _ b: Element, _ c: Element, _ d: Element) {
    (self.form, h) = (form, (a, b, c, d))
  }

  /// The rotation that changes nothing.
  public static var identity: ModifiedGivensRotation { Self(.identity, 1, 0, 0, 1) }

  /// Creates a rotation with ones on its diagonal from the elements beside it.
  public static func unitDiagonal(upper: Element, lower: Element) -> ModifiedGivensRotation {
    Self(.unitDiagonal, 1, upper, lower, 1)
  }

  /// Creates a rotation with `1` above and `-1` below its diagonal from the diagonal.
  public static func unitOffDiagonal(
    first: Element, second: Element
  ) -> ModifiedGivensRotation {
    Self(.unitOffDiagonal, first, 1, -1, second)
  }

  /// Creates a rotation from a matrix.
  ///
  /// - Precondition: The matrix is `2 × 2`.
  public static func general(_ matrix: Matrix<Element>) -> ModifiedGivensRotation {
    precondition(
      matrix.rows == 2 && matrix.columns == 2, "a rotation of two rows is no \(matrix.shape) matrix"
    )
    return Self(.general, matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1])
  }

  /// The rotation as a `2 × 2` matrix.
  public var matrix: Matrix<Element> { [[h.0, h.1], [h.2, h.3]] }

  /// Rotates a pair of numbers: `H [x; y]`.
  @inlinable
  public func applied(to x: Element, _ y: Element) -> (Element, Element) {
    let (a, b, c, d) = elements
    return switch form {
    case .identity: (x, y)
    case .unitDiagonal: (x + b * y, c * x + y)
    case .unitOffDiagonal: (a * x + y, d * y - x)
    case .general: (a * x + b * y, c * x + d * y)
    }
  }

  @usableFromInline var elements: (Element, Element, Element, Element) { h }

  /// Whether all elements are equal.
  public static func == (a: Self, b: Self) -> Bool { a.form == b.form && a.h == b.h }

  /// Feeds the form and the elements to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(form)
    for element in [h.0, h.1, h.2, h.3] { hasher.combine(element) }
  }
}

extension ModifiedGivensRotation {
  /// What a rotation makes of the element that it keeps, and of the weights.
  public struct Remainder: Hashable, Sendable {
    /// What becomes of `x`.
    public var value: Element
    /// The squared weight of the first row.
    public var firstWeight: Element
    /// The squared weight of the second row.
    public var secondWeight: Element

    /// Creates a remainder from its parts.
    public init(value: Element, firstWeight: Element, secondWeight: Element) {
      (self.value, self.firstWeight, self.secondWeight) = (value, firstWeight, secondWeight)
    }
  }

  /// Returns the rotation that turns `y` into zero, and what becomes of `x` and of the squared weights.
  ///
  /// The weights stay between 2⁻²⁴ and 2²⁴, unless they are zero: rows are rescaled by powers of 2¹²
  /// otherwise, which makes the form `.general`. A `y` of no weight gives the identity, which rescales
  /// nothing. Neither products nor quotients overflow or underflow meanwhile. A NaN or an infinity
  /// makes everything NaN.
  ///
  /// - Parameters:
  ///   - y: The element of the second row.
  ///   - x: The element of the first row.
  ///   - weights: The squared weights of the rows. The second one may be negative, which takes a row away
  ///     instead of adding it, as long as `d₁ x² + d₂ y²` is positive.
  /// - Returns: The rotation and what it leaves.
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` with 1 if the first weight is negative,
  ///   with 2 if the second one is and `d₁ x² + d₂ y²` is not positive. (BLAS answers zeros.)
  public static func eliminating(
    _ y: Element, from x: Element, weights: (first: Element, second: Element)
  ) throws(LinearAlgebraError) -> (rotation: Self, remainder: Remainder) {
    let (d1, d2) = weights
    guard x.isFinite && y.isFinite && d1.isFinite && d2.isFinite else {
      let nan = Element.nan
      return (
        Self(.general, nan, nan, nan, nan),
        Remainder(value: nan, firstWeight: nan, secondWeight: nan)
      )
    }
    if d1 < 0 { throw .notPositiveDefinite(minor: 1) }
    if d2 == 0 || y == 0 {
      return (.identity, Remainder(value: x, firstWeight: d1, secondWeight: d2))
    }
    // Significands and exponents: nothing below leaves the range before it is put together.
    let (a, b, p, q) = (Parts(x), Parts(y), Parts(d1), Parts(d2))
    let (first, second) = (p * a * a, q * b * b)
    if first.exceedsModulus(of: second) {
      let (lower, upper) = (-(b / a), (q * b) / (p * a))
      // At least 1 - |upper · lower| > 0, but only as far as rounding lets it be.
      let growth = 1 + (second / first).value
      guard growth > 0 else { throw .notPositiveDefinite(minor: 2) }
      return finish(
        (Parts(1), upper, lower, Parts(1)), value: a.multiplied(by: growth),
        weights: (p.divided(by: growth), q.divided(by: growth)), .unitDiagonal)
    }
    guard d2 > 0 else { throw .notPositiveDefinite(minor: 2) }
    let (one, two) = ((p * a) / (q * b), a / b)
    let growth = 1 + (first / second).value
    return finish(
      (one, Parts(1), Parts(-1), two), value: b.multiplied(by: growth),
      weights: (q.divided(by: growth), p.divided(by: growth)), .unitOffDiagonal)
  }

  /// Puts the parts together, after both rows have been brought to weights of ordinary size.
  private static func finish(
    _ h: (Parts, Parts, Parts, Parts), value: Parts, weights: (Parts, Parts), _ form: Form
  ) -> (rotation: Self, remainder: Remainder) {
    let (first, second) = (weights.0.rescaling, weights.1.rescaling)
    let rotation = Self(
      first == 0 && second == 0 ? form : .general, h.0.value(exponent: first),
      h.1.value(exponent: first), h.2.value(exponent: second), h.3.value(exponent: second))
    return (
      rotation,
      Remainder(
        value: value.value(exponent: first), firstWeight: weights.0.value(exponent: -2 * first),
        secondWeight: weights.1.value(exponent: -2 * second))
    )
  }

  /// A number as a significand near one and an exponent of any size; zero has the significand zero.
  private struct Parts {
    var significand: Element
    var exponent: Int

    init(_ value: Element) {
      guard value != 0 else {
        (significand, exponent) = (0, 0)
        return
      }
      exponent = Int(value.exponent)
      significand = value.scaled(byPowerOfTwo: -exponent)
    }

    private init(_ significand: Element, exponent: Int) {
      self.init(significand)
      if significand != 0 { self.exponent += exponent }
    }

    static func * (a: Parts, b: Parts) -> Parts {
      Parts(a.significand * b.significand, exponent: a.exponent + b.exponent)
    }

    static func / (a: Parts, b: Parts) -> Parts {
      Parts(a.significand / b.significand, exponent: a.exponent - b.exponent)
    }

    static prefix func - (a: Parts) -> Parts { Parts(-a.significand, exponent: a.exponent) }

    func multiplied(by factor: Element) -> Parts { self * Parts(factor) }

    func divided(by divisor: Element) -> Parts { self / Parts(divisor) }

    func exceedsModulus(of other: Parts) -> Bool {
      if significand == 0 || other.significand == 0 { return significand != 0 }
      return exponent != other.exponent
        ? exponent > other.exponent : significand.magnitude > other.significand.magnitude
    }

    var value: Element { value(exponent: 0) }

    /// The number times a power of two.
    func value(exponent other: Int) -> Element {
      significand.scaled(byPowerOfTwo: exponent + other)
    }

    /// The exponent, a multiple of 12, by which a row of this squared weight is multiplied; the weight
    /// is divided by its square.
    var rescaling: Int {
      guard significand != 0 else { return 0 }
      var (size, result) = (exponent, 0)
      let isPower = significand.magnitude == 1
      while size < -24 || (size == -24 && isPower) { (size, result) = (size + 24, result - 12) }
      while size >= 24 { (size, result) = (size - 24, result + 12) }
      return result
    }
  }
}

/// Rotates vectors element by element: `[x; y] = H [x; y]`. (BLAS: `rotm`.)
///
/// - Precondition: The lengths are equal.
@inlinable
public func rotate<
  T: RealScalar, X: VectorTarget & ~Copyable & ~Escapable, Y: VectorTarget & ~Copyable & ~Escapable
>(_ x: inout X, _ y: inout Y, by rotation: ModifiedGivensRotation<T>)
where X.Element == T, Y.Element == T {
  x.withTarget(discardingElements: false) { x in
    y.withTarget(discardingElements: false) { y in x.rotate(with: &y, rotation) }
  }
}

extension MutableVectorView where Element: RealScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @usableFromInline
  @_lifetime(self: copy self)
  @_lifetime(other: copy other)
  mutating func rotate(
    with other: inout MutableVectorView<Element>, _ rotation: ModifiedGivensRotation<Element>
  ) {
    precondition(
      count == other.count, "cannot rotate vectors of \(count) and \(other.count) elements")
    if rotation.form == .identity { return }
    let (x, y) = unsafe (base, other.base)
    let (strideX, strideY) = unsafe (strided.stride, other.strided.stride)
    for index in 0..<count {
      let (i, j) = (index * strideX, index * strideY)
      unsafe (x[i], y[j]) = rotation.applied(to: x[i], y[j])
    }
  }
}
