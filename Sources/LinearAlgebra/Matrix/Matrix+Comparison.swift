import ComplexModule
import RealModule

extension Matrix {
  /// Whether no element is infinite or NaN.
  public var isFinite: Bool {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    get {
      let source = unsafe storage.base
      let test = orderedSum(count) { index in
        unsafe source[index].realPart * 0 + source[index].imaginaryPart * 0
      }
      return test == 0
    }
  }

  /// Whether an element is NaN, or a part of one.
  public var hasNaN: Bool {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    get {
      for index in 0..<count {
        let element = unsafe storage.base[index]
        if element.realPart.isNaN || element.imaginaryPart.isNaN { return true }
      }
      return false
    }
  }

  /// Whether the difference to another matrix is small beside the larger of both, in the Frobenius norm.
  ///
  ///     ‖A − B‖ ≤ max(absoluteTolerance, relativeTolerance · max(‖A‖, ‖B‖))
  ///
  /// Small elements may differ by much beside large ones. Infinities are equal to themselves only, and
  /// a NaN is equal to nothing.
  ///
  /// - Parameters:
  ///   - other: The other matrix; with another shape the answer is `false`.
  ///   - relativeTolerance: The root of the distance between 1 and the next number if omitted, so that
  ///     about half of the digits agree.
  ///   - absoluteTolerance: A difference that is always accepted.
  /// - Returns: Whether the difference is within the tolerance.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func isApproximatelyEqual(
    to other: Matrix,
    relativeTolerance: Element.RealPart = Element.RealPart.ulpOfOne.squareRoot(),
    absoluteTolerance: Element.RealPart = 0
  ) -> Bool {
    guard shape == other.shape else { return false }
    if isFinite && other.isFinite {
      let bound = max(
        absoluteTolerance, relativeTolerance * max(norm(.frobenius), other.norm(.frobenius)))
      return (self - other).norm(.frobenius) <= bound
    }
    // Without the places that hold the same infinity.
    var (left, right) = (self, other)
    for index in 0..<count {
      let (a, b) = unsafe (storage.base[index], other.storage.base[index])
      if a.isFinite && b.isFinite { continue }
      guard a.realPart == b.realPart && a.imaginaryPart == b.imaginaryPart else { return false }
      left[index % rows, index / rows] = 0
      right[index % rows, index / rows] = 0
    }
    return left.isApproximatelyEqual(
      to: right, relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance)
  }

  /// Whether every element is close to its counterpart:
  /// `|a − b| ≤ max(absoluteTolerance, relativeTolerance · max(|a|, |b|))`.
  ///
  /// Infinities are equal to themselves only, and a NaN is equal to nothing.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func isElementwiseApproximatelyEqual(
    to other: Matrix,
    relativeTolerance: Element.RealPart = Element.RealPart.ulpOfOne.squareRoot(),
    absoluteTolerance: Element.RealPart = 0
  ) -> Bool {
    guard shape == other.shape else { return false }
    for index in 0..<count {
      let (a, b) = unsafe (storage.base[index], other.storage.base[index])
      if a.realPart == b.realPart && a.imaginaryPart == b.imaginaryPart { continue }
      let bound = max(absoluteTolerance, relativeTolerance * max(a.modulus, b.modulus))
      guard a.isFinite && b.isFinite && (a - b).modulus <= bound else { return false }
    }
    return true
  }

  /// Whether the matrix is square and equal to its transpose, exactly.
  public var isSymmetric: Bool { isSquare && self == Matrix(transposed) }

  /// Whether the matrix is square and equal to its conjugate transpose, exactly.
  public var isHermitian: Bool { isSquare && self == Matrix(adjoint) }

  /// Whether all elements outside of a triangle are zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func isTriangular(_ triangle: Triangle) -> Bool {
    guard !isEmpty else { return true }
    for column in 0..<columns {
      for row in triangle == .upper ? min(rows, column + 1)..<rows : 0..<min(rows, column) {
        if unsafe storage.base[row + column * rows] != 0 { return false }
      }
    }
    return true
  }

  /// Whether all elements outside of the diagonal are zero.
  public var isDiagonal: Bool { isTriangular(.upper) && isTriangular(.lower) }
}

extension Matrix: Hashable {
  /// Feeds the shape and the elements, `0` and `-0` alike, since they are equal.
  ///
  /// All non-finite complex numbers are equal, too; their own hashes say so.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(columns)
    for index in 0..<count { unsafe hasher.combine(storage.base[index]) }
  }
}
