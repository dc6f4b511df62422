import RealModule

extension Vector {
  /// Returns a vector of zeros.
  @inlinable
  public static func zeros(_ count: Int) -> Vector { Vector(count: count) }

  /// Returns a vector of ones.
  @inlinable
  public static func ones(_ count: Int) -> Vector { Vector(count: count, repeating: 1) }

  /// Returns the vector with a one at an index and zeros elsewhere.
  ///
  /// - Precondition: The index is in range.
  @inlinable
  public static func basis(_ index: Int, count: Int) -> Vector {
    var result = Vector(count: count)
    result[index] = 1
    return result
  }

  /// Returns numbers at equal distances, both ends included.
  ///
  /// One number alone is `start`. The ends are exact, and the difference of the ends may overflow.
  ///
  /// - Precondition: The count is not negative.
  public static func linearlySpaced(
    from start: Element, through end: Element, count: Int
  ) -> Vector {
    Vector(count: count) { index in
      if index == 0 { return start }
      if index == count - 1 { return end }
      let share = Element.RealPart(index) / Element.RealPart(count - 1)
      return start.scaled(by: 1 - share) + end.scaled(by: share)
    }
  }
}

extension Vector where Element: RealScalar {
  /// Returns numbers with equal quotients, both ends included and exact.
  ///
  /// - Precondition: Both ends are positive, and the count is not negative.
  public static func logarithmicallySpaced(
    from start: Element, through end: Element, count: Int
  ) -> Vector {
    precondition(start > 0 && end > 0, "\(start) and \(end) are not both positive")
    let (first, last) = (Element.log(start), Element.log(end))
    return Vector(count: count) { index in
      if index == 0 { return start }
      if index == count - 1 { return end }
      let share = Element(index) / Element(count - 1)
      return Element.exp(first * (1 - share) + last * share)
    }
  }

  /// Returns the numbers from `start` to below `end` in steps.
  ///
  /// - Precondition: The step is not zero.
  public static func range(
    from start: Element = 0, to end: Element, by step: Element = 1
  ) -> Vector {
    precondition(step != 0, "cannot step by 0")
    let count = Swift.max(0, Int(((end - start) / step).rounded(.up)))
    return Vector(count: count) { start + Element($0) * step }
  }
}
