import Foundation
import LinearAlgebra
import Testing

/// Compares two matrices element by element.
func expectClose<Scalar: RealScalar>(
  _ found: Matrix<Scalar>, _ expected: [Double], within tolerance: Double,
  _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = found.doubles
  #expect(found.count == expected.count, "\(name)", sourceLocation: sourceLocation)
  for (index, pair) in zip(found, expected).enumerated() where pair.0 != pair.1 {
    #expect(
      abs(pair.0 - pair.1) <= tolerance * max(1, abs(pair.1)),
      "\(name)[\(index)]: \(pair.0) instead of \(pair.1)", sourceLocation: sourceLocation)
  }
}

/// Compares a pullback with central differences of `⟨cotangent, function(input)⟩`.
func expectPullback(
  _ found: Matrix<Double>, of function: (Matrix<Double>) throws -> Matrix<Double>,
  at input: Matrix<Double>, cotangent: Matrix<Double>, tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(found.shape == input.shape, sourceLocation: sourceLocation)
  let step = 6e-6  // the cube root of the machine epsilon
  func product(_ x: Matrix<Double>) throws -> Double {
    zip(cotangent.doubles, try function(x).doubles).reduce(0) { $0 + $1.0 * $1.1 }
  }
  for (index, value) in found.doubles.enumerated() {
    let slope =
      (try product(input.adding(step, at: index)) - product(input.adding(-step, at: index)))
      / (2 * step)
    #expect(
      abs(value - slope) <= tolerance * max(1, abs(slope)),
      "[\(index)]: \(value), central difference \(slope)", sourceLocation: sourceLocation)
  }
}

/// Counts how often each class was drawn from runs of one-hot vectors.
func counts<Scalar: RealScalar>(_ oneHot: Matrix<Scalar>, classes: Int) -> [Double] {
  var counts = [Double](repeating: 0, count: classes)
  let elements = oneHot.elements
  for i in elements.indices { counts[i % classes] += Double(elements[i]) }
  return counts
}

/// The statistic of Pearson's test of counts against probabilities.
///
/// With two degrees of freedom (three classes) its tail is `exp(-x / 2)`: 27.64 is exceeded with
/// probability 1e-6. With one degree, 23.93.
func chiSquare(_ counts: [Double], _ probabilities: [Double]) -> Double {
  let total = counts.reduce(0, +)
  return zip(counts, probabilities).reduce(0) { sum, pair in
    let expected = total * pair.1
    return sum + (pair.0 - expected) * (pair.0 - expected) / expected
  }
}
