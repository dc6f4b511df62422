package import LinearAlgebra
import RandomStreams

/// A matrix of uniform numbers in a range; the same seed gives the same matrix.
package func randomMatrix<Scalar: RealScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, in range: ClosedRange<Double> = -1...1
) -> Matrix<Scalar> {
  var generator = RandomStream(seed: seed)
  return Matrix(rows: rows, columns: columns) { _, _ in
    Scalar(Double.random(in: range, using: &generator))
  }
}

/// A matrix of numbers with random signs whose magnitudes lie in a range, away from a kink at zero.
package func randomMatrixAwayFromZero<Scalar: RealScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, magnitudes: ClosedRange<Double> = 0.1...1
) -> Matrix<Scalar> {
  var generator = RandomStream(seed: seed)
  return Matrix(rows: rows, columns: columns) { _, _ in
    let magnitude = Double.random(in: magnitudes, using: &generator)
    return Scalar(Bool.random(using: &generator) ? magnitude : -magnitude)
  }
}

/// A vector of uniform numbers in a range; the same seed gives the same vector.
package func randomVector<Scalar: RealScalar>(
  _ count: Int, seed: UInt64, in range: ClosedRange<Double> = -1...1
) -> Vector<Scalar> {
  Vector(matrix: randomMatrix(count, 1, seed: seed, in: range))
}

/// A generator that gives the same word forever: the worst that may happen to a rejection loop.
package struct ConstantGenerator: RandomNumberGenerator {
  private let word: UInt64

  /// Creates the generator of a word.
  package init(_ word: UInt64) { self.word = word }

  /// The word.
  package mutating func next() -> UInt64 { word }
}
