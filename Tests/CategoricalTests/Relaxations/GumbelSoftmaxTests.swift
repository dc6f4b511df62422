import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelSoftmaxTests {
  @Test(arguments: [1, 2, 3, 8, 10, 16, 17, 33], 0...3)
  func `small shapes agree with the naive formulas`(classes: Int, columns: Int) throws {
    for latents in 0...3 {
      var random = SplitMix(UInt64(classes * 100 + columns * 10 + latents))
      let logits: Matrix<Double> = random.matrix(latents * classes, columns)
      let noise: Matrix<Double> = random.matrix(latents * classes, columns)
      try check(logits, noise, classes, within: 1e-14)
      try check(
        logits.converted(to: Float.self), noise.converted(), classes, within: 2e-6)
    }
  }

  func check<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ noise: Matrix<Scalar>, _ classes: Int, within tolerance: Double
  ) throws {
    let perturbed = zip(logits.runs(classes), noise.runs(classes)).map {
      zip($0, $1).map { $0 + $1 }
    }
    let soft = try gumbelSoftmax(logits, classes: classes, temperature: 0.5, noise: noise)
    expectClose(
      soft.output, perturbed.flatMap { Reference.softmax($0, temperature: 0.5) },
      within: tolerance)
    #expect(soft.discrete == nil && !soft.isHard)
    let hard = try gumbelSoftmax(
      logits, classes: classes, temperature: 0.5, hard: true, noise: noise)
    #expect(hard.isHard)
    #expect(hard.relaxed == soft.relaxed)
    #expect(hard.output.doubles == perturbed.flatMap(Reference.oneHotArgmax))
    #expect(hard.output == (try sampleGumbelMax(logits, classes: classes, noise: noise)))
  }

  @Test func `hard samples have the gradient of soft ones`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Float> = random.matrix(30, 20)
    let cotangent: Matrix<Float> = random.matrix(30, 20)
    var stream = RandomStream(seed: 5)
    var same = stream
    let soft = try gumbelSoftmax(logits, classes: 10, temperature: 0.5, using: &stream)
    let hard = try gumbelSoftmax(logits, classes: 10, temperature: 0.5, hard: true, using: &same)
    #expect(stream == same)
    #expect(
      gumbelSoftmaxPullback(cotangent, relaxed: soft.relaxed, classes: 10, temperature: 0.5)
        == gumbelSoftmaxPullback(cotangent, relaxed: hard.relaxed, classes: 10, temperature: 0.5))
  }

  @Test func `hard samples are exactly one-hot and relaxed ones sum to one`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Float> = random.matrix(50, 40)
    var stream = RandomStream(seed: 6)
    let sample = try gumbelSoftmax(logits, classes: 5, temperature: 0.3, hard: true, using: &stream)
    for run in sample.output.runs(5) {
      #expect(run.filter { $0 == 1 }.count == 1 && run.filter { $0 == 0 }.count == 4)
    }
    for run in sample.relaxed.runs(5) {
      let sum = run.reduce(0, +)
      #expect(abs(sum - 1) < 4 * Double(Float.ulpOfOne))
      #expect(run.allSatisfy { $0 >= 0 })
    }
  }

  @Test(arguments: [0.25, 0.67, 1, 3])
  func `the pullback agrees with finite differences`(temperature: Double) throws {
    var random = SplitMix(3)
    let logits: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let noise: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    let sample = try gumbelSoftmax(logits, classes: 4, temperature: temperature, noise: noise)
    let gradient = gumbelSoftmaxPullback(
      cotangent, relaxed: sample.relaxed, classes: 4, temperature: temperature)
    try expectPullback(
      gradient,
      of: { try gumbelSoftmax($0, classes: 4, temperature: temperature, noise: noise).output },
      at: logits, cotangent: cotangent)
    for run in gradient.runs(4) { #expect(abs(run.reduce(0, +)) < 1e-13) }
  }

  @Test(arguments: [false, true])
  func `samples in place give the same bits`(hard: Bool) throws {
    var random = SplitMix(4)
    let logits: Matrix<Float> = random.matrix(20, 3)
    let noise: Matrix<Float> = random.matrix(20, 3)
    let cotangent: Matrix<Float> = random.matrix(20, 3)
    let expected = try gumbelSoftmax(
      logits, classes: 10, temperature: 0.5, hard: hard, noise: noise)
    var sample = GumbelSoftmaxSample<Float>(rows: 20, columns: 3, hard: hard)
    for _ in 0..<2 {
      try gumbelSoftmax(logits, classes: 10, temperature: 0.5, noise: noise, into: &sample)
      #expect(sample == expected)
    }
    var gradient: Matrix<Float> = random.matrix(20, 3)
    gumbelSoftmaxPullback(
      cotangent, relaxed: sample.relaxed, classes: 10, temperature: 0.5, into: &gradient)
    #expect(
      gradient
        == gumbelSoftmaxPullback(
          cotangent, relaxed: sample.relaxed, classes: 10, temperature: 0.5))
  }

  /// The stream makes the noise on the way; it is the noise of `gumbelNoise`, bit for bit.
  @Test(arguments: [3, 10, 20, 300], [false, true])
  func `fresh noise of a stream is that of the matrix of noise`(classes: Int, hard: Bool) throws {
    func check<Scalar: RealScalar>(_: Scalar.Type) throws {
      var random = SplitMix(5)
      let logits: Matrix<Scalar> = random.matrix(2 * classes, 19)
      var (first, second) = (RandomStream(seed: 9, position: 2), RandomStream(seed: 9, position: 2))
      let noise: Matrix<Scalar> = gumbelNoise(
        rows: logits.rows, columns: logits.columns, using: &first)
      let expected = try gumbelSoftmax(
        logits, classes: classes, temperature: 0.5, hard: hard, noise: noise)
      var sample = GumbelSoftmaxSample<Scalar>(
        rows: logits.rows, columns: logits.columns, hard: hard)
      try gumbelSoftmax(
        logits, classes: classes, temperature: 0.5, using: &second, into: &sample)
      #expect(sample == expected)
      #expect(first == second)
      var third = RandomStream(seed: 9, position: 2)
      #expect(
        try sampleGumbelMax(logits, classes: classes, using: &third)
          == sampleGumbelMax(logits, classes: classes, noise: noise))
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test func `one class gives one`() throws {
    var stream = RandomStream(seed: 7)
    let logits: Matrix<Float> = [[3, -80], [0, 1e30]]
    for hard in [false, true] {
      let sample = try gumbelSoftmax(
        logits, classes: 1, temperature: 0.5, hard: hard, using: &stream)
      #expect(sample.output == [[1, 1], [1, 1]])
    }
    #expect(
      gumbelSoftmaxPullback([[5]], relaxed: [[1 as Float]], temperature: 0.1) == [[0]])
  }
}
