import Categorical
import Foundation
import LinearAlgebra
import Testing

struct DivergenceTests {
  @Test(arguments: [1, 2, 3, 5, 8, 17], 0...3)
  func `small shapes agree with the naive sums`(classes: Int, columns: Int) throws {
    for latents in 0...3 {
      var random = SplitMix(UInt64(classes * 100 + columns * 10 + latents))
      let q: Matrix<Double> = random.matrix(latents * classes, columns)
      let p: Matrix<Double> = random.matrix(latents * classes, columns)
      try check(q, p, classes, within: 1e-14)
      try check(q.converted(to: Float.self), p.converted(), classes, within: 1e-6)
    }
  }

  func check<Scalar: RealScalar>(
    _ q: Matrix<Scalar>, _ p: Matrix<Scalar>, _ classes: Int, within tolerance: Double
  ) throws {
    let qs = q.runs(classes).map { Reference.softmax($0) }
    let ps = p.runs(classes).map { Reference.softmax($0) }
    let values = try entropy(q, classes: classes)
    #expect(values.shape == Shape(rows: q.rows / classes, columns: q.columns))
    expectClose(values, qs.map(Reference.entropy), within: tolerance, "entropy")
    expectClose(
      try klToUniform(q, classes: classes),
      qs.map { log(Double(classes)) - Reference.entropy($0) }, within: tolerance, "uniform")
    let divergences = try kl(q, p, classes: classes)
    expectClose(divergences, zip(qs, ps).map(Reference.kl), within: tolerance, "kl")
    #expect(divergences.doubles.allSatisfy { $0 >= 0 })
    #expect(
      values == entropy(logProbabilities: try logSoftmax(q, classes: classes), classes: classes))
  }

  @Test func `pullbacks agree with finite differences`() throws {
    var random = SplitMix(1)
    let q: Matrix<Double> = random.matrix(8, 3)
    let p: Matrix<Double> = random.matrix(8, 3)
    let cotangent: Matrix<Double> = random.matrix(2, 3)
    let logQ = try logSoftmax(q, classes: 4)
    let logP = try logSoftmax(p, classes: 4)
    try expectPullback(
      entropyPullback(cotangent, logProbabilities: logQ, classes: 4),
      of: { try entropy($0, classes: 4) }, at: q, cotangent: cotangent)
    try expectPullback(
      klToUniformPullback(cotangent, logProbabilities: logQ, classes: 4),
      of: { try klToUniform($0, classes: 4) }, at: q, cotangent: cotangent)
    let pulled = klPullback(cotangent, logQ: logQ, logP: logP, classes: 4)
    try expectPullback(pulled.q, of: { try kl($0, p, classes: 4) }, at: q, cotangent: cotangent)
    try expectPullback(pulled.p, of: { try kl(q, $0, classes: 4) }, at: p, cotangent: cotangent)
    for run in pulled.q.runs(4) + pulled.p.runs(4) { #expect(abs(run.reduce(0, +)) < 1e-14) }
  }

  @Test func `the fused divergence agrees with value and pullback`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Double> = random.matrix(20, 3)
    var values: Matrix<Double> = random.matrix(2, 3)
    var gradient: Matrix<Double> = random.matrix(20, 3)
    try klToUniform(logits, classes: 10, into: &values, gradient: &gradient)
    #expect(values == (try klToUniform(logits, classes: 10)))
    expectClose(
      gradient,
      klToUniformPullback(
        Matrix(rows: 2, columns: 3, repeating: 1),
        logProbabilities: try logSoftmax(logits, classes: 10), classes: 10
      ).doubles, within: 1e-15)
  }

  @Test func `uniform categoricals have the largest entropy and no divergence`() throws {
    for classes in 1...40 {
      let logits = Matrix<Float>(rows: classes, columns: 1, repeating: -7)
      let found = try entropy(logits)
      expectClose(found, [log(Double(classes))], within: 2 * Double(Float.ulpOfOne))
      // An error of an ulp of log K (2.4e-7) in the log-probabilities is multiplied by log K - 1.
      let divergence = try klToUniform(logits)[0, 0]
      #expect(divergence >= 0 && divergence < 1e-6)
      #expect(try kl(logits, logits)[0, 0] == 0)
    }
  }

  @Test func `extreme logits give finite values and gradients`() throws {
    let q: Matrix<Float> = [[1000, 0], [-1000, 0], [0, 200]]
    let p: Matrix<Float> = [[-1000, 0], [1000, 0], [0, 0]]
    let cotangent: Matrix<Float> = [[1, 1]]
    let value = try kl(q, p)
    expectClose(value, [2000, log(3)], within: 2 * Double(Float.ulpOfOne))
    #expect(try entropy(q) == [[0, 0]])
    expectClose(try klToUniform(q), [log(3), log(3)], within: 2 * Double(Float.ulpOfOne))
    let logQ = try logSoftmax(q)
    let pulled = klPullback(cotangent, logQ: logQ, logP: try logSoftmax(p))
    let entropies = entropyPullback(cotangent, logProbabilities: logQ)
    #expect((pulled.q.doubles + pulled.p.doubles + entropies.doubles).allSatisfy { $0.isFinite })
  }
}
