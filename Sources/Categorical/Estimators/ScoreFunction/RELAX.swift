public import LinearAlgebra
import RealModule

/// RELAX: the score function with a learned control variate of the noise.
///
///     z = ℓ + G,  D = one_hot(argmax z),  z̃ = ℓ + G given D,  p = softmax(ℓ)
///     ∂ℓ = [f(D) - c(z̃)] (D - p) + ∇c(z) - ∇c(z̃)
///
/// where `∇` differentiates by the logits, through `z` and `z̃` with the noise held still. Unbiased for
/// every `f` and critic `c`, which learns to make the estimate small: after use it takes a step along
/// the gradient of `‖∂ℓ‖²`, without further evaluations of `f`.
///
/// The length of that step is a part of the one that is best for the batch. For a critic that is linear
/// in its parameters, such as ``QuadraticCritic``, the estimate after a step is linear in its length, so
/// that the best is known from the estimate after a step of one; the units of `f` and the number of
/// categoricals then do not matter.
///
/// > Reference: Grathwohl, Choi, Wu, Roeder and Duvenaud (2018), "Backpropagation through the void".
public struct RELAX<Critic: RelaxationCritic>: ScoreFunctionEstimator {
  /// The control variate `c`.
  public var critic: Critic

  /// How far the critic goes towards the best step for a batch, from 0 (not at all) to 1.
  public var rate: Double

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - critic: The control variate `c`.
  ///   - rate: How far the critic goes towards the best step for a batch, from 0 (not at all) to 1.
  public init(critic: Critic, rate: Double = 0.2) {
    precondition(rate >= 0 && rate <= 1, "a rate cannot be \(rate)")
    self.critic = critic
    self.rate = rate
  }

  /// Draws one sample; the noise is `z` and `z̃`.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    let pair = try PerturbedPair(logits, classes: classes, using: &generator)
    return try ScoreFunctionDraw(
      samples: [pair.sample], logits: logits, classes: classes,
      noise: [pair.perturbed, pair.conditional])
  }

  /// Combines the values with those of the critic, which then learns.
  public mutating func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: 1)
    precondition(draw.noise.count == 2, "the draw lacks its perturbed logits")
    let gradient = gradient(draw, values[0], critic)
    if rate > 0 { learn(draw, values[0], gradient) }
    return GradientEstimate(gradient: gradient, values: values[0], evaluations: 1)
  }

  /// The estimate with a critic.
  private func gradient<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, _ values: Vector<Scalar>, _ critic: Critic
  ) -> Matrix<Scalar> {
    let (free, tied) = (draw.noise[0], draw.noise[1])
    let ahead = critic.valuesWithGradient(free, classes: draw.classes)
    let behind = critic.valuesWithGradient(tied, classes: draw.classes)
    var gradient = ahead.gradient
    gradient -= conditionalGumbelPullback(
      behind.gradient, perturbed: tied, probabilities: draw.probabilities, classes: draw.classes)
    draw.addScores(of: 0, weights: values - behind.values, to: &gradient)
    return gradient
  }

  /// What the critic has learned, below `critic.`.
  public var learned: LearnedState {
    var learned: LearnedState = [:]
    learned.add(critic.learned, below: "critic")
    return learned
  }

  /// Takes what the critic had learned.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames([], below: "critic")
    try critic.restore(learned.members(below: "critic"))
  }

  /// Takes a step along the gradient of the mean of `‖∂ℓ‖²` by the parameters of the critic.
  ///
  /// With `u = 2 ∂ℓ / B` held still, `⟨u, ∂ℓ⟩` is, as a function of the critic, the sum of
  /// `-⟨u, D - p⟩ c(z̃)`, the slope of `c` at `z` along `u`, and minus that at `z̃` along `J u`, where `J`
  /// is the Jacobian of `z̃`.
  private mutating func learn<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, _ values: Vector<Scalar>, _ gradient: Matrix<Scalar>
  ) {
    let direction = gradient * (2 / Scalar(max(gradient.columns, 1)))
    let score = draw.samples[0] - draw.probabilities
    let weights = direction.multiplied(by: score).columnSums()
    let tied = conditionalGumbelPushforward(
      direction, perturbed: draw.noise[1], probabilities: draw.probabilities,
      classes: draw.classes)
    func step(_ critic: inout Critic, _ rate: Double) {
      critic.descend(
        rate: rate, classes: draw.classes,
        values: (at: draw.noise[1], weights: -weights),
        slopes: [(at: draw.noise[0], along: direction), (at: draw.noise[1], along: -tied)])
    }
    var trial = critic
    step(&trial, 1)
    let change = self.gradient(draw, values, trial) - gradient
    let size = Double(change.squaredNorm())
    guard size > 0, size.isFinite else { return }
    // The length of the step at which ‖∂ℓ + length · change‖² is smallest.
    step(&critic, -rate * Double(gradient.dot(change)) / size)
  }
}

/// A trainable function of perturbed logits, the control variate of ``RELAX``.
public protocol RelaxationCritic: Learner {
  /// Computes `c(z)` for each column and its derivative by `z`.
  ///
  /// - Parameters:
  ///   - perturbed: The perturbed logits `z`; `-infinity` where a class is masked.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Returns: One number for each column, and `∂c/∂z`, zero for masked classes.
  func valuesWithGradient<Scalar: RealScalar>(
    _ perturbed: Matrix<Scalar>, classes: Int?
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>)

  /// Takes a step down the gradient, by the parameters of the critic, of a sum of values and slopes:
  ///
  ///     Σ_b w_b c(z_b) + Σ_s Σ_b ⟨∂c/∂z at z_sb, t_sb⟩
  ///
  /// - Parameters:
  ///   - rate: The step size; a copy is tried at one first, see ``RELAX``.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - values: Perturbed logits, and the weight of each column.
  ///   - slopes: Perturbed logits, and a direction of their shape.
  mutating func descend<Scalar: RealScalar>(
    rate: Double, classes: Int?, values: (at: Matrix<Scalar>, weights: Vector<Scalar>),
    slopes: [(at: Matrix<Scalar>, along: Matrix<Scalar>)])
}
