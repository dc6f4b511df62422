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

  private let samples: Int
  private let logWeights: Vector<Scalar>

  init(_ logWeights: Vector<Scalar>, samples: Int) {
    self.logWeights = logWeights
    self.samples = samples
    shares = Vector(count: logWeights.count, repeating: 1)
    for column in 0..<logWeights.count / samples {
      let logs = logs(column)
      let total = logSumExp(logs)
      values.append(total - log(Double(samples)))
      guard samples > 1 else { continue }
      for k in 0..<samples { shares[k * columns + column] = Scalar(exp(logs[k] - total)) }
    }
  }

  /// The number of columns, samples not counted.
  private var columns: Int { logWeights.count / samples }

  /// The weights of the samples of one column.
  private func logs(_ column: Int) -> [Double] {
    (0..<samples).map { Double(logWeights[$0 * columns + column]) }
  }

  /// The signals `L̂ - L̂_-k`, one for each sample of each column.
  ///
  /// - Precondition: There are at least two samples.
  func signals() -> Vector<Scalar> {
    precondition(samples > 1, "one sample has no others to be compared with")
    var signals = Vector<Scalar>(count: logWeights.count)
    for column in 0..<columns {
      var logs = logs(column)
      let (total, sum) = (logSumExp(logs), logs.reduce(0, +))
      for k in 0..<samples {
        let own = logs[k]
        logs[k] = (sum - own) / Double(samples - 1)
        signals[k * columns + column] = Scalar(total - logSumExp(logs))
        logs[k] = own
      }
    }
    return signals
  }
}

/// The logarithm of a sum of exponentials of finite numbers.
private func logSumExp(_ terms: [Double]) -> Double {
  let best = terms.max() ?? -.infinity
  return best + log(terms.reduce(0) { $0 + exp($1 - best) })
}
