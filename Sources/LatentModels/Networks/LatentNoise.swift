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
  /// How many copies of a column share its numbers; the copies of all columns lie beside each other.
  var copies = 1

  /// The generator of a layer that draws `rows` numbers for each column.
  func generator<Scalar: RealScalar>(
    layer: Int, rows: Int, of scalar: Scalar.Type
  ) -> RandomStream {
    var generator = layer == 0 ? stream : stream.substream(UInt64(layer))
    let words = UInt64(scalar == Float.self ? 1 : 2)
    generator.advance(by: UInt64(firstColumn * rows) * words)
    return generator
  }

  /// Matrices of Gumbel noise for a layer, one behind the other.
  func gumbel<Scalar: RealScalar>(
    layer: Int, _ shape: Shape, draws: Int = 1
  ) -> [Matrix<Scalar>] {
    var generator = generator(layer: layer, rows: shape.rows, of: Scalar.self)
    return (0..<draws).map { _ in
      gumbelNoise(rows: shape.rows, columns: shape.columns / copies, using: &generator)
        .repeatingColumns(copies)
    }
  }

  /// Standard normal numbers for a layer, drawn in double precision whatever the scalar.
  func standardNormal<Scalar: RealScalar>(layer: Int, _ shape: Shape) -> Matrix<Scalar> {
    var generator = generator(layer: layer, rows: shape.rows, of: Double.self)
    var numbers = Matrix<Double>(rows: shape.rows, columns: shape.columns / copies)
    var elements = numbers.mutableElements
    generator.fillNormal(&elements)
    return rounded(numbers).repeatingColumns(copies)
  }
}

/// Numbers of double precision in another one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func rounded<Scalar: RealScalar>(_ numbers: Matrix<Double>) -> Matrix<Scalar> {
  let elements = numbers.elements
  var position = -1
  return Matrix(rows: numbers.rows, columns: numbers.columns) { _, _ in
    position += 1
    return Scalar(elements[position])
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
