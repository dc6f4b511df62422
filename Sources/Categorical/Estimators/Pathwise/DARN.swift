public import LinearAlgebra

/// DARN: the score function with a Taylor expansion at the sample in place of `f`.
///
///     D ~ softmax(ℓ),  p = softmax(ℓ)
///     ∂ℓ = ⟨g(D), D - z̄⟩ (D - p)
///
/// `f(D) - f(z̄)` to first order, expanded at `D`. Exact in expectation for linear `f`, and for
/// quadratic `f` of binary variables (two classes) with `z̄ = ½`; biased otherwise, with the variance
/// of a score function.
///
/// > Reference: Gregor, Danihelka, Mnih, Blundell and Wierstra (2014), "Deep autoregressive networks",
/// > section 4.1.
public struct DARN: PathwiseEstimator {
  /// The place `z̄` that the sample is compared with.
  public enum Center: Hashable, Sendable {
    /// The probabilities `p`.
    case probabilities
    /// The uniform distribution over the classes that are not masked.
    case uniform
  }

  /// The place `z̄` that the sample is compared with.
  public var center: Center

  /// Makes the estimator.
  ///
  /// - Parameter center: The place `z̄` that the sample is compared with.
  public init(center: Center = .probabilities) { self.center = center }

  /// Draws `D`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: PathwiseNoise<Scalar>
  ) throws(CategoricalError) -> (sample: Matrix<Scalar>, context: PathwiseContext<Scalar>) {
    noise.expectConditional(0)
    let sample = try sampleGumbelMax(logits, classes: classes, noise: noise.gumbel)
    let score = sample - (try softmax(logits, classes: classes))
    let difference: Matrix<Scalar>
    switch center {
    case .probabilities: difference = score
    case .uniform:
      // The softmax at an infinite temperature is uniform over the unmasked classes.
      difference = sample - (try softmax(logits, classes: classes, temperature: .infinity))
    }
    return (
      sample,
      PathwiseContext(classes: classes, terms: [.outer(a: score, b: difference, weight: 1)])
    )
  }
}
