import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelSinkhornTests {
  @Test(arguments: 0...5)
  func `relaxed permutations are nearly doubly stochastic`(n: Int) throws {
    var stream = RandomStream(seed: UInt64(n))
    let scores = Matrix<Double>(rows: n, columns: n)
    let sample = try gumbelSinkhorn(
      scores, temperature: 1, iterations: 200, hard: true, using: &stream)
    for i in 0..<n {
      #expect(abs((0..<n).reduce(0) { $0 + sample.relaxed[i, $1] } - 1) < 1e-9)
      #expect(abs((0..<n).reduce(0) { $0 + sample.relaxed[$1, i] } - 1) < 1e-13)
      #expect((0..<n).reduce(0) { $0 + sample.output[i, $1] } == 1)
      #expect((0..<n).reduce(0) { $0 + sample.output[$1, i] } == 1)
    }
  }

  @Test(arguments: [0.25, 1, 3], [1, 5, 20])
  func `the pullback agrees with finite differences`(temperature: Double, iterations: Int) throws {
    var random = SplitMix(1)
    let scores: Matrix<Double> = random.matrix(4, 4)
    let noise: Matrix<Double> = random.matrix(4, 4)
    let cotangent: Matrix<Double> = random.matrix(4, 4)
    func forward(_ scores: Matrix<Double>) throws -> SinkhornSample<Double> {
      try gumbelSinkhorn(scores, temperature: temperature, iterations: iterations, noise: noise)
    }
    try expectPullback(
      gumbelSinkhornPullback(cotangent, forward(scores)), of: { try forward($0).output },
      at: scores, cotangent: cotangent, tolerance: 1e-7)
  }

  @Test func `low temperatures approach the best assignment`() throws {
    var stream = RandomStream(seed: 3)
    var near = 0
    for _ in 0..<50 {
      let scores: Matrix<Float> = gumbelNoise(rows: 4, columns: 4, using: &stream)
      let sample = try gumbelSinkhorn(
        scores, temperature: 0.02, iterations: 500, hard: true, using: &stream)
      let gap = zip(sample.relaxed.doubles, sample.output.doubles).map { abs($0 - $1) }.max() ?? 1
      if gap < 0.05 { near += 1 }
    }
    #expect(near > 40)
  }

  @Test func `forbidden pairs stay out and extremes are finite`() throws {
    let scores: Matrix<Double> = [[0, -.infinity, 1], [2, 0, -.infinity], [1e5, -1e5, 0]]
    var stream = RandomStream(seed: 4)
    for temperature in [1e-300, 1e-3, 1, 1e300, .infinity] {
      let sample = try gumbelSinkhorn(
        scores, temperature: temperature, hard: true, using: &stream)
      #expect(sample.relaxed.doubles.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
      #expect(sample.relaxed[0, 1] == 0 && sample.relaxed[1, 2] == 0)
      #expect(sample.output[0, 1] == 0 && sample.output[1, 2] == 0)
      var cotangent: Matrix<Double> = .identity(3)
      cotangent[0, 1] = .infinity
      let gradient = gumbelSinkhornPullback(cotangent, sample)
      #expect(gradient.doubles.allSatisfy { $0.isFinite })
      #expect(gradient[0, 1] == 0 && gradient[1, 2] == 0)
    }
    #expect(throws: CategoricalError.noPermutation(row: 1)) {
      try gumbelSinkhorn(
        [[0, -.infinity], [0, -.infinity]] as Matrix<Double>, temperature: 1, using: &stream)
    }
    #expect(throws: CategoricalError.nonFiniteLogit(row: 1, column: 0)) {
      try gumbelSinkhorn([[0, 0], [.nan, 0]] as Matrix<Double>, temperature: 1, using: &stream)
    }
  }

  @Test(arguments: [1e-3, 1, 1e3]) func `huge scores are finite`(temperature: Double) throws {
    func check<Scalar: RealScalar>(_ large: Scalar) throws {
      let scores: Matrix<Scalar> = [
        [large, -large, 0], [-large, large, -large], [0, -large, -.infinity],
      ]
      let noise: Matrix<Scalar> = [[0.5, -1, 2], [0.1, 0.3, -0.2], [1, 0, 1]]
      let sample = try gumbelSinkhorn(
        scores, temperature: Scalar(temperature), iterations: 50, hard: true, noise: noise)
      #expect(sample.output == [[0, 0, 1], [0, 1, 0], [1, 0, 0]])
      #expect(sample.relaxed.doubles.allSatisfy { $0 >= 0 && $0 <= 1 })
      for column in 0..<3 {
        let sum = (0..<3).reduce(0.0) { $0 + Double(sample.relaxed[$1, column]) }
        #expect(abs(sum - 1) < 1e-6)
      }
      let gradient = gumbelSinkhornPullback([[1, 2, 3], [3, 1, 2], [2, 3, 1]], sample)
      #expect(gradient.doubles.allSatisfy { $0.isFinite })
    }
    try check(Float(3e38))
    try check(1.7e308)
  }
}
