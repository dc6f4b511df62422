import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// What JAX's own tests ask of its Gumbel and categorical samplers.
struct JAXConformanceTests {
  @Test func `testGumbel: Kolmogorov and Smirnov on 10 000 draws`() {
    var stream = RandomStream(seed: 1)
    let draws: Matrix<Float> = gumbelNoise(rows: 1, columns: 10_000, using: &stream)
    #expect(
      kolmogorovSmirnov(draws.doubles) { exp(-exp(-$0)) } < kolmogorovSmirnovBound(10_000))
    let normal = kolmogorovSmirnov(draws.doubles) { 0.5 * erfc((0.577 - $0) / 1.814) }
    #expect(normal > kolmogorovSmirnovBound(10_000), "Normal of the same moments")
  }

  @Test(arguments: [[0.2, 0.8], [0.1, 0.2, 0.7], [1, 0]])
  func `testCategorical: frequencies`(probabilities: [Double]) throws {
    var stream = RandomStream(seed: 2)
    let distribution = try CategoricalDistribution(
      probabilities: Matrix<Float>(rows: probabilities.count, columns: 10_000) { row, _ in
        Float(probabilities[row])
      })
    var found = [Double](repeating: 0, count: probabilities.count)
    for index in distribution.sample(using: &stream) { found[index] += 1 }
    let possible = probabilities.indices.filter { probabilities[$0] > 0 }
    let (counted, expected) = (possible.map { found[$0] }, possible.map { probabilities[$0] })
    #expect(counted.reduce(0, +) == 10_000)
    #expect(chiSquare(counted, expected) < 27.64)
  }

  /// Each class behind by 12 and by 16 nats is drawn as often as it should be, without 10⁹ draws.
  ///
  /// A draw whose first bits are zero lies in the tail; given `m` of them, its conditional distribution
  /// is tested by Kolmogorov and Smirnov: up to G = 35 at `m = 30`. JAX caps its noise near 16.
  @Test(arguments: [11, 20, 30])
  func `the upper tail has its probability`(zeros: Int) {
    struct Tail: RandomNumberGenerator {
      var random = SplitMix(3)
      let zeros: Int
      var first = false
      /// A word for the draw, with the side bit and `zeros` more bits clear, and one to continue it.
      mutating func next() -> UInt64 {
        first.toggle()
        let word = random.next()
        return first ? word >> UInt64(zeros + 1) : word
      }
    }
    var generator = Tail(zeros: zeros)
    let count = 20_000
    let share = exp2(-Double(zeros + 1))
    func check<Scalar: RealScalar>(_ draws: Matrix<Scalar>) {
      // P(G > t) = 1 - exp(-exp(-t)), of which the tail has `share`.
      let distance = kolmogorovSmirnov(draws.doubles) { 1 + expm1(-exp(-$0)) / share }
      #expect(distance < kolmogorovSmirnovBound(count))
      #expect((draws.doubles.min() ?? 0) > -log(share) - 0.1)
    }
    check(gumbelNoise(rows: 1, columns: count, using: &generator) as Matrix<Double>)
    check(gumbelNoise(rows: 1, columns: count, using: &generator) as Matrix<Float>)
  }
}
