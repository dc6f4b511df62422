import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct ErrorTests {
  @Test(arguments: [Double.nan, .infinity])
  func `bad logits are errors that name row and column`(bad: Double) throws {
    var logits = Matrix<Double>(rows: 6, columns: 3)
    logits[4, 1] = bad
    let noise = Matrix<Double>(rows: 6, columns: 3)
    let error = CategoricalError.nonFiniteLogit(row: 4, column: 1)
    #expect(throws: error) { try softmax(logits, classes: 2) }
    #expect(throws: error) { try logSoftmax(logits, classes: 2) }
    #expect(throws: error) { try logSumExp(logits, classes: 2) }
    #expect(throws: error) { try argmaxOneHot(logits, classes: 2) }
    #expect(throws: error) { try sampleGumbelMax(logits, classes: 2, noise: noise) }
    #expect(throws: error) { try sampleGumbelMaxIndices(logits, classes: 2, noise: noise) }
    #expect(throws: error) {
      try gumbelSoftmax(logits, classes: 2, temperature: 1, noise: noise)
    }
    #expect(throws: error) { try straightThrough(logits, classes: 2) }
    #expect(throws: error) { try sampleStraightThrough(logits, classes: 2, noise: noise) }
    #expect(throws: error) { try entropy(logits, classes: 2) }
    #expect(throws: error) { try klToUniform(logits, classes: 2) }
    #expect(throws: error) { try kl(logits, noise, classes: 2) }
    #expect(throws: error) { try kl(noise, logits, classes: 2) }
    #expect("\(error)".contains("row 4, column 1"))
  }

  @Test func `categoricals without a class left are errors that name their place`() throws {
    var logits = Matrix<Float>(rows: 6, columns: 3)
    logits[2, 2] = -.infinity
    #expect(throws: Never.self) { try softmax(logits, classes: 2) }
    logits[3, 2] = -.infinity
    let error = CategoricalError.fullyMaskedColumn(row: 2, column: 2)
    #expect(throws: error) { try softmax(logits, classes: 2) }
    var stream = RandomStream(seed: 1)
    #expect(throws: error) { try sampleGumbelMax(logits, classes: 2, using: &stream) }
    #expect(throws: Never.self) { try softmax(logits, classes: 6) }
    #expect("\(error)".contains("row 2, column 2"))
  }

  @Test(arguments: [Float.nan, 0, -0.0, -1, -Float.infinity])
  func `temperatures that are not positive are errors that name Gumbel-max`(bad: Float) throws {
    let logits = Matrix<Float>(rows: 3, columns: 2)
    func check(_ body: () throws -> Void) throws {
      let error = try #require(throws: CategoricalError.self) { try body() }
      guard case .invalidTemperature(let value) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(value == Double(bad) || bad.isNaN)
      #expect(error.description.contains("Gumbel-max"))
    }
    try check { _ = try softmax(logits, temperature: bad) }
    try check { _ = try logSoftmax(logits, temperature: bad) }
    try check { _ = try logSumExp(logits, temperature: bad) }
    try check { _ = try gumbelSoftmax(logits, temperature: bad, noise: logits) }
    try check { _ = try straightThrough(logits, temperature: bad) }
    try check { _ = try sampleStraightThrough(logits, temperature: bad, noise: logits) }
    for estimator in PathwiseEstimatorName.allCases {
      let layer = CategoricalLayer<Float>(classes: 3, estimator: estimator)
      try check { _ = try layer.forward(logits, noise: logits, temperature: bad) }
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `noise that is not finite is an error`(bad: Double) throws {
    let logits = Matrix<Double>(rows: 4, columns: 2)
    var noise = logits
    noise[3, 1] = bad
    let error = CategoricalError.nonFiniteNoise(row: 3, column: 1)
    #expect(throws: error) { try sampleGumbelMax(logits, noise: noise) }
    #expect(throws: error) { try sampleGumbelMaxIndices(logits, noise: noise) }
    #expect(throws: error) { try gumbelSoftmax(logits, temperature: 1, noise: noise) }
    #expect(throws: error) { try sampleStraightThrough(logits, noise: noise) }
    #expect("\(error)".contains("row 3, column 1"))
  }

  @Test func `an error leaves the results as they were`() throws {
    let bad: Matrix<Double> = [[0], [.nan]]
    var output: Matrix<Double> = [[3], [4]]
    #expect(throws: CategoricalError.self) { try softmax(bad, into: &output) }
    #expect(output == [[3], [4]])
    var sample = StraightThroughSample<Double>(rows: 2, columns: 1)
    #expect(throws: CategoricalError.self) {
      try sampleStraightThrough(
        [[0], [0]], temperature: 0, noise: [[1], [2]], into: &sample)
    }
    #expect(sample == StraightThroughSample(rows: 2, columns: 1))
  }

  @Test func `classes that do not divide the rows trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = try softmax(Matrix<Double>(rows: 7, columns: 2), classes: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = try softmax(Matrix<Double>(rows: 6, columns: 2), classes: 0)
    }
  }

  @Test func `the message of a wrong grouping names shape and classes`() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try softmax(Matrix<Double>(rows: 7, columns: 2), classes: 3)
    }
    #if DEBUG
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("cannot group 7×2 into categoricals of 3 classes"))
    #endif
  }

  @Test func `shapes that differ trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = try sampleGumbelMax(
        Matrix<Double>(rows: 6, columns: 2), noise: Matrix(rows: 6, columns: 3))
    }
    await #expect(processExitsWith: .failure) {
      _ = try kl(Matrix<Double>(rows: 6, columns: 2), Matrix(rows: 3, columns: 4), classes: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = entropyPullback(
        Matrix<Double>(rows: 1, columns: 1), logProbabilities: Matrix(rows: 6, columns: 2))
    }
  }

  @Test func `a pullback at temperature zero traps`() async {
    await #expect(processExitsWith: .failure) {
      let p = Matrix<Double>(rows: 2, columns: 1, repeating: 0.5)
      _ = softmaxPullback(p, output: p, temperature: 0)
    }
  }
}
