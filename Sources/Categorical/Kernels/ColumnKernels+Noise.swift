import CKernels
import LinearAlgebra
import RandomStreams

extension ColumnKernels {
  /// Gumbel(0, 1) noise for each element, in order; a `RandomStream` draws it in bulk.
  static func fillGumbel<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ noise: inout Matrix<Scalar>, using generator: inout Generator
  ) {
    unsafe noise.withUnsafeMutableElements { elements in
      if Scalar.self == Float.self {
        let floats = unsafe UnsafeMutableBufferPointer(
          start: elements.floats, count: elements.count)
        var span = unsafe floats.mutableSpan
        generator.fillGumbel(&span)
      } else {
        let doubles = unsafe UnsafeMutableBufferPointer(
          start: elements.doubles, count: elements.count)
        var span = unsafe doubles.mutableSpan
        generator.fillGumbel(&span)
      }
    }
  }

  /// Exponential(1) noise for each element, in order; a `RandomStream` draws it in bulk.
  static func fillExponential<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ noise: inout Matrix<Scalar>, using generator: inout Generator
  ) {
    unsafe noise.withUnsafeMutableElements { elements in
      if Scalar.self == Float.self {
        let floats = unsafe UnsafeMutableBufferPointer(
          start: elements.floats, count: elements.count)
        var span = unsafe floats.mutableSpan
        generator.fillExponential(&span)
      } else {
        let doubles = unsafe UnsafeMutableBufferPointer(
          start: elements.doubles, count: elements.count)
        var span = unsafe doubles.mutableSpan
        generator.fillExponential(&span)
      }
    }
  }

  /// Uniform numbers in (0, 1) for each element, in order; a `RandomStream` draws them in bulk.
  static func fillUniform<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ numbers: inout Matrix<Scalar>, using generator: inout Generator
  ) {
    unsafe numbers.withUnsafeMutableElements { elements in
      if Scalar.self == Float.self {
        let floats = unsafe UnsafeMutableBufferPointer(
          start: elements.floats, count: elements.count)
        var span = unsafe floats.mutableSpan
        generator.fillUniform(&span)
      } else {
        let doubles = unsafe UnsafeMutableBufferPointer(
          start: elements.doubles, count: elements.count)
        var span = unsafe doubles.mutableSpan
        generator.fillUniform(&span)
      }
    }
  }

  /// `softmax((ℓ + G) / τ)` of each run with fresh noise and, if the sample is hard, the one-hot of
  /// its argmax.
  ///
  /// From a `RandomStream` in one pass without a matrix of noise; the numbers are those of
  /// `fillGumbel` and of the form with noise.
  static func gumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, temperature: Scalar,
    using generator: inout Generator, into sample: inout GumbelSoftmaxSample<Scalar>
  ) {
    guard var stream = generator as? RandomStream else {
      let noise: Matrix<Scalar> = gumbelNoise(
        rows: logits.rows, columns: logits.columns, using: &generator)
      return gumbelSoftmax(
        logits, noise: noise, grouping, temperature: temperature, into: &sample)
    }
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logits.withUnsafeElements { x in
      unsafe withElements(of: &sample) { y, oneHot in
        if Scalar.self == Float.self {
          unsafe ck_gumbel_softmax_stream_f32(
            stream.seed, stream.stream, stream.position, x.floats, y.floats, oneHot?.floats,
            classes, runs, Float(temperature))
        } else {
          unsafe ck_gumbel_softmax_stream_f64(
            stream.seed, stream.stream, stream.position, x.doubles, y.doubles, oneHot?.doubles,
            classes, runs, Double(temperature))
        }
      }
    }
    stream.advance(draws: logits.count, of: Scalar.self)
    if let advanced = stream as? Generator { generator = advanced }
  }
}

extension RandomStream {
  /// Skips the words of so many draws: one for each `Float`, two for each `Double`.
  mutating func advance<Scalar: RealScalar>(draws count: Int, of _: Scalar.Type) {
    advance(by: UInt64(count) * (Scalar.self == Float.self ? 1 : 2))
  }
}
