import Foundation
import LinearAlgebra

/// The naive formulas, in `Double`, one run at a time.
enum Reference {
  static func softmax(_ logits: [Double], temperature: Double = 1) -> [Double] {
    let best = logits.max() ?? 0
    let weights = logits.map { $0 == -.infinity ? 0 : exp(($0 - best) / temperature) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  static func logSumExp(_ logits: [Double], temperature: Double = 1) -> Double {
    let best = logits.max() ?? 0
    let weights = logits.map { $0 == -.infinity ? 0 : exp(($0 - best) / temperature) }
    return best / temperature + log(weights.reduce(0, +))
  }

  static func logSoftmax(_ logits: [Double], temperature: Double = 1) -> [Double] {
    let normalizer = logSumExp(logits, temperature: temperature)
    return logits.map { $0 == -.infinity ? -.infinity : $0 / temperature - normalizer }
  }

  static func oneHotArgmax(_ logits: [Double]) -> [Double] {
    var best = 0
    for k in logits.indices where logits[k] > logits[best] { best = k }
    return logits.indices.map { $0 == best ? 1 : 0 }
  }

  /// `p ⊙ (g - ⟨p, g⟩) / τ`, with entries of `p = 0` left out.
  static func pullback(_ p: [Double], _ g: [Double], temperature: Double = 1) -> [Double] {
    let inner = zip(p, g).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.0 * $1.1 }
    return zip(p, g).map { $0 == 0 ? 0 : $0 * ($1 - inner) / temperature }
  }

  static func entropy(_ p: [Double]) -> Double {
    p.reduce(0) { $1 == 0 ? $0 : $0 - $1 * log($1) }
  }

  static func kl(_ q: [Double], _ p: [Double]) -> Double {
    zip(q, p).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.0 * (log($1.0) - log($1.1)) }
  }
}

extension Matrix where Element: RealScalar {
  /// The runs of `classes` elements, widened.
  func runs(_ classes: Int) -> [[Double]] {
    let all = doubles
    return stride(from: 0, to: all.count, by: classes).map { Array(all[$0..<$0 + classes]) }
  }

  /// All elements, column by column, widened.
  var doubles: [Double] {
    elements.indices.map { Double(elements[$0]) }
  }

  /// The same matrix in another precision.
  func converted<Other: RealScalar>(to: Other.Type = Other.self) -> Matrix<Other> {
    Matrix<Other>(rows: rows, columns: columns) { Other(self[$0, $1]) }
  }

  /// The same matrix with one element, counted by columns, increased.
  func adding(_ delta: Element, at index: Int) -> Matrix {
    var result = self
    result[index % rows, index / rows] += delta
    return result
  }
}
