import Categorical
import LinearAlgebra
import RandomStreams

/// Where the noise of one pass through a chain of stochastic layers comes from.
///
/// Layer 0 takes the numbers of the stream itself and layer `l` those of its substream `l`, column by
/// column, so that the numbers of a column do not depend on how columns are cut into blocks.
struct LatentNoise: Sendable {
  var stream: RandomStream
  /// The number of the first column of the block.
  var firstColumn = 0

  /// The generator of a layer that draws `rows` numbers for each column.
  func generator<Scalar: RealScalar>(
    layer: Int, rows: Int, of scalar: Scalar.Type
  ) -> RandomStream {
    var generator = layer == 0 ? stream : stream.substream(UInt64(layer))
    let words = UInt64(scalar == Float.self ? 1 : 2)
    generator.advance(by: UInt64(firstColumn * rows) * words)
    return generator
  }
}

/// How the samples of a chain are drawn.
enum LatentDraw: Sendable {
  /// By a path-wise estimator, whose pullback goes with the sample.
  case pathwise(any PathwiseEstimator)
  /// Relaxed at a temperature, with the logarithms of the sample.
  case relaxed(temperature: Double)
  /// Exactly one-hot, without a way back.
  case hard
  /// No draw at all: the probabilities themselves.
  case mean
}
