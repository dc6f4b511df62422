import Foundation

/// Returns the mutual information of two discrete variables from paired observations, in nats.
///
///     I(A; B) = Σ_ab p(a, b) log(p(a, b) / (p(a) p(b)))
///
/// with the observed frequencies for `p`; it is biased upwards by about
/// `(|A| - 1)(|B| - 1) / 2n` for `n` observations.
///
/// - Parameters:
///   - first: Values of the first variable, from zero on.
///   - second: Values of the second variable, from zero on.
/// - Returns: The mutual information; zero without observations.
/// - Precondition: Both have the same count and no negative value.
public func mutualInformation(_ first: [Int], _ second: [Int]) -> Double {
  precondition(
    first.count == second.count, "\(first.count) observations beside \(second.count)")
  guard let rows = first.max(), let columns = second.max() else { return 0 }
  var joint = [Double](repeating: 0, count: (rows + 1) * (columns + 1))
  for (a, b) in zip(first, second) { joint[a * (columns + 1) + b] += 1 }
  var left = [Double](repeating: 0, count: rows + 1)
  var right = [Double](repeating: 0, count: columns + 1)
  for a in 0...rows {
    for b in 0...columns {
      left[a] += joint[a * (columns + 1) + b]
      right[b] += joint[a * (columns + 1) + b]
    }
  }
  let total = Double(first.count)
  var information = 0.0
  for a in 0...rows {
    for b in 0...columns where joint[a * (columns + 1) + b] > 0 {
      let count = joint[a * (columns + 1) + b]
      information += count / total * log(count * total / (left[a] * right[b]))
    }
  }
  return max(information, 0)
}

/// Returns the entropy of a discrete variable from observations, in nats.
///
/// - Parameter values: Observed values, from zero on.
/// - Returns: `-Σ p log p` with the observed frequencies.
public func entropy(ofObserved values: [Int]) -> Double { mutualInformation(values, values) }
