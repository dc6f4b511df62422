extension RandomStream {
  /// Returns a uniformly random order of `0 ..< count`.
  ///
  /// The shuffle of Fisher and Yates, from the last place down, with indices by Lemire's method:
  /// unbiased, and the same in every version of this package, unlike `shuffled(using:)`.
  ///
  /// - Parameter count: The number of elements.
  /// - Returns: The numbers `0 ..< count`, each once.
  /// - Precondition: `count >= 0`.
  ///
  /// > Reference: Lemire (2019), "Fast random integer generation in an interval".
  public mutating func permutation(count: Int) -> [Int] {
    precondition(count >= 0, "cannot permute \(count) elements")
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(next(below: UInt64(last) + 1)))
    }
    return order
  }

  /// Returns a uniform integer below a bound.
  ///
  /// The high word of `x * bound` is biased only for low words below `2^64 % bound`: draw again.
  private mutating func next(below bound: UInt64) -> UInt64 {
    let biased = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= biased { return product.high }
    }
  }
}
