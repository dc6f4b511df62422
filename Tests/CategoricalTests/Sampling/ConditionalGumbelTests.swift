import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct ConditionalGumbelTests {
  static let gamma = 0.577_215_664_901_532_9

  /// E = (.5, 1.2, .8), θ = (.5, -.3, 1.2), D = class 0.
  @Test func `the golden vector agrees`() throws {
    let logits: Matrix<Double> = [[0.5], [-0.3], [1.2]]
    let noise = [0.5, 1.2, 0.8].map { -log($0) }
    let phi = try sampleConditionalGumbel(
      logits, given: [[1], [0], [0]], noise: Matrix(columnMajor: noise, rows: 3, columns: 1))
    expectClose(phi, [2.435306029759, -0.534972631574, 1.113138343316], within: 1e-11)
    // Gumbel-Rao with this one draw.
    let y = try softmax(phi, temperature: 0.7)
    expectClose(
      softmaxPullback([[1], [2], [-1]], output: y, temperature: 0.7),
      [0.302970786210, 0.021951413324, -0.324922199534], within: 1e-11)
  }

  @Test(arguments: 1...5, 0...3)
  func `the pullback and the pushforward agree with finite differences`(
    classes: Int, columns: Int
  ) throws {
    for latents in 0...2 {
      var random = SplitMix(UInt64(classes * 100 + columns * 10 + latents))
      let logits: Matrix<Double> = random.matrix(latents * classes, columns)
      let noise: Matrix<Double> = gumbelNoise(
        rows: logits.rows, columns: columns, using: &random)
      let sample = try sampleGumbelMax(logits, classes: classes, using: &random)
      let (h, t) = (
        random.matrix(logits.rows, columns) as Matrix<Double>,
        random.matrix(logits.rows, columns) as Matrix<Double>
      )
      func forward(_ logits: Matrix<Double>) throws -> Matrix<Double> {
        try sampleConditionalGumbel(logits, given: sample, classes: classes, noise: noise)
      }
      let phi = try forward(logits)
      let p = try softmax(logits, classes: classes)
      let pulled = conditionalGumbelPullback(h, perturbed: phi, probabilities: p, classes: classes)
      try expectPullback(pulled, of: forward, at: logits, cotangent: h)
      let pushed = conditionalGumbelPushforward(
        t, perturbed: phi, probabilities: p, classes: classes)
      #expect(abs(pushed.dot(h) - pulled.dot(t)) < 1e-12)
      for (back, ahead) in zip(pulled.runs(classes), h.runs(classes)) {
        #expect(abs(back.reduce(0, +) - ahead.reduce(0, +)) < 1e-13)
      }
    }
  }

  /// Also where differences vanish in the rounding of huge logits.
  @Test(arguments: [1, 1e3, 1e6, 1e30] as [Float])
  func `the argmax is always the sample`(scale: Float) throws {
    var random = SplitMix(3)
    var stream = RandomStream(seed: 3)
    for classes in [2, 3, 10] {
      let numbers: Matrix<Float> = random.matrix(classes * 4, 500)
      let logits = numbers.map { $0.rounded() * scale }
      let sample = try sampleGumbelMax(logits, classes: classes, using: &stream)
      let phi = try sampleConditionalGumbel(
        logits, given: sample, classes: classes, using: &stream)
      #expect(try argmaxOneHot(phi, classes: classes) == sample)
    }
  }

  /// N = 50 000: means within 4.89 standard errors.
  @Test(
    arguments: zip(
      [[0.5, -0.3, 1.2], [1, 1.5, 0.8], [0.3, 0.2, 0.5]],
      [
        [1.819374514100, 0.272744392923, -0.176080431073], [1.820636, -0.096712, 0.131049],
        [0.041137, 1.817047, -0.025414],
      ]))
  func `the means of the posterior noise have their closed form`(
    logits: [Double], golden: [Double]
  ) throws {
    let given = golden[1] > 1 ? 1 : 0
    let p = Reference.softmax(logits)
    let expected = p.enumerated().map { k, p in
      k == given ? Self.gamma - log(p) : Self.gamma + p * log(p) / (1 - p)
    }
    for (a, b) in zip(expected, golden) { #expect(abs(a - b) < 1e-6) }
    let count = 50_000
    var stream = RandomStream(seed: 4)
    let columns = Matrix<Double>(rows: 3, columns: count) { row, _ in logits[row] }
    let sample = Matrix<Double>(rows: 3, columns: count) { row, _ in row == given ? 1 : 0 }
    let noise = try sampleConditionalGumbel(columns, given: sample, using: &stream) - columns
    for (row, expected) in expected.enumerated() {
      let values = (0..<count).map { noise[row, $0] }
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      #expect(abs(mean - expected) < 4.89 * (variance / Double(count)).squareRoot())
    }
  }

  @Test func `masked classes stay masked`() throws {
    let logits: Matrix<Double> = [[0.5, -.infinity], [-.infinity, 2], [1, -.infinity]]
    let sample: Matrix<Double> = [[0, 0], [0, 1], [1, 0]]
    var stream = RandomStream(seed: 5)
    let phi = try sampleConditionalGumbel(logits, given: sample, using: &stream)
    #expect(phi[1, 0] == -.infinity && phi[0, 1] == -.infinity && phi[2, 1] == -.infinity)
    let cotangent: Matrix<Double> = [[1, .nan], [.infinity, 2], [-1, -.infinity]]
    let pulled = conditionalGumbelPullback(
      cotangent, perturbed: phi, probabilities: try softmax(logits))
    #expect(pulled[1, 0] == 0 && pulled[0, 1] == 0 && pulled[2, 1] == 0)
    #expect(pulled.doubles.allSatisfy { $0.isFinite })
    #expect(pulled[1, 1] == 2)
  }

  @Test func `samples that are not one-hot or masked are errors`() throws {
    let logits: Matrix<Double> = [[0.5], [-.infinity], [1]]
    let noise: Matrix<Double> = [[0], [0], [0]]
    func check(_ sample: Matrix<Double>, _ error: CategoricalError) {
      #expect(throws: error) {
        try sampleConditionalGumbel(logits, given: sample, noise: noise)
      }
    }
    check([[0], [0], [0]], .notOneHot(row: 0, column: 0))
    check([[1], [0], [1]], .notOneHot(row: 2, column: 0))
    check([[0.5], [0], [0.5]], .notOneHot(row: 0, column: 0))
    check([[.nan], [0], [0]], .notOneHot(row: 0, column: 0))
    check([[0], [1], [0]], .maskedSample(row: 1, column: 0))
    #expect("\(CategoricalError.notOneHot(row: 3, column: 4))".contains("row 3, column 4"))
    #expect("\(CategoricalError.maskedSample(row: 3, column: 4))".contains("row 3, column 4"))
  }
}
