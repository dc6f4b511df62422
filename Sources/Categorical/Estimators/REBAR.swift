public import LinearAlgebra
import RealModule

/// REBAR: the score function with the relaxed objective as its control variate.
///
///     z = ℓ + G,  D = one_hot(argmax z),  z̃ = ℓ + G given D,  h(z) = f(softmax(z / τ))
///     ∂ℓ = [f(D) - η h(z̃)] (D - p) + η ∇h(z) - η ∇h(z̃)
///
/// where `∇` differentiates by the logits, through `z` and `z̃` with the noise held still. Unbiased for
/// every `f`, `η` and `τ`, with three evaluations of `f`.
///
/// Both parameters can be learned by the gradient of the variance, from a batch after it was used: the
/// estimate is linear in `η`, so its part of `‖∂ℓ‖²` is exact; the slope by `log τ` is a central
/// difference with the same noise, for four more evaluations.
///
/// > Reference: Tucker, Mnih, Maddison, Lawson and Sohl-Dickstein (2017), "REBAR: low-variance,
/// > unbiased gradient estimates for discrete latent variable models".
public struct REBAR: GradientEstimator, Hashable {
  /// The weight `η` of the control variate.
  public var weight: Double

  /// The temperature `τ` of the control variate, positive.
  public var temperature: Double

  /// How far `η` moves towards the best weight of a batch, from 0 (not at all) to 1.
  public var weightRate: Double

  /// The step of `log τ` along the relative slope of the variance; zero keeps it.
  public var temperatureRate: Double

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - weight: The weight `η` of the control variate, finite.
  ///   - temperature: The temperature `τ` of the control variate, positive.
  ///   - weightRate: How far `η` moves towards the best weight of a batch, from 0 to 1.
  ///   - temperatureRate: The step of `log τ` along the relative slope of the variance, not negative.
  public init(
    weight: Double = 1, temperature: Double = 0.5, weightRate: Double = 0,
    temperatureRate: Double = 0
  ) {
    precondition(weight.isFinite, "the weight of a control variate cannot be \(weight)")
    precondition(weightRate >= 0 && weightRate <= 1, "a rate cannot be \(weightRate)")
    precondition(temperatureRate >= 0 && temperatureRate.isFinite, "a rate \(temperatureRate)")
    self.weight = weight
    self.temperature = temperature
    self.weightRate = weightRate
    self.temperatureRate = temperatureRate
  }

  /// Evaluates `f` at a sample and, with its derivative, at two relaxed samples.
  public mutating func estimate<
    Function: DifferentiableObjective, Generator: RandomNumberGenerator
  >(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    typealias Scalar = Function.Scalar
    try validate(temperature: Scalar(temperature: temperature))
    let pair = try PerturbedPair(logits, classes: classes, using: &generator)
    let probabilities = try softmax(logits, classes: classes)
    let values = objective.checkedValues(pair.sample)
    var gradient = Matrix<Scalar>(logits.shape)
    addWeightedScores(pair.sample, probabilities, values, to: &gradient)
    let score = gradient

    func variate(_ temperature: Double) throws(CategoricalError) -> Matrix<Scalar> {
      try controlVariate(
        objective, pair, probabilities, classes: classes,
        temperature: Scalar(temperature: temperature))
    }
    let control = try variate(temperature)
    gradient.add(control, scaledBy: Scalar(weight))

    var evaluations = 3
    let old = weight
    if weightRate > 0 {
      // The weight that minimizes ‖score + η control‖² over the batch.
      let scale = Double(control.squaredNorm())
      if scale > 0 { weight -= weightRate * (Double(score.dot(control)) / scale + weight) }
    }
    if temperatureRate > 0 {
      let step = 0.05
      var norms: [Double] = []
      for side in [step, -step] {
        var moved = score
        moved.add(try variate(temperature * .exp(side)), scaledBy: Scalar(old))
        norms.append(Double(moved.squaredNorm()))
      }
      evaluations += 4
      let total = norms[0] + norms[1]
      if total > 0 {
        temperature *= .exp(-temperatureRate * (norms[0] - norms[1]) / (total * step))
        temperature = min(max(temperature, 1e-3), 1e3)
      }
    }
    return GradientEstimate(gradient: gradient, values: values, evaluations: evaluations)
  }

  /// The `weight` and the `temperature`, those of them that are learned.
  ///
  /// Without a rate the temperature is a setting, which a schedule may change between two batches.
  public var learned: LearnedState {
    var learned: LearnedState = [:]
    if weightRate > 0 { learned["weight"] = learnedNumber(weight) }
    if temperatureRate > 0 { learned["temperature"] = learnedNumber(temperature) }
    return learned
  }

  /// Takes those of the two that are learned.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    var moved = self
    try learned.expectNames(self.learned.keys)
    if weightRate > 0 { moved.weight = try learned.number("weight") }
    if temperatureRate > 0 { moved.temperature = try learned.number("temperature") }
    guard moved.temperature > 0 else { throw .mismatchedState(name: "temperature") }
    self = moved
  }

  /// `-h(z̃) (D - p) + ∇h(z) - ∇h(z̃)`.
  private func controlVariate<Function: DifferentiableObjective>(
    _ objective: Function, _ pair: PerturbedPair<Function.Scalar>,
    _ probabilities: Matrix<Function.Scalar>, classes: Int?, temperature: Function.Scalar
  ) throws(CategoricalError) -> Matrix<Function.Scalar> {
    let free = try softmax(pair.perturbed, classes: classes, temperature: temperature)
    let tied = try softmax(pair.conditional, classes: classes, temperature: temperature)
    let ahead = objective.checkedValuesWithGradient(free).gradient
    let behind = objective.checkedValuesWithGradient(tied)
    var gradient = softmaxPullback(
      ahead, output: free, classes: classes, temperature: temperature)
    gradient -= conditionalGumbelPullback(
      softmaxPullback(
        behind.gradient, output: tied, classes: classes, temperature: temperature),
      perturbed: pair.conditional, probabilities: probabilities, classes: classes)
    addWeightedScores(pair.sample, probabilities, -behind.values, to: &gradient)
    return gradient
  }
}
