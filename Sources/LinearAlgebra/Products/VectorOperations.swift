import ComplexModule
import RealModule

// Level 1 of BLAS, for vectors and for parts of vectors and matrices.

extension VectorOperand where Self: ~Escapable {
  /// Returns the sum `Σ xᵢ yᵢ`, without conjugation, added in a fixed order. (BLAS: `dotu`.)
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  public func dot<Y: VectorOperand & ~Escapable>(_ other: Y) -> Element
  where Y.Element == Element {
    withView { x in other.withView { y in x.sum(of: y, isConjugating: false) } }
  }

  /// Returns the inner product `Σ conj(xᵢ) yᵢ`, added in a fixed order. (BLAS: `dotc`.)
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  public func innerProduct<Y: VectorOperand & ~Escapable>(_ other: Y) -> Element
  where Y.Element == Element {
    withView { x in other.withView { y in x.sum(of: y, isConjugating: true) } }
  }

  /// Returns a norm; zero for an empty vector, NaN if an element is NaN. (BLAS: `nrm2`.)
  ///
  /// It neither overflows nor underflows unless the norm itself does.
  @inlinable
  public func norm(_ norm: VectorNorm = .two) -> Element.RealPart {
    withView { $0.strideNorm(norm) }
  }

  /// Returns `Σ (|re xᵢ| + |im xᵢ|)`, added in a fixed order. (BLAS: `asum`.)
  ///
  /// For complex elements this is not the 1-norm, `norm(.one)`, but cheaper and at most √2 times it.
  @inlinable
  public func absoluteSum() -> Element.RealPart { withView { $0.strideAbsoluteSum() } }

  /// Returns the index of the first element of largest modulus, `nil` if empty. (BLAS: `iamax`.)
  ///
  /// The modulus is `√(re² + im²)`, where BLAS takes `|re| + |im|`; the first NaN counts as largest.
  @inlinable
  public func argmaxModulus() -> Int? { withView { $0.strideArgmaxModulus() } }
}

extension VectorView {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  func sum(of other: VectorView<Element>, isConjugating: Bool) -> Element {
    precondition(
      count == other.count, "cannot multiply vectors of \(count) and \(other.count) elements")
    let (x, y) = unsafe (strided, other.strided)
    // Conjugating neither, one or both factors of the sum is conjugating one and the result.
    let conjugatesFirst = unsafe (x.isConjugated != isConjugating) != y.isConjugated
    let sum =
      conjugatesFirst
      ? orderedSum(count) { unsafe x.base[$0 * x.stride].conjugate * y.base[$0 * y.stride] }
      : orderedSum(count) { unsafe x.base[$0 * x.stride] * y.base[$0 * y.stride] }
    return unsafe y.isConjugated ? sum.conjugate : sum
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  func strideNorm(_ norm: VectorNorm) -> Element.RealPart {
    let x = unsafe strided
    switch norm {
    case .one: return orderedSum(count) { unsafe x.base[$0 * x.stride].modulus }
    case .two: return euclideanNorm(count) { unsafe x.base[$0 * x.stride] }
    case .infinity:
      let best = Matrix<Element>.best(count, increasing: true) {
        unsafe x.base[$0 * x.stride].modulus
      }
      return best?.value ?? 0
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  func strideAbsoluteSum() -> Element.RealPart {
    let x = unsafe strided
    return orderedSum(count) { index in
      let element = unsafe x.base[index * x.stride]
      return element.realPart.magnitude + element.imaginaryPart.magnitude
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  func strideArgmaxModulus() -> Int? {
    let x = unsafe strided
    return Matrix<Element>.best(count, increasing: true) {
      unsafe x.base[$0 * x.stride].modulus
    }?.position
  }
}

extension VectorTarget where Self: ~Copyable & ~Escapable, Element: BLASScalar {
  /// Adds a multiple of a vector: `y += alpha x`. (BLAS: `axpy`.)
  ///
  /// A factor of zero changes nothing, whatever `x` holds.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func add<X: VectorOperand & ~Escapable>(_ x: X, scaledBy alpha: Element)
  where X.Element == Element {
    add(x, scaledBy: alpha, scalingSelfBy: 1)
  }

  /// Adds a multiple of a vector to a multiple of this one: `y = alpha x + beta y`. (BLAS: `axpby`.)
  ///
  /// Zero factors hide what they multiply.
  ///
  /// - Precondition: The lengths are equal.
  @inlinable
  @_lifetime(self: copy self)
  public mutating func add<X: VectorOperand & ~Escapable>(
    _ x: X, scaledBy alpha: Element, scalingSelfBy beta: Element
  ) where X.Element == Element {
    x.withView { x in
      withTarget(discardingElements: beta == 0) { y in y.formSum(x, alpha: alpha, beta: beta) }
    }
  }

  /// Multiplies every element by a number; zero times infinity or NaN is NaN. (BLAS: `scal`.)
  @inlinable
  @_lifetime(self: copy self)
  public mutating func scale(by alpha: Element) {
    withTarget(discardingElements: false) { x in x.multiplyElements(by: alpha) }
  }
}

/// Exchanges the elements of two vectors, or parts of vectors. (BLAS: `swap`.)
///
/// - Precondition: The lengths are equal.
@inlinable
public func swapElements<
  T: BLASScalar, X: VectorTarget & ~Copyable & ~Escapable, Y: VectorTarget & ~Copyable & ~Escapable
>(_ x: inout X, _ y: inout Y) where X.Element == T, Y.Element == T {
  x.withTarget(discardingElements: false) { x in
    y.withTarget(discardingElements: false) { y in x.exchange(with: &y) }
  }
}

extension MutableVectorView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formSum(_ x: VectorView<Element>, alpha: Element, beta: Element) {
    precondition(count == x.count, "cannot add a vector of \(x.count) to one of \(count)")
    if alpha == 0 || count == 0 { return scaleOrClear(by: beta) }
    let mustPack = unsafe overlaps(x.strided.addresses)
    let (n, y, strideY) = unsafe (count, lowest, step)
    unsafe x.strided.withDirect(packing: mustPack) { x, strideX in
      if beta == 1 {
        unsafe BLAS<Element>.axpy(
          count: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY)
      } else if beta == 0 {
        // Written here, so that what `y` holds is never read.
        let start = unsafe strideX < 0 ? x - (n - 1) * strideX : x
        for index in 0..<n {
          unsafe self.base[index * strideOfSelf] = alpha * start[index * strideX]
        }
      } else {
        unsafe BLAS<Element>.axpby(
          count: n, alpha: alpha, x: x, strideX: strideX, beta: beta, y: y, strideY: strideY)
      }
    }
  }

  @inline(__always)
  private var strideOfSelf: Int { unsafe strided.stride }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func multiplyElements(by alpha: Element) {
    let (x, stride) = unsafe (base, strided.stride)
    for index in 0..<count { unsafe x[index * stride] = x[index * stride] * alpha }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  @_lifetime(other: copy other)
  mutating func exchange(with other: inout MutableVectorView<Element>) {
    precondition(
      count == other.count, "cannot exchange vectors of \(count) and \(other.count) elements")
    guard count > 0 else { return }
    unsafe BLAS<Element>.swap(
      count: count, x: lowest, strideX: step, y: other.lowest, strideY: other.step)
  }
}
