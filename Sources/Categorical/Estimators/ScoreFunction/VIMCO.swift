public import LinearAlgebra

/// VIMCO: the gradient of the importance-weighted bound, with a baseline from the other samples.
///
/// The values of the objective are `f(D) = log p(x, D)`; with `q = softmax(ℓ)` and `m` samples:
///
///     w_k = exp(f(D_k)) / q(D_k),  L̂ = log 1/m Σ_k w_k,  w̃_k = w_k / Σ_j w_j
///     ∂ℓ = Σ_k (L̂ - L̂_-k - w̃_k) (D_k - p)
///
/// where `L̂_-k` has the geometric mean of the other weights in place of `w_k`, and `-w̃_k (D_k - p)` is
/// the derivative of `log w_k`. Unbiased for the gradient of `L_m = E[L̂]`, not of `E[f(D)]`. The
/// values of the estimate are `L̂`. Where `L̂_-k` is `-infinity`, because the others have no weight, it is
/// left out, and where `L̂` is, the gradient is zero. For parameters of `log p`, use ``weights(_:values:)``.
///
/// > Reference: Mnih and Rezende (2016), "Variational inference for Monte Carlo objectives".
public struct VIMCO: ScoreFunctionEstimator, Hashable {
  /// The number `m` of samples, at least two.
  public let samples: Int

  /// Makes the estimator.
  ///
  /// - Parameter samples: The number `m` of samples, at least two.
  public init(samples: Int = 5) {
    precondition(samples >= 2, "VIMCO needs at least two samples, not \(samples)")
    self.samples = samples
  }

  /// Draws `m` samples.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try ScoreFunctionDraw(count: samples, logits: logits, classes: classes, using: &generator)
  }

  /// The normalized weights `w̃_k`: the share of each sample in the derivative of `L̂` by `log p`.
  ///
  /// - Parameters:
  ///   - draw: What ``draw(_:classes:using:)`` returned.
  ///   - values: For each of its samples `log p(x, D_k)`, one number for each column.
  /// - Returns: For each sample one number for each column; over the samples they sum to one, or are
  ///   zero if none has any weight.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func weights<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> [Vector<Scalar>] {
    let columns = importanceWeights(draw, values).map(\.shares)
    return (0..<samples).map { k in Vector(columns.map { Scalar($0[k]) }) }
  }

  /// Weighs the scores with what each sample adds to the bound.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    let columns = importanceWeights(draw, values)
    let (shares, gains) = (columns.map(\.shares), columns.map(\.gains))
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    for k in 0..<samples {
      let factors = columns.indices.map { Scalar(gains[$0][k] - shares[$0][k]) }
      draw.addScores(of: k, weights: Vector(factors), to: &gradient)
    }
    return GradientEstimate(
      gradient: gradient, values: Vector(columns.map { Scalar($0.bound) }), evaluations: samples)
  }

  /// The weights `w_k` of the samples, column by column.
  private func importanceWeights<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, _ values: [Vector<Scalar>]
  ) -> [ImportanceWeights] {
    draw.expect(values, count: samples)
    let logQ = (0..<samples).map { draw.logProbability(of: $0) }
    return (0..<draw.probabilities.columns).map { column in
      ImportanceWeights(
        logarithms: (0..<samples).map { Double(values[$0][column]) - Double(logQ[$0][column]) })
    }
  }
}
