import Foundation

/// The logarithm of a mean of exponentials that is fed one term at a time.
struct StreamingLogMeanExp {
  private var maximum: [Double]
  private var sum: [Double]
  private var terms: [Int]

  /// Starts `count` means.
  init(count: Int) {
    maximum = Array(repeating: -.infinity, count: count)
    sum = Array(repeating: 0, count: count)
    terms = Array(repeating: 0, count: count)
  }

  /// Adds the term `exp(value)` to one mean; the running maximum keeps the sum within range.
  mutating func add(_ value: Double, to index: Int) {
    terms[index] += 1
    guard value > -.infinity else { return }
    if value > maximum[index] {
      sum[index] = sum[index] * exp(maximum[index] - value) + 1
      maximum[index] = value
    } else {
      sum[index] += exp(value - maximum[index])
    }
  }

  /// Whether any term was added.
  var hasTerms: Bool { terms.contains { $0 > 0 } }

  /// The logarithms of the means.
  var values: [Double] {
    maximum.indices.map { maximum[$0] + log(sum[$0]) - log(Double(max(terms[$0], 1))) }
  }
}
