import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct MaskTests {
  /// Three categoricals of three classes: no mask, one mask, two masks.
  struct Masked<Scalar: RealScalar> {
    let logits: Matrix<Scalar> = [
      [0.5, -.infinity, -.infinity], [-0.3, 0.2, 1], [1.2, 0.7, -.infinity],
    ]
    let allowed: Matrix<Scalar> = [[1, 0, 0], [1, 1, 1], [1, 1, 0]]

    /// Infinite where a class is masked.
    let cotangent: Matrix<Scalar> = [
      [1, .infinity, -.infinity], [2, -1, 0.5], [-1, 0.5, .nan],
    ]

    func expectMasked(_ matrix: Matrix<Scalar>, _ name: String) {
      for (value, allowed) in zip(matrix.doubles, allowed.doubles) {
        #expect(value.isFinite && (allowed == 1 || value == 0), "\(name)")
      }
    }

    func check() throws {
      let p = try softmax(logits)
      let logs = try logSoftmax(logits)
      expectMasked(p, "probabilities")
      #expect(logs[0, 1] == -.infinity && logs[0, 2] == -.infinity && logs[2, 2] == -.infinity)
      #expect(p[1, 2] == 1 && logs[1, 2] == 0)
      expectMasked(softmaxPullback(cotangent, output: p), "softmax")
      expectMasked(logSoftmaxPullback(cotangent, output: logs), "log softmax")
      expectMasked(logSumExpPullback([[1, 2, 3]], probabilities: p), "normalizer")

      var stream = RandomStream(seed: 1)
      for _ in 0..<50 {
        let noise: Matrix<Scalar> = gumbelNoise(rows: 3, columns: 3, using: &stream)
        expectMasked(try sampleGumbelMax(logits, noise: noise), "Gumbel-max")
        for estimator in PathwiseEstimatorName.allCases {
          let layer = CategoricalLayer<Scalar>(classes: 3, estimator: estimator)
          let more: [Matrix<Scalar>] = (0..<layer.conditionalDraws).map { _ in
            gumbelNoise(rows: 3, columns: 3, using: &stream)
          }
          let (sample, context) = try layer.forward(
            logits, noise: noise, conditionalNoise: more, temperature: 0.5)
          expectMasked(sample, "sample")
          expectMasked(layer.pullback(cotangent, context), "gradient")
        }
      }
      let argmax = try straightThrough(logits)
      #expect(argmax.output == [[0, 0, 0], [0, 0, 1], [1, 1, 0]])
      expectMasked(
        straightThroughPullback(cotangent, surrogate: argmax.surrogate), "straight-through")
    }

    func checkDivergences() throws {
      let logs = try logSoftmax(logits)
      #expect(try entropy(logits)[0, 2] == 0)
      #expect(try klToUniform(logits)[0, 2] == 0)
      let two = Reference.softmax([0.2, 0.7])
      let tolerance = 4 * Double(Scalar.ulpOfOne)
      expectClose(
        Matrix(columnMajor: [try entropy(logits)[0, 1]], rows: 1, columns: 1),
        [Reference.entropy(two)], within: tolerance)
      expectClose(
        Matrix(columnMajor: [try klToUniform(logits)[0, 1]], rows: 1, columns: 1),
        [log(2) - Reference.entropy(two)], within: tolerance)
      expectMasked(entropyPullback([[1, 1, 1]], logProbabilities: logs), "entropy")
      expectMasked(klToUniformPullback([[1, 1, 1]], logProbabilities: logs), "uniform")
      #expect(try kl(logits, logits) == [[0, 0, 0]])
      let pulled = klPullback([[1, 1, 1]], logQ: logs, logP: logs)
      expectMasked(pulled.q, "q")
      expectMasked(pulled.p, "p")
    }

    /// A class of `q` that `p` masks makes the divergence infinite; the other way round it does not.
    func checkInfinite() throws {
      let q: Matrix<Scalar> = [[0.5, -.infinity], [-0.3, 0.2]]
      let p: Matrix<Scalar> = [[-.infinity, 0.5], [0.2, -0.3]]
      let value = try kl(q, p)
      #expect(value[0, 0] == .infinity)
      expectClose(value, [.infinity, -Reference.logSoftmax([0.5, -0.3])[1]], within: 1e-6)
      let gradient = klPullback(
        [[1, 1]], logQ: try logSoftmax(q), logP: try logSoftmax(p))
      for matrix in [gradient.q, gradient.p] {
        #expect(matrix.doubles.allSatisfy { $0.isFinite })
        #expect(matrix[0, 0] == 0 && matrix[1, 0] == 0)
      }
      #expect(gradient.q[0, 1] == 0 && gradient.q[1, 1] == 0)
      #expect(gradient.p[0, 1] > 0 && abs(gradient.p[0, 1] + gradient.p[1, 1]) < 1e-6)
    }
  }

  @Test func `masked classes have no probability, no sample and no gradient`() throws {
    try Masked<Float>().check()
    try Masked<Double>().check()
  }

  @Test func `masked classes add nothing to entropies and divergences`() throws {
    try Masked<Float>().checkDivergences()
    try Masked<Double>().checkDivergences()
  }

  @Test func `a divergence from a masked class is infinite and has no gradient`() throws {
    try Masked<Float>().checkInfinite()
    try Masked<Double>().checkInfinite()
  }

  @Test func `masks agree with leaving the classes out`() throws {
    var random = SplitMix(2)
    let small: Matrix<Double> = random.matrix(3, 5)
    let smallCotangent: Matrix<Double> = random.matrix(3, 5)
    let place = [0, 2, 3]
    func spread(_ matrix: Matrix<Double>, _ value: Double) -> Matrix<Double> {
      Matrix(rows: 5, columns: 5) { row, column in
        place.firstIndex(of: row).map { matrix[$0, column] } ?? value
      }
    }
    let p = try softmax(small)
    let large = try softmax(spread(small, -.infinity))
    expectClose(large, spread(p, 0).doubles, within: 1e-15)
    expectClose(
      softmaxPullback(spread(smallCotangent, .infinity), output: large),
      spread(softmaxPullback(smallCotangent, output: p), 0).doubles, within: 1e-15)
    expectClose(try entropy(spread(small, -.infinity)), try entropy(small).doubles, within: 1e-15)
    expectClose(
      try klToUniform(spread(small, -.infinity)), try klToUniform(small).doubles, within: 1e-15)
  }

  @Test func `an infinite cotangent of a categorical leaves masked classes alone`() throws {
    let logits: Matrix<Double> = [[0.5], [-.infinity], [1]]
    let infinite: Matrix<Double> = [[.infinity]]
    let p = try softmax(logits)
    let logs = try logSoftmax(logits)
    #expect(logSumExpPullback(infinite, probabilities: p)[1, 0] == 0)
    #expect(entropyPullback(infinite, logProbabilities: logs)[1, 0] == 0)
    #expect(klToUniformPullback(infinite, logProbabilities: logs)[1, 0] == 0)
    let pulled = klPullback(infinite, logQ: logs, logP: logs)
    #expect(pulled.q[1, 0] == 0 && pulled.p[1, 0] == 0)
  }
}
