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
}
