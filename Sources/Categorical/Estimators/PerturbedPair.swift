import LinearAlgebra

/// A sample with its perturbed logits and, tied to it by the sample alone, a second set of them.
///
///     z = ℓ + G,  D = one_hot(argmax z),  z̃ = ℓ + G given D
struct PerturbedPair<Scalar: RealScalar> {
  let sample: Matrix<Scalar>
  let perturbed: Matrix<Scalar>
  let conditional: Matrix<Scalar>

  /// Draws both, from independent noise.
  init<Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) {
    let noise: Matrix<Scalar> = gumbelNoise(
      rows: logits.rows, columns: logits.columns, using: &generator)
    sample = try sampleGumbelMax(logits, classes: classes, noise: noise)
    perturbed = logits + noise
    conditional = try sampleConditionalGumbel(
      logits, given: sample, classes: classes, using: &generator)
  }
}
