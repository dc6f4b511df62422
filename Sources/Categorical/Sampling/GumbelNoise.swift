public import LinearAlgebra
import RandomStreams

/// Draws a matrix of independent Gumbel(0, 1) noise.
///
/// Each element is `G = -log E` with `E ~ Exp(1)`: distribution function `exp(-exp(-x))`, mean
/// 0.5772 (the constant of Euler and Mascheroni), variance π²/6. Both tails are resolved and every
/// draw is finite, without clamping; see <doc:GumbelSoftmax>.
///
/// A `RandomStream` fills the matrix with its vectorized kernel, in the order of the elements, column
/// by column; any other generator is asked element by element.
///
/// - Parameters:
///   - rows: The number of rows.
///   - columns: The number of columns.
///   - generator: The source of randomness.
/// - Returns: A `rows × columns` matrix.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelNoise<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  rows: Int, columns: Int, using generator: inout Generator
) -> Matrix<Scalar> {
  var noise = Matrix<Scalar>(rows: rows, columns: columns)
  fillGumbelNoise(&noise, using: &generator)
  return noise
}

/// Overwrites a matrix with independent Gumbel(0, 1) noise.
///
/// The same draws as ``gumbelNoise(rows:columns:using:)`` without an allocation.
///
/// - Parameters:
///   - noise: The matrix to overwrite.
///   - generator: The source of randomness.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func fillGumbelNoise<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ noise: inout Matrix<Scalar>, using generator: inout Generator
) {
  ColumnKernels.fillGumbel(&noise, using: &generator)
}
