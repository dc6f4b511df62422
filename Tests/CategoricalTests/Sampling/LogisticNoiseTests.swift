import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct LogisticNoiseTests {
  @Test func `noise follows the logistic distribution`() {
    var stream = RandomStream(seed: 1)
    var generator = SplitMix(1)
    let (a, b): (Matrix<Float>, Matrix<Double>) = (
      logisticNoise(rows: 10, columns: 1000, using: &stream),
      logisticNoise(rows: 10, columns: 1000, using: &generator)
    )
    for draws in [a.doubles, b.doubles] {
      #expect(
        kolmogorovSmirnov(draws) { 1 / (1 + exp(-$0)) } < kolmogorovSmirnovBound(10_000))
    }
    #expect(stream.position == 10_000)
  }

  @Test func `noise is the logarithm of the odds of an exponential`() {
    var streams = (RandomStream(seed: 2), RandomStream(seed: 2))
    let noise: Matrix<Double> = logisticNoise(rows: 1, columns: 100_000, using: &streams.0)
    var exponentials = Matrix<Double>(rows: 1, columns: 100_000)
    var elements = exponentials.mutableElements
    streams.1.fillExponential(&elements)
    var worst = 0.0
    for column in 0..<100_000 {
      worst = max(worst, abs(noise[0, column] + log(expm1(exponentials[0, column]))))
    }
    #expect(worst < 2e-14)
  }

  @Test func `degenerate generators give finite noise on both sides`() {
    func check(_ generator: inout some RandomNumberGenerator) -> Double {
      let floats: Matrix<Float> = logisticNoise(rows: 1, columns: 1, using: &generator)
      let doubles: Matrix<Double> = logisticNoise(rows: 1, columns: 1, using: &generator)
      #expect(floats[0, 0].isFinite && doubles[0, 0].isFinite)
      return doubles[0, 0]
    }
    var (zeros, high) = (Stuck(word: 0), Stuck(word: 1 << 63))
    #expect(check(&zeros) * check(&high) < 0)
  }
}
