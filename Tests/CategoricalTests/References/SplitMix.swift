import Foundation
import LinearAlgebra

/// A small generator of our own, so that inputs do not come from the code under test.
///
/// > Reference: Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A matrix of uniform numbers.
  mutating func matrix<Scalar: RealScalar>(
    _ rows: Int, _ columns: Int, in range: ClosedRange<Double> = -3...3
  ) -> Matrix<Scalar> {
    Matrix(rows: rows, columns: columns) { _, _ in Scalar(Double.random(in: range, using: &self)) }
  }

  /// A matrix of Normal noise, by the method of Box and Muller.
  mutating func normal(_ rows: Int, _ columns: Int, variance: Double) -> Matrix<Double> {
    Matrix(rows: rows, columns: columns) { _, _ in
      let radius = (-2 * variance * log(1 - Double.random(in: 0..<1, using: &self)))
        .squareRoot()
      return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
  }
}

/// A generator that always returns the same word.
struct Stuck: RandomNumberGenerator {
  var word: UInt64
  mutating func next() -> UInt64 { word }
}

/// A generator that alternates between all zeros and all ones.
struct Alternating: RandomNumberGenerator {
  var word: UInt64 = 0
  mutating func next() -> UInt64 {
    word = ~word
    return word
  }
}
