public import LinearAlgebra
import RealModule

/// Gapped straight-through: a softmax backward whose logits are pushed apart to agree with the sample.
///
///     D ~ softmax(ℓ)
///     ℓ' = ℓ + (max ℓ - ℓ_D) D - relu(ℓ - max ℓ + gap) ⊙ (1 - D)
///     ∂ℓ = J(softmax(ℓ' / τ)) g(D) / τ
///
/// The shift, through which no gradient flows, makes the drawn class the largest by at least the gap,
/// as the noise of ``StraightThroughGumbelSoftmax`` would, but without its randomness. Biased, with a
/// low variance.
///
/// > Reference: Fan, Chi, Rudnicky and Ramadge (2022), "Training discrete deep generative models via
/// > gapped straight-through estimator", equation 10.
public struct GappedStraightThrough: PathwiseEstimator {
  /// The distance between the drawn class and the others.
  public enum Gap: Hashable, Sendable {
    /// The same distance everywhere, not negative.
    case constant(Double)
    /// `-log(1 - p_D) / p_D`, the mean distance of perturbed logits, with `p_D` of at most 1 - 1e-5.
    case probability
  }

  /// The temperature `τ`, positive.
  public var temperature: Double

  /// The distance between the drawn class and the others.
  public var gap: Gap

  /// Makes the estimator.
  ///
  /// - Parameters:
  ///   - temperature: The temperature `τ`, positive.
  ///   - gap: The distance between the drawn class and the others.
  public init(temperature: Double = 1, gap: Gap = .constant(1)) {
    if case .constant(let value) = gap {
      precondition(value >= 0 && value.isFinite, "a gap cannot be \(value)")
    }
    self.temperature = temperature
    self.gap = gap
  }

  /// Draws `D` and shifts the logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    let shifted = shift(logits, sample, try softmax(logits, classes: classes), classes: classes)
    let surrogate = try softmax(
      shifted, classes: classes, temperature: Scalar(temperature: temperature))
    return (
      sample,
      PathwiseContext(
        classes: classes, surrogate: surrogate, temperature: Scalar(temperature: temperature))
    )
  }

  private func shift<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ sample: Matrix<Scalar>, _ probabilities: Matrix<Scalar>,
    classes: Int?
  ) -> Matrix<Scalar> {
    let grouping = Grouping(logits.shape, classes: classes)
    var shifted = logits
    let (d, p) = (sample.elements, probabilities.elements)
    var x = shifted.mutableElements
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      var (best, chosen) = (-Scalar.infinity, range.lowerBound)
      for k in range {
        best = max(best, x[k])
        if d[k] == 1 { chosen = k }
      }
      let gap = Scalar(width(Double(p[chosen])))
      for k in range where k != chosen { x[k] = min(x[k], best - gap) }
      x[chosen] = best
    }
    return shifted
  }

  private func width(_ probability: Double) -> Double {
    switch gap {
    case .constant(let value): return value
    case .probability:
      // Its limit at 0 is one; the quotient stays exact on the way there.
      let p = min(probability, 1 - 1e-5)
      return p > 0 ? -Double.log(onePlus: -p) / p : 1
    }
  }
}
