import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct RelaxedSubsetTests {
  @Test(arguments: 0...4, [0.25, 0.67, 3])
  func `relaxed subsets agree with the recursion and sum to their size`(
    count: Int, temperature: Double
  ) throws {
    var random = SplitMix(UInt64(count))
    let logits: Matrix<Double> = random.matrix(8, 3)
    let noise: Matrix<Double> = random.matrix(8, 3)
    let sample = try relaxedSubset(
      logits, count: count, classes: 4, temperature: temperature, noise: noise)
    for (run, found) in sample.relaxed.runs(4).enumerated() {
      var kappa = (logits + noise).runs(4)[run]
      var sum = [0.0, 0, 0, 0]
      for _ in 0..<count {
        let a = Reference.softmax(kappa, temperature: temperature)
        for k in 0..<4 {
          sum[k] += a[k]
          kappa[k] += log(1 - a[k])
        }
      }
      // At the lowest temperature, 1 - a of the reference loses its digits.
      for k in 0..<4 { #expect(abs(found[k] - sum[k]) < (temperature < 0.5 ? 1e-6 : 1e-11)) }
      #expect(abs(found.reduce(0, +) - Double(count)) < 1e-12)
    }
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    let gradient = relaxedSubsetPullback(cotangent, sample)
    try expectPullback(
      gradient,
      of: {
        try relaxedSubset($0, count: count, classes: 4, temperature: temperature, noise: noise)
          .output
      }, at: logits, cotangent: cotangent, tolerance: 1e-7)
    for run in gradient.runs(4) { #expect(abs(run.reduce(0, +)) < 1e-11) }
    if count == 1 {
      let one = try gumbelSoftmax(logits, classes: 4, temperature: temperature, noise: noise)
      expectClose(sample.relaxed, one.relaxed.doubles, within: 1e-14)
      expectClose(
        gradient,
        gumbelSoftmaxPullback(
          cotangent, relaxed: one.relaxed, classes: 4, temperature: temperature
        ).doubles, within: 1e-13)
    }
  }

  @Test(arguments: [1e-2, 1e-5, 1e-300])
  func `low temperatures give the largest sums`(temperature: Double) throws {
    var stream = RandomStream(seed: 1)
    let logits = Matrix<Double>(rows: 5, columns: 200)
    let sample = try relaxedSubset(
      logits, count: 2, temperature: temperature, hard: true, using: &stream)
    let difference = (sample.relaxed - sample.output).doubles.filter { abs($0) > 0.01 }
    #expect(difference.count < (temperature < 1e-3 ? 3 : 100))
    let gradient = relaxedSubsetPullback(logits + sample.output, sample)
    #expect(gradient.doubles.allSatisfy { $0.isFinite })
    for run in sample.output.runs(5) { #expect(run.reduce(0, +) == 2) }
  }

  @Test func `masked classes stay out`() throws {
    var stream = RandomStream(seed: 2)
    let logits: Matrix<Float> = [[0.5], [-.infinity], [1], [-2]]
    let sample = try relaxedSubset(
      logits, count: 3, temperature: 0.1, hard: true, using: &stream)
    #expect(sample.output == [[1], [0], [1], [1]])
    #expect(sample.relaxed[1, 0] == 0)
    let gradient = relaxedSubsetPullback([[1], [.infinity], [2], [3]], sample)
    #expect(gradient[1, 0] == 0 && gradient.doubles.allSatisfy { $0.isFinite })
    #expect(throws: CategoricalError.tooFewClasses(row: 0, column: 0, available: 3)) {
      try relaxedSubset(logits, count: 4, temperature: 1, using: &stream)
    }
    #expect(throws: CategoricalError.self) {
      try relaxedSubset(logits, count: 1, temperature: 0, using: &stream)
    }
  }
}
