import CKernels

extension RandomStream {
  /// Fills a span with 1 with the given probability and 0 otherwise.
  ///
  /// A number is 1 where the uniform number in its place is less than the probability, so 0 never
  /// gives 1 and 1 always does.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public mutating func fillBernoulli(
    _ numbers: inout MutableSpan<Float>, probability: Float
  ) {
    precondition(
      probability >= 0 && probability <= 1, "a probability cannot be \(probability)")
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_bernoulli_f32(seed, stream, position, probability, $0.baseAddress, count)
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with 1 with the probability in the same place of another, and 0 otherwise.
  ///
  /// - Precondition: Both spans have the same count. Probabilities outside [0, 1] count as the
  ///   nearest bound.
  public mutating func fillBernoulli(
    _ numbers: inout MutableSpan<Float>, probabilities: Span<Float>
  ) {
    let count = numbers.count
    precondition(
      probabilities.count == count,
      "cannot draw \(count) numbers with \(probabilities.count) probabilities")
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe probabilities.withUnsafeBufferPointer {
        unsafe ck_bernoulli_array_f32(
          seed, stream, position, $0.baseAddress, numbers.baseAddress, count)
      }
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with 1 with the given probability and 0 otherwise.
  ///
  /// A number is 1 where the uniform number in its place is less than the probability, so 0 never
  /// gives 1 and 1 always does.
  ///
  /// - Precondition: `0 <= probability <= 1`.
  public mutating func fillBernoulli(
    _ numbers: inout MutableSpan<Double>, probability: Double
  ) {
    precondition(
      probability >= 0 && probability <= 1, "a probability cannot be \(probability)")
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_bernoulli_f64(seed, stream, position, probability, $0.baseAddress, count)
    }
    advance(by: 2 * UInt64(count))
  }

  /// Fills a span with 1 with the probability in the same place of another, and 0 otherwise.
  ///
  /// - Precondition: Both spans have the same count. Probabilities outside [0, 1] count as the
  ///   nearest bound.
  public mutating func fillBernoulli(
    _ numbers: inout MutableSpan<Double>, probabilities: Span<Double>
  ) {
    let count = numbers.count
    precondition(
      probabilities.count == count,
      "cannot draw \(count) numbers with \(probabilities.count) probabilities")
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe probabilities.withUnsafeBufferPointer {
        unsafe ck_bernoulli_array_f64(
          seed, stream, position, $0.baseAddress, numbers.baseAddress, count)
      }
    }
    advance(by: 2 * UInt64(count))
  }
}
