public import LinearAlgebra
import RandomStreams

/// Draws relaxed or straight-through one-hot vectors with temperatures of their own, given the noise.
///
/// The same as ``gumbelSoftmax(_:classes:temperature:hard:noise:)`` with the temperature of each
/// categorical in a matrix, which may be learnable; see
/// ``gumbelSoftmaxPullback(_:relaxed:classes:temperatures:)``.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperatures: Positive numbers, `L × B` for the `L` categoricals of each of `B` columns; a
///     single row or column is shared.
///   - hard: Whether the output is one-hot.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The sample.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if a temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>, hard: Bool = false,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  let perturbed = logits + noise
  var sample = GumbelSoftmaxSample<Scalar>(rows: logits.rows, columns: logits.columns)
  sample.relaxed = try softmax(perturbed, classes: classes, temperatures: temperatures)
  if hard { sample.discrete = try argmaxOneHot(perturbed, classes: classes) }
  return sample
}

/// Draws relaxed or straight-through one-hot vectors with temperatures of their own.
///
/// The same as ``gumbelSoftmax(_:classes:temperatures:hard:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperatures: Positive numbers, `L × B`; a single row or column is shared.
///   - hard: Whether the output is one-hot.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The sample.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if a temperature is not positive.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>, hard: Bool = false,
  using generator: inout Generator
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try gumbelSoftmax(
    logits, classes: classes, temperatures: temperatures, hard: hard, noise: noise)
}

/// Pulls a cotangent of a Gumbel-Softmax sample back to the logits and the temperatures.
///
/// With the relaxed sample `y = softmax((ℓ + G) / τ)` and the cotangent `g` of the output:
///
///     ∂ℓ = J(y) g / τ
///     ∂τ = -⟨J(y) g, ℓ + G⟩ / τ² = -⟨∂ℓ, log y⟩
///
/// For a hard sample, both are the straight-through estimates.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - relaxed: The relaxed sample, for soft and hard samples alike.
///   - classes: As in the forward pass.
///   - temperatures: As in the forward pass.
/// - Returns: The cotangents of the logits and of the temperatures, each in the shape of its own,
///   summed over what is shared.
/// - Precondition: The temperatures are positive; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, relaxed: Matrix<Scalar>, classes: Int? = nil,
  temperatures: Matrix<Scalar>
) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
  softmaxPullback(cotangent, output: relaxed, classes: classes, temperatures: temperatures)
}
