import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct OneHotCategoricalTests {
  @Test(arguments: 1...5)
  func `enumeration gives mass, mean, covariance, entropy and divergence`(classes: Int) throws {
    var random = SplitMix(UInt64(classes))
    let logits: Matrix<Double> = random.matrix(2 * classes, 3)
    let others: Matrix<Double> = random.matrix(2 * classes, 3)
    let one = try OneHotCategorical(logits: logits, classes: classes)
    let other = try OneHotCategorical(logits: others, classes: classes)
    let support = one.support()
    #expect(support == .identity(classes))
    var mass = Matrix<Double>(rows: 2, columns: 3)
    var (entropy, kl) = (mass, mass)
    var mean = Matrix<Double>(rows: 2 * classes, columns: 3)
    for k in 0..<classes {
      let value = Matrix<Double>(rows: 2 * classes, columns: 3) { row, _ in
        support[row % classes, k]
      }
      let logs = try one.logProbability(of: value)
      let weights = logs.map { exp($0) }
      mass += weights
      entropy -= weights.multiplied(by: logs)
      kl += weights.multiplied(by: logs - (try other.logProbability(of: value)))
      for row in 0..<mean.rows where row % classes == k {
        for column in 0..<3 { mean[row, column] = weights[row / classes, column] }
      }
      let indices = try CategoricalDistribution(logits: logits, classes: classes)
        .logProbability(of: [Int](repeating: k, count: 6))
      #expect(indices == logs)
    }
    expectClose(mass, [Double](repeating: 1, count: 6), within: 1e-14)
    expectClose(one.entropy(), entropy.doubles, within: 1e-14)
    expectClose(one.kl(to: other), kl.doubles, within: 1e-13)
    expectClose(
      one.klToUniform(), entropy.doubles.map { log(Double(classes)) - $0 }, within: 1e-13)
    expectClose(one.probabilities(), mean.doubles, within: 1e-14)
    expectClose(one.variance(), mean.doubles.map { $0 * (1 - $0) }, within: 1e-14)
    let covariance = one.covariance(1, column: 2)
    for a in 0..<classes {
      for b in 0..<classes {
        let (p, q) = (mean[classes + a, 2], mean[classes + b, 2])
        #expect(abs(covariance[a, b] - ((a == b ? p : 0) - p * q)) < 1e-14)
      }
    }
    #expect(one.mode() == (try argmaxOneHot(logits, classes: classes)))
  }

  @Test func `gradients agree with finite differences`() throws {
    var random = SplitMix(9)
    let logits: Matrix<Double> = random.matrix(6, 2)
    let cotangent: Matrix<Double> = random.matrix(2, 2)
    let value = try sampleGumbelMax(logits, classes: 3, using: &random)
    let one = try OneHotCategorical(logits: logits, classes: 3)
    try expectPullback(
      one.logProbabilityPullback(cotangent, value: value),
      of: { try OneHotCategorical(logits: $0, classes: 3).logProbability(of: value) }, at: logits,
      cotangent: cotangent)
    let indices = value.runs(3).map { $0.firstIndex(of: 1) ?? 0 }
    #expect(
      try CategoricalDistribution(logits: logits, classes: 3)
        .logProbabilityPullback(cotangent, value: indices)
        == one.logProbabilityPullback(cotangent, value: value))
  }

  @Test func `samples of one stream are one-hot vectors and their indices`() throws {
    var random = SplitMix(3)
    let logits: Matrix<Float> = random.matrix(20, 50)
    let distribution = try CategoricalDistribution(logits: logits, classes: 5)
    var (a, b, c) = (RandomStream(seed: 1), RandomStream(seed: 1), RandomStream(seed: 1))
    let vectors = distribution.oneHot.sample(using: &a)
    let noise: Matrix<Float> = gumbelNoise(rows: 20, columns: 50, using: &c)
    #expect(distribution.sample(using: &b) == vectors.runs(5).map { $0.firstIndex(of: 1) })
    #expect(try distribution.oneHot.sample(noise: noise) == vectors)
    #expect(try distribution.sample(noise: noise) == vectors.runs(5).map { $0.firstIndex(of: 1) })
    #expect(a == b && b == c)
    #expect(distribution.mode().count == 200 && distribution.support() == 0..<5)
    #expect(distribution.entropy() == distribution.oneHot.entropy())
    #expect(distribution.kl(to: distribution).doubles.allSatisfy { $0 == 0 })
    #expect(distribution.probabilities() == distribution.oneHot.probabilities())
  }

  @Test func `probabilities are validated and masks are exact`() throws {
    let one = try OneHotCategorical(
      probabilities: [[0.5, 0], [0, 1], [0.5, 0]] as Matrix<Float>)
    #expect(one.probabilities() == [[0.5, 0], [0, 1], [0.5, 0]])
    #expect(one.klToUniform() == (try klToUniform(one.logits)))
    #expect(try one.logProbability(of: [[0, 0], [1, 1], [0, 0]]) == [[-.infinity, 0]])
    #expect(
      one.logProbabilityPullback([[1, 1]], value: [[0, 0], [1, 1], [0, 0]]).doubles
        .allSatisfy { $0 == 0 })
    #expect(
      one.logProbabilityPullback([[1, 1]], value: [[1, 0], [0, 1], [0, 0]])
        == [[0.5, 0], [0, 0], [-0.5, 0]])
    #expect(throws: CategoricalError.invalidProbability(row: 1, column: 0)) {
      try OneHotCategorical(probabilities: [[0.5], [.nan]] as Matrix<Float>)
    }
    #expect(throws: CategoricalError.invalidProbability(row: 0, column: 0)) {
      try CategoricalDistribution(probabilities: [[-0.5], [1.5]] as Matrix<Float>)
    }
    #expect(throws: CategoricalError.unnormalizedProbabilities(row: 2, column: 0)) {
      try OneHotCategorical(
        probabilities: [[0.5], [0.5], [0.5], [0.4]] as Matrix<Float>, classes: 2)
    }
    #expect(throws: CategoricalError.notOneHot(row: 0, column: 0)) {
      try OneHotCategorical(logits: [[0], [0]] as Matrix<Float>).logProbability(
        of: [[0.5], [0.5]])
    }
    #expect(throws: CategoricalError.outsideSupport(row: 2, column: 0)) {
      try CategoricalDistribution(logits: Matrix<Float>(rows: 4, columns: 1), classes: 2)
        .logProbability(of: [1, 2])
    }
  }
}
