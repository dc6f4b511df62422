import CKernels

// The draws of ``RandomStream`` for every other generator: one call of `next()` for each number,
// and one more in the rare case that the number lies far in a tail. Slower than the fills of a
// stream, because a generator makes one word at a time.

/// The uniform distribution on the open interval (0, 1).
public enum StandardUniform {
  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Float {
    let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
    let continuation = ck_needs_continuation_f32(bits) ? generator.next() : 0
    return ck_uniform_from_bits_f32(bits, continuation)
  }

  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    let continuation = ck_needs_continuation_f64(bits) ? generator.next() : 0
    return ck_uniform_from_bits_f64(bits, continuation)
  }
}

/// The exponential distribution of rate 1, `E = -log(1 - u)`.
public enum StandardExponential {
  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Float {
    let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
    let continuation = ck_needs_continuation_f32(bits) ? generator.next() : 0
    return ck_exponential_from_bits_f32(bits, continuation)
  }

  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    let continuation = ck_needs_continuation_f64(bits) ? generator.next() : 0
    return ck_exponential_from_bits_f64(bits, continuation)
  }
}

/// The standard Gumbel distribution, `G = -log E`, with cumulative distribution `exp(-exp(-x))`.
public enum Gumbel {
  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Float {
    let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
    let continuation = ck_needs_continuation_f32(bits) ? generator.next() : 0
    return ck_gumbel_from_bits_f32(bits, continuation)
  }

  /// Draws one number, with the full precision of its type in both tails.
  ///
  /// - Parameter generator: The source of one or, rarely, two words.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    let continuation = ck_needs_continuation_f64(bits) ? generator.next() : 0
    return ck_gumbel_from_bits_f64(bits, continuation)
  }
}

/// The standard normal distribution.
public enum StandardNormal {
  /// Draws one number by Box and Muller's transform, `√(2E) cos a`.
  ///
  /// - Parameter generator: The source of two words, or rarely up to four.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Float {
    let bits = UInt32(truncatingIfNeeded: generator.next() >> 32)
    let continuation = ck_needs_continuation_f32(bits) ? generator.next() : 0
    let angle = UInt32(truncatingIfNeeded: generator.next() >> 32)
    let angleContinuation = ck_needs_continuation_f32(angle) ? generator.next() : 0
    return unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: 2) { pair in
      unsafe ck_normal_pair_from_bits_f32(
        bits, continuation, angle, angleContinuation, pair.baseAddress)
      return unsafe pair[0]
    }
  }

  /// Draws one number by Box and Muller's transform, `√(2E) cos a`.
  ///
  /// - Parameter generator: The source of two words, or rarely up to four.
  /// - Returns: The number; never infinite.
  public static func sample(using generator: inout some RandomNumberGenerator) -> Double {
    let bits = generator.next()
    let continuation = ck_needs_continuation_f64(bits) ? generator.next() : 0
    let angle = generator.next()
    let angleContinuation = ck_needs_continuation_f64(angle) ? generator.next() : 0
    return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { pair in
      unsafe ck_normal_pair_from_bits_f64(
        bits, continuation, angle, angleContinuation, pair.baseAddress)
      return unsafe pair[0]
    }
  }
}
