public import LinearAlgebra
import RandomStreams

/// Draws relaxed or straight-through one-hot vectors from logits in any layout, given the noise.
///
/// The same as ``gumbelSoftmax(_:classes:temperature:hard:noise:)`` for categoricals that do not lie in
/// consecutive rows. Noise and samples are in the layout of the logits.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - layout: Where the classes of a categorical lie.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - hard: Whether the output is one-hot.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The sample.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite or if the temperature is not positive. Rows and columns of
///   these errors count in the gathered matrix: the column is the number of the categorical.
/// - Precondition: The layout fits the logits; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmax<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, layout: ClassLayout, temperature: Scalar, hard: Bool = false,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  precondition(noise.shape == logits.shape, "the noise is \(noise.shape), not \(logits.shape)")
  var sample = try gumbelSoftmax(
    layout.gather(logits), temperature: temperature, hard: hard, noise: layout.gather(noise))
  sample.relaxed = layout.scatter(sample.relaxed, shape: logits.shape)
  sample.discrete = sample.discrete.map { layout.scatter($0, shape: logits.shape) }
  return sample
}

/// Draws relaxed or straight-through one-hot vectors from logits in any layout.
///
/// The same as ``gumbelSoftmax(_:layout:temperature:hard:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - layout: Where the classes of a categorical lie.
///   - temperature: A positive, dimensionless number; `+infinity` is legal.
///   - hard: Whether the output is one-hot.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The sample.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked or if the temperature is not positive.
/// - Precondition: The layout fits the logits.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func gumbelSoftmax<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, layout: ClassLayout, temperature: Scalar, hard: Bool = false,
  using generator: inout Generator
) throws(CategoricalError) -> GumbelSoftmaxSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try gumbelSoftmax(
    logits, layout: layout, temperature: temperature, hard: hard, noise: noise)
}

/// Pulls a cotangent of a Gumbel-Softmax sample in any layout back to the logits.
///
/// The same as ``gumbelSoftmaxPullback(_:relaxed:classes:temperature:)`` for categoricals that do not
/// lie in consecutive rows.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - relaxed: The relaxed sample, for soft and hard samples alike.
///   - layout: As in the forward pass.
///   - temperature: As in the forward pass.
/// - Returns: The cotangent of the logits.
/// - Precondition: `temperature > 0`; the shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func gumbelSoftmaxPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, relaxed: Matrix<Scalar>, layout: ClassLayout, temperature: Scalar
) -> Matrix<Scalar> {
  let gradient = gumbelSoftmaxPullback(
    layout.gather(cotangent), relaxed: layout.gather(relaxed), temperature: temperature)
  return layout.scatter(gradient, shape: relaxed.shape)
}
