import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// What PyTorch's own tests ask of `F.gumbel_softmax` and of its relaxed distributions.
struct PyTorchConformanceTests {
  /// Any shape and any axis: no element is negative, and a hard sample has one for each categorical.
  @Test(arguments: [ClassLayout.columns(classes: 4), .rows(classes: 3), .interleaved(classes: 2)])
  func `test_gumbel_softmax_st_shapes`(layout: ClassLayout) throws {
    var random = SplitMix(1)
    let logits: Matrix<Float> = random.matrix(4, 6)
    var stream = RandomStream(seed: 1)
    for hard in [false, true] {
      let sample = try gumbelSoftmax(
        logits, layout: layout, temperature: 1, hard: hard, using: &stream)
      #expect(sample.output.shape == logits.shape)
      #expect(sample.output.doubles.allSatisfy { $0 >= 0 })
      let total = sample.output.doubles.reduce(0, +)
      let expected = Double(logits.count / layout.classes)
      #expect(hard ? total == expected : abs(total - expected) < 1e-5)
    }
  }

  /// PyTorch draws 100 times and bounds |z| by 2.58; here N = 1 000 000 and |z| < 4.89.
  @Test func `test_gumbel_softmax_straight_through`() throws {
    let count = 1_000_000
    var stream = RandomStream(seed: 2)
    let weights = [0.2, 0.8, 0.1]
    let logits = Matrix<Float>(rows: 3, columns: count) { row, _ in Float(log(weights[row])) }
    let sample = try gumbelSoftmax(logits, temperature: 1, hard: true, using: &stream)
    let found = counts(sample.output, classes: 3)
    #expect(found.reduce(0, +) == Double(count))
    for (found, weight) in zip(found, weights) {
      let expected = weight / 1.1 * Double(count)
      let deviation = (expected * (1 - weight / 1.1)).squareRoot()
      #expect(abs(found - expected) < 4.89 * deviation)
    }
  }

  /// The gradient of a hard sample is that of the soft one under the same noise.
  @Test func `test_gumbel_softmax_grad`() throws {
    var random = SplitMix(3)
    let logits: Matrix<Double> = random.matrix(10, 10)
    let noise: Matrix<Double> = gumbelNoise(rows: 10, columns: 10, using: &random)
    let cotangent: Matrix<Double> = random.matrix(10, 10)
    let soft = try gumbelSoftmax(logits, temperature: 0.7, noise: noise)
    let hard = try gumbelSoftmax(logits, temperature: 0.7, hard: true, noise: noise)
    let gradients = [soft, hard].map {
      gumbelSoftmaxPullback(cotangent, relaxed: $0.relaxed, temperature: 0.7)
    }
    expectClose(gradients[0], gradients[1].doubles, within: 2 * Double.ulpOfOne)
  }

  /// χ² at a false-alarm rate of 1e-6; N = 20 000.
  @Test(arguments: [0.1, 1, 10], [[0.1, 0.9], [0.2, 0.2, 0.6]])
  func `test_argmax_relaxed_categorical`(temperature: Double, probabilities: [Double]) throws {
    var stream = RandomStream(seed: 4)
    let wide = Matrix<Double>(rows: probabilities.count, columns: 20_000) { row, _ in
      probabilities[row]
    }
    let concrete = try Concrete(probabilities: wide, temperature: temperature)
    let rounded = try argmaxOneHot(concrete.sample(using: &stream).map { log($0) })
    #expect(
      chiSquare(counts(rounded, classes: probabilities.count), probabilities)
        < (probabilities.count == 2 ? 23.93 : 27.64))
  }

  @Test(arguments: [0.1, 1, 10], [0.1, 0.2, 0.8])
  func `test_rounded_relaxed_bernoulli`(temperature: Double, probability: Double) throws {
    var stream = RandomStream(seed: 5)
    let binary = try BinaryConcrete(
      probabilities: Matrix<Double>(rows: 1, columns: 20_000, repeating: probability),
      temperature: temperature)
    let ones = binary.sample(using: &stream).doubles.reduce(0.0) { $0 + ($1 > 0.5 ? 1 : 0) }
    #expect(chiSquare([ones, 20_000 - ones], [probability, 1 - probability]) < 23.93)
  }

  /// At 1e10 every share is 1 / K.
  @Test func `test_relaxed_one_hot_categorical at a huge temperature`() throws {
    var stream = RandomStream(seed: 6)
    let concrete = try Concrete(
      logits: [[0.5], [-0.3], [1.2]] as Matrix<Double>, temperature: 1e10)
    expectClose(concrete.sample(using: &stream), [1 / 3, 1 / 3, 1 / 3], within: 1e-8)
    let binary = try BinaryConcrete(logits: [[3]] as Matrix<Double>, temperature: 1e10)
    expectClose(binary.sample(using: &stream), [0.5], within: 1e-8)
  }
}
