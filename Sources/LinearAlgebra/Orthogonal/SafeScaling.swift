extension Matrix {
  /// The power of two by which to divide before a computation that squares elements; mostly zero.
  ///
  /// It brings the largest element near one if that is so large or so small that squares, or sums of
  /// them, could leave the range. Scaling up is exact; scaling down loses only what is negligible
  /// beside the largest element.
  @inline(__always)
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

  /// Copies the elements, divided by a power of two, to other memory.
  @inline(__always)
  func copy(to target: UnsafeMutablePointer<Element>, dividedByPowerOfTwo exponent: Int) {
    let source = unsafe storage.base
    if exponent == 0 {
      unsafe target.update(from: source, count: count)
    } else {
      for index in 0..<count {
        unsafe target[index] = source[index].scaled(byPowerOfTwo: -exponent)
      }
    }
  }

  /// The relative size below which singular values and pivots are rounding errors: max(m, n) ε.
  var defaultTolerance: Element.RealPart {
    Element.RealPart(max(rows, columns)) * Element.RealPart.ulpOfOne
  }
}
