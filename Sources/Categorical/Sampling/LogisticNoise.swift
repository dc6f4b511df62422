public import LinearAlgebra
import RandomStreams

/// Draws a matrix of independent Logistic(0, 1) noise, the difference of two Gumbel variables.
///
/// With an exponential `E`, which stands for a uniform `U = exp(-E)`:
///
///     L = log U - log(1 - U) = -log(exp(E) - 1)
///
/// Both tails are resolved and every draw is finite, without clamping, as for
/// ``gumbelNoise(rows:columns:using:)``: near 0 and far out, `E` has its full relative precision.
///
/// - Parameters:
///   - rows: The number of rows.
///   - columns: The number of columns.
///   - generator: The source of randomness, advanced by one draw for each element.
/// - Returns: A `rows × columns` matrix.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func logisticNoise<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  rows: Int, columns: Int, using generator: inout Generator
) -> Matrix<Scalar> {
  var noise = Matrix<Scalar>(rows: rows, columns: columns)
  ColumnKernels.fillExponential(&noise, using: &generator)
  let exponentials = noise.elements
  var logarithms = Matrix<Double>(noise.shape) { i in Double(exponentials[i]) }
  ColumnKernels.formLogExpMinusOne(&logarithms)
  let e = logarithms.elements
  return Matrix(noise.shape) { i in -e[i] }
}
