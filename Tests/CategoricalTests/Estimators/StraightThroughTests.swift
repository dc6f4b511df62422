import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct StraightThroughTests {
  @Test(arguments: [0.25, 0.7, 1, 3])
  func `the pullback is that of the softmax`(temperature: Double) throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let noise: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    for sample in [
      try straightThrough(logits, classes: 4, temperature: temperature),
      try sampleStraightThrough(logits, classes: 4, temperature: temperature, noise: noise),
    ] {
      let gradient = straightThroughPullback(
        cotangent, surrogate: sample.surrogate, classes: 4, temperature: temperature)
      try expectPullback(
        gradient, of: { try softmax($0, classes: 4, temperature: temperature) }, at: logits,
        cotangent: cotangent)
      for run in gradient.runs(4) { #expect(abs(run.reduce(0, +)) < 1e-13) }
    }
  }

  @Test func `the value is the one-hot argmax, without or with noise`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Float> = random.matrix(12, 6)
    let noise: Matrix<Float> = random.matrix(12, 6)
    #expect(
      try straightThrough(logits, classes: 3).output == argmaxOneHot(logits, classes: 3))
    #expect(
      try sampleStraightThrough(logits, classes: 3, temperature: 9, noise: noise).output
        == sampleGumbelMax(logits, classes: 3, noise: noise))
  }

  /// z - sg(p) + p, formed in floating point, differs from z by rounding only.
  @Test func `the value agrees with the stop-gradient form`() throws {
    var random = SplitMix(3)
    let logits: Matrix<Double> = random.matrix(12, 6)
    let sample = try straightThrough(logits, classes: 4)
    let formed = sample.output - sample.surrogate + sample.surrogate
    expectClose(sample.output, formed.doubles, within: 1e-15)
  }

  /// The expectation of the estimator over D equals the gradient of E[f(D)] = ⟨p, f⟩ for linear f,
  /// differentiated numerically.
  @Test func `it is unbiased for linear losses at temperature one`() throws {
    var random = SplitMix(4)
    let logits: Matrix<Double> = random.matrix(4, 1)
    let slope: Matrix<Double> = random.matrix(4, 1)
    let sample = try straightThrough(logits)
    try expectPullback(
      straightThroughPullback(slope, surrogate: sample.surrogate),
      of: { moved in
        let p = Reference.softmax(moved.doubles)
        var mean = 0.0
        for k in 0..<4 { mean += p[k] * slope[k, 0] }
        return [[mean]]
      }, at: logits, cotangent: [[1]])
  }

  @Test func `samples in place and fresh noise give the same bits`() throws {
    var random = SplitMix(5)
    let logits: Matrix<Float> = random.matrix(12, 4)
    let cotangent: Matrix<Float> = random.matrix(12, 4)
    var (one, two) = (RandomStream(seed: 6), RandomStream(seed: 6))
    let noise: Matrix<Float> = gumbelNoise(rows: 12, columns: 4, using: &one)
    let expected = try sampleStraightThrough(
      logits, classes: 3, temperature: 0.5, using: &two)
    var sample = StraightThroughSample<Float>(rows: 12, columns: 4)
    try sampleStraightThrough(
      logits, classes: 3, temperature: 0.5, noise: noise, into: &sample)
    #expect(sample == expected)
    var gradient: Matrix<Float> = random.matrix(12, 4)
    straightThroughPullback(
      cotangent, surrogate: sample.surrogate, classes: 3, temperature: 0.5, into: &gradient)
    #expect(
      gradient
        == straightThroughPullback(
          cotangent, surrogate: sample.surrogate, classes: 3, temperature: 0.5))
    try straightThrough(logits, classes: 3, temperature: 0.5, into: &sample)
    #expect(sample == (try straightThrough(logits, classes: 3, temperature: 0.5)))
  }
}
