import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct RelaxedDivergenceTests {
  static let posterior: Matrix<Double> = [[0.5], [-0.3], [1.2]]
  static let prior: Matrix<Double> = [[0.1], [0.4], [-0.2]]

  @Test(arguments: RelaxedDivergence.allCases)
  func `gradients agree with finite differences`(form: RelaxedDivergence) throws {
    var random = SplitMix(1)
    let (q, p, free): (Matrix<Double>, Matrix<Double>, Matrix<Double>) = (
      random.matrix(6, 2), random.matrix(6, 2), random.matrix(6, 2)
    )
    let cotangent: Matrix<Double> = random.matrix(2, 2)
    func at(_ l: Matrix<Double>, _ t: Double) throws -> ExpConcrete<Double> {
      try ExpConcrete(logits: l, classes: 3, temperature: t)
    }
    let (posterior, prior) = (try at(q, 0.7), try at(p, 0.4))
    let y = try logSoftmax(free, classes: 3)
    let pulled = try form.pullback(cotangent, posterior: posterior, prior: prior, sample: y)
    try expectPullback(
      pulled.posterior,
      of: { try form.value(posterior: at($0, 0.7), prior: prior, sample: y) }, at: q,
      cotangent: cotangent)
    try expectPullback(
      pulled.prior,
      of: { try form.value(posterior: posterior, prior: at($0, 0.4), sample: y) }, at: p,
      cotangent: cotangent)
    try expectPullback(
      logSoftmaxPullback(pulled.sample, output: y, classes: 3),
      of: {
        try form.value(
          posterior: posterior, prior: prior, sample: logSoftmax($0, classes: 3))
      }, at: free, cotangent: cotangent)
  }

  /// The divergence of the posterior from the prior is not that of the prior from the posterior.
  @Test func `the sign is right and equal distributions have none`() throws {
    let q = try ExpConcrete(logits: Self.posterior, temperature: 0.6)
    let p = try ExpConcrete(logits: Self.prior, temperature: 0.6)
    let y = try logSoftmax([[1], [2], [3]] as Matrix<Double>)
    for form in RelaxedDivergence.allCases {
      #expect(try form.value(posterior: q, prior: q, sample: y) == [[0]])
      let (there, back) = (
        try form.value(posterior: q, prior: p, sample: y),
        try form.value(posterior: p, prior: q, sample: y)
      )
      if form != .discrete { #expect(there == -back) }
    }
    expectClose(
      try RelaxedDivergence.discrete.value(posterior: q, prior: p, sample: y),
      [Reference.kl(Reference.softmax([0.5, -0.3, 1.2]), Reference.softmax([0.1, 0.4, -0.2]))],
      within: 1e-14)
    #expect(RelaxedDivergence(rawValue: "relaxed-densities") == .relaxedDensities)
  }

  /// With hard samples the second form averages to the third.
  ///
  /// With relaxed samples the first is a divergence. N = 30 000, 4.89 standard errors.
  @Test func `averages over samples are divergences`() throws {
    let count = 30_000
    func wide(_ l: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: 3, columns: count) { row, _ in l[row, 0] }
    }
    let q = try ExpConcrete(logits: wide(Self.posterior), temperature: 0.6)
    let p = try ExpConcrete(logits: wide(Self.prior), temperature: 0.6)
    var stream = RandomStream(seed: 1)
    let hard = try sampleGumbelMax(q.logits, using: &stream).map { log($0) }
    let values = try RelaxedDivergence.relaxedMass.value(posterior: q, prior: p, sample: hard)
      .doubles
    let exact = try RelaxedDivergence.discrete.value(posterior: q, prior: p, sample: hard)[0, 0]
    func statistics(_ values: [Double]) -> (mean: Double, error: Double) {
      let mean = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      return (mean, (variance / Double(count)).squareRoot())
    }
    let found = statistics(values)
    #expect(abs(found.mean - exact) < 4.89 * found.error)
    // KL is invariant under exp and, with one temperature, that of ℓ + G: more than that of the argmax.
    let relaxed = statistics(
      try RelaxedDivergence.relaxedDensities.value(
        posterior: q, prior: p, sample: q.sample(using: &stream)
      ).doubles)
    #expect(relaxed.mean > exact)
  }

  /// A vertex, of which both densities are zero, and a class that one or both mask.
  @Test func `impossible samples count nothing, and nothing is NaN`() throws {
    let q = try ExpConcrete(
      logits: [[0, 0, 0], [1, 1, -.infinity], [-.infinity, -.infinity, 2]] as Matrix<Double>,
      temperature: 0.6)
    let p = try ExpConcrete(
      logits: [[0.2, 0, 0.1], [0, 0.4, -.infinity], [-.infinity, 1, 1]] as Matrix<Double>,
      temperature: 0.9)
    let (half, third) = (log(0.5), log(1 / 3.0))
    let y: Matrix<Double> = [
      [0, half, third], [-.infinity, half, third], [-.infinity, -.infinity, third],
    ]
    let form = RelaxedDivergence.relaxedDensities
    let there = try form.value(posterior: q, prior: p, sample: y)
    // The second is possible for the posterior only, which leaves its third class out.
    #expect(there == [[0, .infinity, 0]])
    #expect(try form.value(posterior: p, prior: q, sample: y) == -there)
    let pulled = try form.pullback([[1, 1, 1]], posterior: q, prior: p, sample: y)
    let gradients = pulled.sample.doubles + pulled.posterior.doubles + pulled.prior.doubles
    #expect(gradients.allSatisfy { $0.isFinite })
  }
}
