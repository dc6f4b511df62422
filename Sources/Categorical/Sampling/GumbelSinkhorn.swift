public import LinearAlgebra
import RandomStreams
import RealModule

/// A relaxed permutation, and, if hard, the permutation matrix.
public struct SinkhornSample<Scalar: RealScalar>: Sendable, Equatable {
  /// A matrix whose columns sum to one, and whose rows nearly do.
  public let relaxed: Matrix<Scalar>

  /// The permutation matrix of the best assignment, or `nil` if the sample is soft.
  public let discrete: Matrix<Scalar>?

  /// What the forward pass goes on with: `discrete` if there is one, otherwise `relaxed`.
  public var output: Matrix<Scalar> { discrete ?? relaxed }

  let temperature: Double

  /// The logarithms after each normalization, of rows and columns by turns; the former transposed, so
  /// that both are of columns.
  let steps: [Matrix<Double>]
}

/// Relaxes the best permutation of scores, given the noise.
///
/// With scores `s`, Gumbel(0, 1) noise `G` and temperature `τ`, rows and columns of the logarithms are
/// normalized by turns (Sinkhorn's iteration):
///
///     X = (s + G) / τ,   repeat: X_ij -= logSumExp_j X_ij,   X_ij -= logSumExp_i X_ij,   y = exp(X)
///
/// As `τ → 0` and with enough iterations, `y` approaches the permutation matrix of the largest
/// `Σ_i (s + G)_{i, π(i)}`, which is the output of a hard sample; see ``maximumAssignment(_:)``.
/// Without noise, pass zeros.
///
/// - Parameters:
///   - scores: A square matrix; `-infinity` forbids a pair.
///   - temperature: A positive, dimensionless number.
///   - iterations: The number of normalizations of rows and columns; more for lower temperatures.
///   - hard: Whether the output is a permutation matrix.
///   - noise: Gumbel noise of the shape of `scores`.
/// - Returns: The sample.
/// - Throws: ``CategoricalError/noPermutation(row:)`` if no permutation avoids the forbidden pairs; other
///   cases if a score is NaN or `+infinity`, if the noise is not finite or if the temperature is not
///   positive.
/// - Precondition: The matrix is square; `iterations` is positive; the shapes agree.
/// - Complexity: O(`iterations` · n² + n³); the sample keeps 2 · `iterations` · n² numbers.
///
/// > Reference: Mena, Belanger, Linderman and Snoek (2018), arXiv 1802.08665.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSinkhorn<Scalar: RealScalar>(
  _ scores: Matrix<Scalar>, temperature: Scalar, iterations: Int = 20, hard: Bool = false,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> SinkhornSample<Scalar> {
  precondition(noise.shape == scores.shape, "the noise is \(noise.shape), not \(scores.shape)")
  precondition(iterations > 0, "cannot normalize \(iterations) times")
  try validate(temperature: temperature)
  try ColumnKernels.validate(noise: noise, Grouping(scores.shape, classes: nil))
  let perturbed = scores + noise
  let columns = try maximumAssignment(perturbed)  // which finds bad and forbidden scores too
  let phi = perturbed.elements
  let best = largest(phi, phi.indices)
  // Bounded, so that no difference of logarithms overflows; a forbidden pair stays at -infinity.
  var x = Matrix<Double>(scores.shape) { i in
    phi[i] == -.infinity
      ? -.infinity : max((Double(phi[i]) - best) / Double(temperature), -1e290)
  }
  let lines = Grouping(scores.shape, classes: nil)
  var steps: [Matrix<Double>] = []
  for _ in 0..<2 * iterations {
    // Rows first: a step is transposed to the next one.
    let line = Matrix(x.transposed)
    ColumnKernels.logSoftmax(line, lines, temperature: 1, into: &x)
    steps.append(x)
  }
  let logarithms = x.elements
  var discrete = hard ? Matrix<Scalar>(scores.shape) : nil
  for (row, column) in columns.enumerated() { discrete?[row, column] = 1 }
  return SinkhornSample(
    relaxed: Matrix(scores.shape) { .exp(logarithms[$0]) }, discrete: discrete,
    temperature: Double(temperature), steps: steps)
}

/// Relaxes the best permutation of scores, with fresh noise.
///
/// The same as ``gumbelSinkhorn(_:temperature:iterations:hard:noise:)``.
///
/// - Parameters:
///   - scores: A square matrix; `-infinity` forbids a pair.
///   - temperature: A positive, dimensionless number.
///   - iterations: The number of normalizations of rows and columns.
///   - hard: Whether the output is a permutation matrix.
///   - generator: The source of randomness, advanced by one draw for each score.
/// - Returns: The sample.
/// - Throws: ``CategoricalError``, as with given noise.
/// - Precondition: The matrix is square; `iterations` is positive.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelSinkhorn<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ scores: Matrix<Scalar>, temperature: Scalar, iterations: Int = 20, hard: Bool = false,
  using generator: inout Generator
) throws(CategoricalError) -> SinkhornSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: scores.rows, columns: scores.columns, using: &generator)
  return try gumbelSinkhorn(
    scores, temperature: temperature, iterations: iterations, hard: hard, noise: noise)
}

/// Pulls a cotangent of a relaxed permutation back to the scores.
///
/// Backwards through the iterations, of which each subtracts `exp(X)` times the sum of its line:
///
///     h_ij -= exp(X_ij) Σ h of its column,   h_ij -= exp(X_ij) Σ h of its row,   ∂s = h / τ
///
/// For a hard sample this is the straight-through estimate.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - sample: What the forward pass returned.
/// - Returns: The cotangent of the scores, exactly zero for forbidden pairs.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSinkhornPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, _ sample: SinkhornSample<Scalar>
) -> Matrix<Scalar> {
  precondition(
    cotangent.shape == sample.relaxed.shape, "the cotangent is \(cotangent.shape)")
  let lines = Grouping(cotangent.shape, classes: nil)
  let (g, y) = (cotangent.elements, sample.relaxed.elements)
  var h = Matrix<Double>(cotangent.shape) { y[$0] == 0 ? 0 : Double(g[$0]) * Double(y[$0]) }
  var pulled = h
  for x in sample.steps.reversed() {
    ColumnKernels.logSoftmaxPullback(
      h, logProbabilities: x, lines, temperature: 1, into: &pulled)
    h = Matrix(pulled.transposed)
  }
  let slopes = h.elements
  return Matrix(cotangent.shape) { slopes[$0] == 0 ? 0 : slopes[$0] / sample.temperature }
}
