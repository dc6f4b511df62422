public import LinearAlgebra
import RealModule

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
    draw.expect(values, count: samples)
    let logWeights = logWeights(draw, values)
    var result = Array(repeating: Vector<Scalar>(count: draw.probabilities.columns), count: samples)
    for column in 0..<draw.probabilities.columns {
      let (log, _) = relative(logWeights.map { $0[column] })
      let total = logSumExp(log)
      for k in 0..<samples where total > -.infinity {
        result[k][column] = Scalar(Double.exp(log[k] - total))
      }
    }
    return result
  }

  /// Weighs the scores with what each sample adds to the bound.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: samples)
    let columns = draw.probabilities.columns
    let logWeights = logWeights(draw, values)
    var bounds = Vector<Scalar>(count: columns)
    var factors = Array(repeating: Vector<Scalar>(count: columns), count: samples)
    for column in 0..<columns {
      let (log, best) = relative(logWeights.map { $0[column] })
      let total = logSumExp(log)
      bounds[column] = Scalar(best + total - Double.log(Double(samples)))
      // Without a possible sample the bound is -infinity, and no direction raises it.
      guard total > -.infinity else { continue }
      for k in 0..<samples {
        var others = log
        others[k] = 0  // the mean of the others, which may be -infinity
        others[k] = others.reduce(0, +) / Double(samples - 1)
        let rest = logSumExp(others)
        let gain =
          rest > -.infinity ? total - rest : best + total - Double.log(Double(samples))
        factors[k][column] = Scalar(gain - Double.exp(log[k] - total))
      }
    }
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    for k in 0..<samples { draw.addScores(of: k, weights: factors[k], to: &gradient) }
    return GradientEstimate(gradient: gradient, values: bounds, evaluations: samples)
  }

  /// `log w_k`, for each sample one number for each column.
  private func logWeights<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, _ values: [Vector<Scalar>]
  ) -> [[Double]] {
    values.indices.map { sample in
      let logQ = draw.logProbability(of: sample)
      return (0..<logQ.count).map { Double(values[sample][$0]) - Double(logQ[$0]) }
    }
  }
}

/// Logarithms less the largest, in which large ones keep the digits of their differences.
private func relative(_ terms: [Double]) -> (terms: [Double], best: Double) {
  guard let best = terms.max(), best > -.infinity else { return (terms, 0) }
  return (terms.map { $0 - best }, best)
}

/// The logarithm of a sum of exponentials; `-infinity` if all terms are.
private func logSumExp(_ terms: [Double]) -> Double {
  let best = terms.max() ?? -.infinity
  guard best > -.infinity else { return best }
  return best + Double.log(terms.reduce(0) { $0 + Double.exp($1 - best) })
}
