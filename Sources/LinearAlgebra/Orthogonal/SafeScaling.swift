import ComplexModule

extension Matrix {
  /// The power of two by which to divide before a computation that squares elements; mostly zero.
  ///
  /// It brings the largest element near one if that is so large or so small that squares, or sums of
  /// them, could leave the range. Scaling up is exact; scaling down loses only what is negligible
  /// beside the largest element.
  var safeScaleExponent: Int {
    let largest = norm(.maxAbs)
    guard largest > 0 && largest.isFinite else {
      // The modulus of a complex number may overflow where its parts do not.
      return largest > 0 ? Int(Element.RealPart.greatestFiniteMagnitude.exponent) + 1 : 0
    }
    let exponent = Int(largest.exponent)
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent) / 4
    return abs(exponent) > limit ? exponent : 0
  }

  /// The power of two by which to divide before reflections, which treat every column for itself.
  ///
  /// Scaling up is exact. Scaling down would lose columns, or rows, that are much smaller than the
  /// largest element; so it goes only as far as sums of elements, and their reciprocals, need it.
  var gentleScaleExponent: Int {
    let exponent = safeScaleExponent
    guard exponent > 0 else { return exponent }
    let room = 8 + Int.bitWidth - max(rows, columns).leadingZeroBitCount
    return max(0, exponent + room - Int(Element.RealPart.greatestFiniteMagnitude.exponent))
  }

  /// Copies the elements, divided by a power of two, to other memory.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func copy(to target: UnsafeMutablePointer<Element>, dividedByPowerOfTwo exponent: Int) {
    let source = unsafe storage.base
    if exponent == 0 {
      unsafe target.update(from: source, count: count)
    } else {
      let power = PowerOfTwo<Element.RealPart>(-exponent)
      for index in 0..<count { unsafe target[index] = source[index].scaled(by: power) }
    }
  }

  /// The relative size below which singular values and pivots are rounding errors: max(m, n) ε.
  var defaultTolerance: Element.RealPart {
    Element.RealPart(max(rows, columns)) * Element.RealPart.ulpOfOne
  }
}
