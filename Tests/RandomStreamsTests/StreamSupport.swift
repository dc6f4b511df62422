import RandomStreams
import Testing

/// One fill of a stream, for either type, as an array.
struct Fill: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var wordsPerNumber: UInt64
  var draw: @Sendable (inout RandomStream, Int) -> [Double]

  static let all: [Fill] = [
    single("uniform Float") { $0.fillUniform(&$1) }, double("uniform") { $0.fillUniform(&$1) },
    single("exponential Float") { $0.fillExponential(&$1) },
    double("exponential") { $0.fillExponential(&$1) },
    single("Gumbel Float") { $0.fillGumbel(&$1) }, double("Gumbel") { $0.fillGumbel(&$1) },
    single("normal Float") { $0.fillNormal(&$1) }, double("normal") { $0.fillNormal(&$1) },
    single("Bernoulli Float") { $0.fillBernoulli(&$1, probability: 0.3) },
    double("Bernoulli") { $0.fillBernoulli(&$1, probability: 0.3) },
  ]

  private static func single(
    _ name: String,
    _ fill: @escaping @Sendable (inout RandomStream, inout MutableSpan<Float>) -> Void
  ) -> Fill {
    Fill(testDescription: name, wordsPerNumber: 1) { stream, count in
      var numbers = [Float](repeating: .nan, count: count)
      var span = numbers.mutableSpan
      fill(&stream, &span)
      return numbers.map { Double($0) }
    }
  }

  private static func double(
    _ name: String,
    _ fill: @escaping @Sendable (inout RandomStream, inout MutableSpan<Double>) -> Void
  ) -> Fill {
    Fill(testDescription: name, wordsPerNumber: 2) { stream, count in
      var numbers = [Double](repeating: .nan, count: count)
      var span = numbers.mutableSpan
      fill(&stream, &span)
      return numbers
    }
  }
}

/// A generator whose words repeat.
struct Repeating: RandomNumberGenerator {
  var words: [UInt64]
  var index = 0

  mutating func next() -> UInt64 {
    defer { index = (index + 1) % words.count }
    return words[index]
  }
}
