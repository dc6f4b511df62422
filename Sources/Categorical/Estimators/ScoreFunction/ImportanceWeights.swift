import RealModule

/// The weights of several samples of one observation, and what each sample adds to their bound.
///
///     L̂ = log 1/m Σ_k w_k,   w̃_k = w_k / Σ_j w_j,   gain of a sample L̂ - L̂_-k
///
/// where `L̂_-k` has the geometric mean of the other weights in place of `w_k`. The shares `w̃_k` are
/// `∂L̂/∂log w_k`; the gains weigh the scores of the samples in ``VIMCO``.
///
/// > Reference: Mnih and Rezende (2016), "Variational inference for Monte Carlo objectives".
package struct ImportanceWeights {
  /// `log w_k` less the largest, in which large ones keep the digits of their differences.
  private let logs: [Double]
  private let largest: Double
  /// `log Σ_k w_k` less the largest.
  private let total: Double

  /// Takes `log w_k` for each sample; `-infinity` stands for no weight at all.
  package init(logarithms: [Double]) {
    let best = logarithms.max() ?? -.infinity
    largest = best > -.infinity ? best : 0
    let shift = largest
    logs = logarithms.map { $0 - shift }
    total = logSumExp(logs)
  }

  /// The estimate `L̂` of the bound; `-infinity` if no sample has any weight.
  package var bound: Double { largest + total - Double.log(Double(logs.count)) }

  /// The shares `w̃_k`, which sum to one; zero if no sample has any weight.
  package var shares: [Double] {
    logs.map { total > -.infinity ? Double.exp($0 - total) : 0 }
  }

  /// The gains `L̂ - L̂_-k`.
  ///
  /// Where `L̂_-k` is `-infinity`, because the others have no weight, it is left out; without any weight
  /// no direction raises the bound, and the gains are zero.
  ///
  /// - Precondition: There are at least two samples.
  package var gains: [Double] {
    precondition(logs.count > 1, "one sample has no others to be compared with")
    guard total > -.infinity else { return Array(repeating: 0, count: logs.count) }
    return logs.indices.map { k in
      var others = logs
      others[k] = 0  // the mean of the others, which may be -infinity
      others[k] = others.reduce(0, +) / Double(logs.count - 1)
      let rest = logSumExp(others)
      return rest > -.infinity ? total - rest : bound
    }
  }
}

/// The logarithm of a sum of exponentials; `-infinity` if all terms are.
private func logSumExp(_ terms: [Double]) -> Double {
  let best = terms.max() ?? -.infinity
  guard best > -.infinity else { return best }
  return best + Double.log(terms.reduce(0) { $0 + Double.exp($1 - best) })
}
