import Foundation
import LinearAlgebra

/// The log-mean-exp of several samples of each column, and what each sample adds to it.
///
///     L̂ = log (1/m) Σ_k exp(w_k),   share w̃_k = exp(w_k) / Σ_j exp(w_j),
///     signal L̂ - L̂_-k, where L̂_-k has the mean of the other w in place of w_k
///
/// Copy `k` of all `columns` lies at `k · columns`. The shares are `∂L̂/∂w_k`; the signals weigh the scores
/// of the samples in the estimate of VIMCO.
///
/// > Reference: Mnih and Rezende (2016), "Variational inference for Monte Carlo objectives".
struct MonteCarloBound<Scalar: RealScalar> {
  /// The estimates `L̂`, one for each column.
  private(set) var values: [Double] = []
  /// The shares `w̃_k`, one for each sample of each column.
  private(set) var shares: Vector<Scalar>
  /// The signals `L̂ - L̂_-k`; zero for a single sample.
  private(set) var signals: Vector<Scalar>

  init(_ logWeights: Vector<Scalar>, samples: Int) {
    let columns = logWeights.count / samples
    shares = Vector(count: logWeights.count)
    signals = Vector(count: logWeights.count)
    values.reserveCapacity(columns)
    for column in 0..<columns {
      let logs = (0..<samples).map { Double(logWeights[$0 * columns + column]) }
      let total = logSumExp(logs)
      values.append(total - log(Double(samples)))
      guard samples > 1 else {
        shares[column] = 1
        continue
      }
      let sum = logs.reduce(0, +)
      for k in 0..<samples {
        shares[k * columns + column] = Scalar(exp(logs[k] - total))
        var others = logs
        others[k] = (sum - logs[k]) / Double(samples - 1)
        signals[k * columns + column] = Scalar(total - logSumExp(others))
      }
    }
  }
}

/// The logarithm of a sum of exponentials of finite numbers.
private func logSumExp(_ terms: [Double]) -> Double {
  let best = terms.max() ?? -.infinity
  return best + log(terms.reduce(0) { $0 + exp($1 - best) })
}
