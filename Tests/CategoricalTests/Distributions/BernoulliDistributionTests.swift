import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct BernoulliDistributionTests {
  @Test func `enumeration gives mean, variance, entropy and divergence`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(3, 4)
    let others: Matrix<Double> = random.matrix(3, 4)
    let (one, other) = (
      try BernoulliDistribution(logits: logits), try BernoulliDistribution(logits: others)
    )
    let (zeros, ones) = (
      Matrix<Double>(rows: 3, columns: 4), Matrix<Double>(rows: 3, columns: 4, repeating: 1)
    )
    let logs = [try one.logProbability(of: zeros), try one.logProbability(of: ones)]
    let otherLogs = [try other.logProbability(of: zeros), try other.logProbability(of: ones)]
    let p = logs.map { $0.map { exp($0) } }
    expectClose(p[0] + p[1], ones.doubles, within: 1e-15)
    expectClose(one.probabilities(), p[1].doubles, within: 1e-15)
    expectClose(one.variance(), p[0].multiplied(by: p[1]).doubles, within: 1e-15)
    let entropy = -(p[0].multiplied(by: logs[0]) + p[1].multiplied(by: logs[1]))
    expectClose(one.entropy(), entropy.doubles, within: 1e-15)
    let kl = -entropy - p[0].multiplied(by: otherLogs[0]) - p[1].multiplied(by: otherLogs[1])
    expectClose(one.kl(to: other), kl.doubles, within: 1e-14)
    #expect(one.mode() == logits.map { $0 > 0 ? 1 : 0 })
    expectClose(
      try BernoulliDistribution(probabilities: p[1]).logits, logits.doubles, within: 1e-14)

    let cotangent: Matrix<Double> = random.matrix(3, 4)
    let value = one.sample(using: &random)
    try expectPullback(
      one.logProbabilityPullback(cotangent, value: value),
      of: { try BernoulliDistribution(logits: $0).logProbability(of: value) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      one.entropyPullback(cotangent), of: { try BernoulliDistribution(logits: $0).entropy() },
      at: logits, cotangent: cotangent)
    let pulled = one.klPullback(cotangent, to: other)
    try expectPullback(
      pulled.logits, of: { try BernoulliDistribution(logits: $0).kl(to: other) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      pulled.other, of: { one.kl(to: try BernoulliDistribution(logits: $0)) }, at: others,
      cotangent: cotangent)
  }

  @Test func `certain outcomes are exact`() throws {
    let logits: Matrix<Double> = [[.infinity, -.infinity, 1e3, -1e3]]
    let one = try BernoulliDistribution(logits: logits)
    var stream = RandomStream(seed: 1)
    #expect(one.sample(using: &stream) == [[1, 0, 1, 0]])
    #expect(one.probabilities() == [[1, 0, 1, 0]])
    #expect(one.variance() == [[0, 0, 0, 0]] && one.entropy() == [[0, 0, 0, 0]])
    #expect(try one.logProbability(of: [[1, 1, 1, 1]]) == [[0, -.infinity, 0, -1e3]])
    #expect(one.entropyPullback([[1, 1, 1, 1]]).doubles.allSatisfy { $0 == 0 })
    #expect(one.kl(to: one) == [[0, 0, 0, 0]])
    let fair = try BernoulliDistribution(logits: [[0, 0, 0, 0]] as Matrix<Double>)
    expectClose(
      fair.kl(to: one), [.infinity, .infinity, 500 - log(2), 500 - log(2)], within: 1e-15)
    expectClose(
      one.kl(to: fair), [Double](repeating: log(2), count: 4), within: 1e-15)
    let pulled = fair.klPullback([[1, 1, 1, 1]], to: one)
    #expect((pulled.logits.doubles + pulled.other.doubles).allSatisfy { $0.isFinite })
    #expect(
      try BernoulliDistribution(probabilities: [[0, 1]] as Matrix<Double>).logits == [
        [-Double.infinity, .infinity]
      ])
    #expect(throws: CategoricalError.outsideSupport(row: 0, column: 1)) {
      try fair.logProbability(of: [[1, 0.5, 0, 0]])
    }
    #expect(throws: CategoricalError.nonFiniteLogit(row: 0, column: 0)) {
      try BernoulliDistribution(logits: [[.nan]] as Matrix<Double>)
    }
  }
}
