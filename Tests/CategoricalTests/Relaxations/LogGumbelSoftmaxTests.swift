import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct LogGumbelSoftmaxTests {
  @Test func `samples are the logarithms of relaxed samples`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(8, 3)
    let noise: Matrix<Double> = random.matrix(8, 3)
    let logs = try logGumbelSoftmax(logits, classes: 4, temperature: 0.7, noise: noise)
    let y = try gumbelSoftmax(logits, classes: 4, temperature: 0.7, noise: noise).relaxed
    expectClose(logs.map { exp($0) }, y.doubles, within: 1e-15)
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    try expectPullback(
      logGumbelSoftmaxPullback(cotangent, output: logs, classes: 4, temperature: 0.7),
      of: { try logGumbelSoftmax($0, classes: 4, temperature: 0.7, noise: noise) }, at: logits,
      cotangent: cotangent)
    var output: Matrix<Double> = random.matrix(8, 3)
    try logGumbelSoftmax(logits, classes: 4, temperature: 0.7, noise: noise, into: &output)
    #expect(output == logs)
    var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let fresh: Matrix<Double> = gumbelNoise(rows: 8, columns: 3, using: &b)
    #expect(
      try logGumbelSoftmax(logits, classes: 4, temperature: 0.7, using: &a)
        == logGumbelSoftmax(logits, classes: 4, temperature: 0.7, noise: fresh))
  }

  @Test func `small temperatures do not underflow`() throws {
    let logits: Matrix<Float> = [[0.5], [-0.3], [1.2], [-.infinity]]
    let noise = Matrix<Float>(rows: 4, columns: 1)
    let logs = try logGumbelSoftmax(logits, temperature: 1e-3, noise: noise)
    expectClose(logs, [-700, -1500, 0, -.infinity], within: 1e-4)
    #expect(try gumbelSoftmax(logits, temperature: 1e-3, noise: noise).relaxed[0, 0] == 0)
  }
}
