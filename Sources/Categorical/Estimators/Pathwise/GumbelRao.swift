public import LinearAlgebra

/// Gumbel-Rao: straight-through Gumbel-Softmax, averaged over the noise that gives the same sample.
///
///     D ~ softmax(ℓ),  φ_s = ℓ + G given D, s = 1 … S
///     ∂ℓ = 1/S Σ_s J(softmax(φ_s / τ)) g(D) / τ
///
/// The Rao-Blackwell theorem at work: the mean, hence the bias, is that of
/// ``StraightThroughGumbelSoftmax``, the variance is never larger, and `f` is evaluated once all the
/// same. As `S → ∞` and `τ → 0` it becomes ``ZGR``. The gain saturates near `S = 100`.
///
/// > Reference: Paulus, Maddison and Krause (2021), "Rao-Blackwellizing the straight-through
/// > Gumbel-Softmax gradient estimator", equation 10.
public struct GumbelRao: PathwiseEstimator {
  /// The temperature `τ`, positive.
  public var temperature: Double

  /// The number `S` of conditional draws.
  public let samples: Int

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - temperature: The temperature `τ`, positive.
  ///   - samples: The number `S` of conditional draws, at least one.
  public init(temperature: Double = 1, samples: Int = 10) {
    precondition(samples >= 1, "Gumbel-Rao needs at least one draw, not \(samples)")
    self.temperature = temperature
    self.samples = samples
  }

  /// The number `S` of conditional draws.
  public var conditionalDraws: Int { samples }

  /// Draws `D`, then `S` times the perturbed logits given `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(samples)
    try validate(temperature: Scalar(temperature: temperature))
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    let terms = try conditionalTerms(
      logits, given: sample, classes: classes, noise: noise.conditional[...],
      temperature: Scalar(temperature: temperature), weight: 1)
    return (sample, PathwiseContext(classes: classes, terms: terms))
  }
}

/// The terms of `w` times the mean of `J(softmax(φ_s / τ)) g / τ` over conditional draws `φ_s`.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func conditionalTerms<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, given sample: Matrix<Scalar>, classes: Int?,
  noise: ArraySlice<Matrix<Scalar>>, temperature: Scalar, weight: Scalar
) throws(CategoricalError) -> [PathwiseContext<Scalar>.Term] {
  let posterior = try GumbelPosterior(logits, given: sample, classes: classes)
  let grouping = Grouping(logits.shape, classes: classes)
  var perturbed = Matrix<Scalar>(logits.shape)
  var terms: [PathwiseContext<Scalar>.Term] = []
  for draw in noise {
    try posterior.draw(noise: draw, into: &perturbed)
    var relaxed = Matrix<Scalar>(logits.shape)
    ColumnKernels.softmax(perturbed, grouping, temperature: temperature, into: &relaxed)
    terms.append(
      .softmax(
        probabilities: relaxed, temperature: temperature, weight: weight / Scalar(noise.count)))
  }
  return terms
}
