// The fills of ``RandomStream`` for any generator. In generic code they find a stream at run time
// and take its fast path, so that a function with `using: inout some RandomNumberGenerator` draws
// the same numbers from a stream as its own methods do.

extension RandomNumberGenerator {
  /// Fills a span with uniform numbers in (0, 1), fast if this is a ``RandomStream``.
  public mutating func fillUniform(_ numbers: inout MutableSpan<Float>) {
    if var stream = self as? RandomStream {
      stream.fillUniform(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardUniform.sample(using: &self) }
    }
  }

  /// Fills a span with uniform numbers in (0, 1), fast if this is a ``RandomStream``.
  public mutating func fillUniform(_ numbers: inout MutableSpan<Double>) {
    if var stream = self as? RandomStream {
      stream.fillUniform(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardUniform.sample(using: &self) }
    }
  }

  /// Fills a span with Exponential(1) numbers, fast if this is a ``RandomStream``.
  public mutating func fillExponential(_ numbers: inout MutableSpan<Float>) {
    if var stream = self as? RandomStream {
      stream.fillExponential(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardExponential.sample(using: &self) }
    }
  }

  /// Fills a span with Exponential(1) numbers, fast if this is a ``RandomStream``.
  public mutating func fillExponential(_ numbers: inout MutableSpan<Double>) {
    if var stream = self as? RandomStream {
      stream.fillExponential(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardExponential.sample(using: &self) }
    }
  }

  /// Fills a span with Gumbel(0, 1) noise, fast if this is a ``RandomStream``.
  public mutating func fillGumbel(_ numbers: inout MutableSpan<Float>) {
    if var stream = self as? RandomStream {
      stream.fillGumbel(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = Gumbel.sample(using: &self) }
    }
  }

  /// Fills a span with Gumbel(0, 1) noise, fast if this is a ``RandomStream``.
  public mutating func fillGumbel(_ numbers: inout MutableSpan<Double>) {
    if var stream = self as? RandomStream {
      stream.fillGumbel(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = Gumbel.sample(using: &self) }
    }
  }

  /// Fills a span with Normal(0, 1) numbers, fast if this is a ``RandomStream``.
  public mutating func fillNormal(_ numbers: inout MutableSpan<Float>) {
    if var stream = self as? RandomStream {
      stream.fillNormal(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardNormal.sample(using: &self) }
    }
  }

  /// Fills a span with Normal(0, 1) numbers, fast if this is a ``RandomStream``.
  public mutating func fillNormal(_ numbers: inout MutableSpan<Double>) {
    if var stream = self as? RandomStream {
      stream.fillNormal(&numbers)
      if let advanced = stream as? Self { self = advanced }
    } else {
      for i in numbers.indices { numbers[i] = StandardNormal.sample(using: &self) }
    }
  }
}
