import Categorical
import LinearAlgebra

/// The bounds of several samples of each column, and what each sample adds to them.
///
/// Copy `k` of all `columns` lies at `k · columns`.
struct MonteCarloBound<Scalar: RealScalar> {
  private let samples: Int
  private let weights: [ImportanceWeights]

  init(_ logWeights: Vector<Scalar>, samples: Int) {
    self.samples = samples
    let columns = logWeights.count / samples
    weights = (0..<columns).map { column in
      ImportanceWeights(
        logarithms: (0..<samples).map { Double(logWeights[$0 * columns + column]) })
    }
  }

  /// The estimates `L̂`, one for each column.
  var values: [Double] { weights.map(\.bound) }

  /// The shares `w̃_k = ∂L̂/∂log w_k`, one for each sample of each column.
  var shares: Vector<Scalar> { side(\.shares) }

  /// The signals `L̂ - L̂_-k` of VIMCO, one for each sample of each column.
  ///
  /// - Precondition: There are at least two samples.
  var signals: Vector<Scalar> { side(\.gains) }

  /// Numbers of each column's samples, copy by copy.
  private func side(_ numbers: (ImportanceWeights) -> [Double]) -> Vector<Scalar> {
    let columns = weights.map(numbers)
    return Vector(
      (0..<samples).flatMap { k in columns.map { Scalar($0[k]) } })
  }
}
