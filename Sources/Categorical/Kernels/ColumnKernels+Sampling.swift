import CKernels
import LinearAlgebra
import RandomStreams

extension ColumnKernels {
  /// The index of the largest `ℓ + G` of each run, the lowest on ties, with fresh noise.
  ///
  /// From a `RandomStream` in one pass without a matrix of noise; the numbers are those of
  /// `fillGumbel` and `argmaxIndices`.
  static func gumbelArgmaxIndices<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, using generator: inout Generator
  ) -> [Int] {
    guard var stream = generator as? RandomStream else {
      let noise: Matrix<Scalar> = gumbelNoise(
        rows: logits.rows, columns: logits.columns, using: &generator)
      return argmaxIndices(logits + noise, grouping)
    }
    let (classes, runs) = (grouping.classes, grouping.runs)
    let indices = unsafe logits.withUnsafeElements { x in
      unsafe [Int](unsafeUninitializedCapacity: runs) { indices, count in
        if Scalar.self == Float.self {
          unsafe ck_gumbel_argmax_stream_f32(
            stream.seed, stream.stream, stream.position, x.floats, indices.baseAddress, classes,
            runs)
        } else {
          unsafe ck_gumbel_argmax_stream_f64(
            stream.seed, stream.stream, stream.position, x.doubles, indices.baseAddress, classes,
            runs)
        }
        count = runs
      }
    }
    stream.advance(draws: logits.count, of: Scalar.self)
    if let advanced = stream as? Generator { generator = advanced }
    return indices
  }

  /// The class of each run where the running sum of the probabilities passes its uniform number.
  static func inverseCDFIndices<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, uniforms: [Double]
  ) -> [Int] {
    let (classes, runs) = (grouping.classes, grouping.runs)
    return unsafe logits.withUnsafeElements { x in
      unsafe [Int](unsafeUninitializedCapacity: runs) { indices, count in
        if Scalar.self == Float.self {
          unsafe ck_inverse_cdf_f32(x.floats, uniforms, indices.baseAddress, classes, runs)
        } else {
          unsafe ck_inverse_cdf_f64(x.doubles, uniforms, indices.baseAddress, classes, runs)
        }
        count = runs
      }
    }
  }
}

extension Grouping {
  /// Writes a one at each index and zeros elsewhere.
  func markOneHot<Scalar: RealScalar>(_ indices: [Int], in output: inout Matrix<Scalar>) {
    output.setToZero()
    var elements = output.mutableElements
    for run in 0..<runs { elements[run * classes + indices[run]] = 1 }
  }
}
