import Categorical
import LinearAlgebra
import Testing

struct SoftmaxTests {
  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65], 0...3)
  func `small shapes agree with the naive formulas`(classes: Int, columns: Int) throws {
    for latents in 0...3 {
      var random = SplitMix(UInt64(classes * 100 + columns * 10 + latents))
      try check(random.matrix(latents * classes, columns) as Matrix<Double>, classes, within: 1e-14)
      try check(random.matrix(latents * classes, columns) as Matrix<Float>, classes, within: 5e-7)
    }
  }

  func check<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ classes: Int, within tolerance: Double
  ) throws {
    for temperature in [0.25, 1, 3] as [Scalar] {
      let tau = Double(temperature)
      let p = try softmax(logits, classes: classes, temperature: temperature)
      let logs = try logSoftmax(logits, classes: classes, temperature: temperature)
      let normalizers = try logSumExp(logits, classes: classes, temperature: temperature)
      let runs = logits.runs(classes)
      #expect(p.shape == logits.shape)
      #expect(normalizers.shape == Shape(rows: logits.rows / classes, columns: logits.columns))
      let expected = runs.map { Reference.softmax($0, temperature: tau) }
      expectClose(p, expected.flatMap { $0 }, within: tolerance, "softmax")
      expectClose(
        logs, runs.flatMap { Reference.logSoftmax($0, temperature: tau) }, within: tolerance, "log")
      expectClose(
        normalizers, runs.map { Reference.logSumExp($0, temperature: tau) }, within: tolerance,
        "normalizers")

      var random = SplitMix(7)
      let cotangent: Matrix<Scalar> = random.matrix(logits.rows, logits.columns)
      let gradient = softmaxPullback(
        cotangent, output: p, classes: classes, temperature: temperature)
      let pulled = zip(expected, cotangent.runs(classes)).map {
        Reference.pullback($0, $1, temperature: tau)
      }
      expectClose(gradient, pulled.flatMap { $0 }, within: 8 * tolerance, "pullback")
    }
  }

  @Test func `adding a constant to the logits changes nothing`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(12, 3)
    let cotangent: Matrix<Double> = random.matrix(12, 3)
    let shifted = Matrix(rows: 12, columns: 3) { logits[$0, $1] + Double($0 / 4 - 8) * 4 }
    let p = try softmax(logits, classes: 4)
    let q = try softmax(shifted, classes: 4)
    expectClose(q, p.doubles, within: 1e-14)
    expectClose(
      try logSoftmax(shifted, classes: 4), try logSoftmax(logits, classes: 4).doubles,
      within: 2e-14)
    expectClose(
      softmaxPullback(cotangent, output: q, classes: 4),
      softmaxPullback(cotangent, output: p, classes: 4).doubles, within: 1e-13)
  }

  @Test func `cotangents of the logits sum to zero`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Double> = random.matrix(15, 4)
    let cotangent: Matrix<Double> = random.matrix(15, 4)
    let p = try softmax(logits, classes: 5)
    let logs = try logSoftmax(logits, classes: 5)
    for gradient in [
      softmaxPullback(cotangent, output: p, classes: 5),
      logSoftmaxPullback(cotangent, output: logs, classes: 5),
    ] {
      for run in gradient.runs(5) { #expect(abs(run.reduce(0, +)) < 1e-14) }
    }
  }

  @Test(arguments: [0.25, 0.67, 1, 3])
  func `pullbacks agree with finite differences`(temperature: Double) throws {
    var random = SplitMix(3)
    let logits: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    let values: Matrix<Double> = random.matrix(2, 3)
    let p = try softmax(logits, classes: 4, temperature: temperature)
    let logs = try logSoftmax(logits, classes: 4, temperature: temperature)
    try expectPullback(
      softmaxPullback(cotangent, output: p, classes: 4, temperature: temperature),
      of: { try softmax($0, classes: 4, temperature: temperature) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      logSoftmaxPullback(cotangent, output: logs, classes: 4, temperature: temperature),
      of: { try logSoftmax($0, classes: 4, temperature: temperature) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      logSumExpPullback(values, probabilities: p, classes: 4, temperature: temperature),
      of: { try logSumExp($0, classes: 4, temperature: temperature) }, at: logits,
      cotangent: values)
  }

  @Test func `functions in place give the same bits`() throws {
    var random = SplitMix(4)
    let logits: Matrix<Float> = random.matrix(20, 3)
    let cotangent: Matrix<Float> = random.matrix(20, 3)
    var output: Matrix<Float> = random.matrix(20, 3)
    var gradient = output
    try softmax(logits, classes: 10, temperature: 0.5, into: &output)
    #expect(output == (try softmax(logits, classes: 10, temperature: 0.5)))
    softmaxPullback(cotangent, output: output, classes: 10, temperature: 0.5, into: &gradient)
    #expect(
      gradient == softmaxPullback(cotangent, output: output, classes: 10, temperature: 0.5))
    try logSoftmax(logits, classes: 10, temperature: 0.5, into: &output)
    #expect(output == (try logSoftmax(logits, classes: 10, temperature: 0.5)))
    logSoftmaxPullback(cotangent, output: output, classes: 10, temperature: 0.5, into: &gradient)
    #expect(
      gradient == logSoftmaxPullback(cotangent, output: output, classes: 10, temperature: 0.5))
  }
}
