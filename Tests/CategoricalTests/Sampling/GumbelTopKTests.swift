import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelTopKTests {
  @Test(arguments: 1...5, 0...5)
  func `samples are the largest sums in order`(classes: Int, count: Int) throws {
    guard count <= classes else { return }
    var random = SplitMix(UInt64(classes * 10 + count))
    let logits: Matrix<Float> = random.matrix(2 * classes, 3)
    let noise: Matrix<Float> = random.matrix(2 * classes, 3)
    let sample = try sampleGumbelTopK(logits, count: count, classes: classes, noise: noise)
    for (run, values) in (logits + noise).runs(classes).enumerated() {
      let expected = values.indices.sorted { values[$0] > values[$1] }.prefix(count)
      #expect(Array(sample.order(of: run)) == Array(expected))
      #expect(
        sample.subset.runs(classes)[run] == values.indices.map { expected.contains($0) ? 1 : 0 })
    }
    if count == 1 {
      #expect(
        sample.indices == (try sampleGumbelMaxIndices(logits, classes: classes, noise: noise)))
    }
    var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let fresh: Matrix<Float> = gumbelNoise(rows: 2 * classes, columns: 3, using: &b)
    #expect(
      try sampleGumbelTopK(logits, count: count, classes: classes, using: &a)
        == sampleGumbelTopK(logits, count: count, classes: classes, noise: fresh))
  }

  @Test func `of equal sums the lowest index comes first and masked classes never do`() async throws
  {
    let logits: Matrix<Double> = [[0], [-.infinity], [0], [0]]
    let zeros = Matrix<Double>(rows: 4, columns: 1)
    #expect(try sampleGumbelTopK(logits, count: 3, noise: zeros).indices == [0, 2, 3])
    let error = CategoricalError.tooFewClasses(row: 0, column: 0, available: 3)
    #expect(throws: error) { try sampleGumbelTopK(logits, count: 4, noise: zeros) }
    #expect("\(error)".contains("only 3"))
    await #expect(processExitsWith: .failure) {
      let zeros = Matrix<Double>(rows: 4, columns: 1)
      _ = try sampleGumbelTopK(zeros, count: -1, noise: zeros)
    }
  }

  /// The inclusion of p = (.5, .3, .2) with k = 2; N = 100 000, 4.89 standard errors.
  @Test func `classes are included as often as they should be`() throws {
    let count = 100_000
    var stream = RandomStream(seed: 2)
    let logits = Matrix<Float>(rows: 3, columns: count) { row, _ in
      Float(log([0.5, 0.3, 0.2][row]))
    }
    let sample = try sampleGumbelTopK(logits, count: 2, using: &stream)
    let found = counts(sample.subset, classes: 3)
    for (found, p) in zip(found, [0.839_286, 0.675, 0.485_714]) {
      #expect(
        abs(found / Double(count) - p) < 4.89 * (p * (1 - p) / Double(count)).squareRoot() + 1e-6)
    }
    // The six orders, against their probability; five degrees of freedom: 35.9 at 1e-6.
    var orders = [Double](repeating: 0, count: 9)
    for run in 0..<count {
      let order = Array(sample.order(of: run))
      orders[3 * order[0] + order[1]] += 1
    }
    let pairs = [1, 2, 3, 5, 6, 7]
    let probabilities = try pairs.map {
      exp(
        try topKLogProbability(
          [[log(0.5)], [log(0.3)], [log(0.2)]] as Matrix<Double>, of: [$0 / 3, $0 % 3], count: 2)[
            0, 0])
    }
    #expect(chiSquare(pairs.map { orders[$0] }, probabilities) < 35.9)
  }
}
