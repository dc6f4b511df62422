import CKernels

// Every fill advances the position by one word for each `Float` and by two for each `Double`. The
// numbers depend on the seed, the stream and the position only: filling a span in parts gives the
// same numbers as filling it at once.

extension RandomStream {
  /// Fills a span with uniform numbers in the open interval (0, 1).
  ///
  /// Neither 0 nor 1 occurs, also after rounding; small numbers keep their full precision.
  /// Takes one word per number.
  public mutating func fillUniform(_ numbers: inout MutableSpan<Float>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_uniform_f32(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with uniform numbers in the open interval (0, 1).
  ///
  /// Neither 0 nor 1 occurs, also after rounding; small numbers keep their full precision.
  /// Takes two words per number.
  public mutating func fillUniform(_ numbers: inout MutableSpan<Double>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_uniform_f64(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: 2 * UInt64(count))
  }

  /// Fills a span with Exponential(1) numbers.
  ///
  /// With a uniform `u`, `E = -log(1 - u)`; neither 0 nor infinity occurs, and `E` keeps its full
  /// relative precision near 0.
  /// Takes one word per number.
  public mutating func fillExponential(_ numbers: inout MutableSpan<Float>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_exponential_f32(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with Exponential(1) numbers.
  ///
  /// With a uniform `u`, `E = -log(1 - u)`; neither 0 nor infinity occurs, and `E` keeps its full
  /// relative precision near 0.
  /// Takes two words per number.
  public mutating func fillExponential(_ numbers: inout MutableSpan<Double>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_exponential_f64(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: 2 * UInt64(count))
  }

  /// Fills a span with Gumbel(0, 1) noise.
  ///
  /// With an exponential `E`, `G = -log E`: finite without any clamp, between -4.3 and 68 (`Float`)
  /// or between -4.5 and 90 (`Double`), so that rare categories keep their probability.
  /// Takes one word per number.
  public mutating func fillGumbel(_ numbers: inout MutableSpan<Float>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_gumbel_f32(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with Gumbel(0, 1) noise.
  ///
  /// With an exponential `E`, `G = -log E`: finite without any clamp, between -4.3 and 68 (`Float`)
  /// or between -4.5 and 90 (`Double`), so that rare categories keep their probability.
  /// Takes two words per number.
  public mutating func fillGumbel(_ numbers: inout MutableSpan<Double>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_gumbel_f64(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: 2 * UInt64(count))
  }

  /// Fills a span with Normal(0, 1) numbers.
  ///
  /// Draws `2i` and `2i + 1` of the stream become `√(2E) (cos a, sin a)` with an exponential `E`
  /// and a uniform angle `a` (Box and Muller).
  /// Takes one word per number.
  public mutating func fillNormal(_ numbers: inout MutableSpan<Float>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_normal_f32(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: UInt64(count))
  }

  /// Fills a span with Normal(0, 1) numbers.
  ///
  /// Draws `2i` and `2i + 1` of the stream become `√(2E) (cos a, sin a)` with an exponential `E`
  /// and a uniform angle `a` (Box and Muller).
  /// Takes two words per number.
  public mutating func fillNormal(_ numbers: inout MutableSpan<Double>) {
    let count = numbers.count
    unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe ck_normal_f64(seed, stream, position, $0.baseAddress, count)
    }
    advance(by: 2 * UInt64(count))
  }
}
