import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct CategoricalSamplingTests {
  /// Classes with probabilities from 1 to 140 in proportion.
  static let probabilities = (1...140).map { Double($0) / 9870 }

  static func logits<Scalar: RealScalar>(columns: Int) -> Matrix<Scalar> {
    Matrix(rows: 140, columns: columns) { row, _ in Scalar(log(probabilities[row])) }
  }

  private func counts(_ indices: [Int]) -> [Double] {
    indices.reduce(into: [Double](repeating: 0, count: 140)) { $0[$1] += 1 }
  }

  /// Pearson's test with 139 degrees of freedom: 233.09 is exceeded with probability 1e-6.
  @Test func `many classes are drawn with their probabilities`() throws {
    var stream = RandomStream(seed: 1)
    let floats = try sampleCategoricalIndices(
      Self.logits(columns: 20_000) as Matrix<Float>, using: &stream)
    #expect(chiSquare(counts(floats), Self.probabilities) < 233.09)
    #expect(stream.position == 40_000)
    var generator = SplitMix(2)
    let doubles = try sampleCategoricalIndices(
      Self.logits(columns: 20_000) as Matrix<Double>, using: &generator)
    #expect(chiSquare(counts(doubles), Self.probabilities) < 233.09)
  }

  /// A gap of 8 nats has the odds 3.35e-4.
  ///
  /// Of 200 000 draws 67 are expected, and 4.89 standard errors are 40. At 12 and 16 nats the tests of
  /// the kernels find the very borders of the class.
  @Test func `a rare class of many is drawn as often as it should`() throws {
    var stream = RandomStream(seed: 3)
    let logits = Matrix<Float>(rows: 128, columns: 200_000) { row, _ in
      row == 0 ? 8 : row == 37 ? 0 : -.infinity
    }
    let indices = try sampleCategoricalIndices(logits, using: &stream)
    let rare = Double(indices.count { $0 == 37 })
    #expect(indices.allSatisfy { $0 == 0 || $0 == 37 })
    let expected: Double = 200_000 / (1 + exp(8.0))
    #expect(abs(rare - expected) < 4.89 * expected.squareRoot())
  }

  @Test(arguments: [3, 127, 128, 140])
  func `one-hot samples mark the indices`(classes: Int) throws {
    var random = SplitMix(4)
    let logits: Matrix<Float> = random.matrix(2 * classes, 5)
    var (first, second) = (RandomStream(seed: 5, position: 3), RandomStream(seed: 5, position: 3))
    let oneHot = try sampleCategorical(logits, classes: classes, using: &first)
    let indices = try sampleCategoricalIndices(logits, classes: classes, using: &second)
    #expect(oneHot.runs(classes).map { $0.firstIndex(of: 1) } == indices)
    #expect(oneHot.runs(classes).allSatisfy { $0.reduce(0, +) == 1 })
    #expect(first == second)
  }

  @Test func `few classes are Gumbel-max samples`() throws {
    var random = SplitMix(6)
    let logits: Matrix<Double> = random.matrix(127, 40)
    var (first, second) = (RandomStream(seed: 7), RandomStream(seed: 7))
    #expect(
      try sampleCategoricalIndices(logits, using: &first)
        == sampleGumbelMaxIndices(logits, using: &second))
    #expect(first == second)
  }

  @Test func `errors leave the generator unchanged`() {
    var stream = RandomStream(seed: 8)
    let masked = Matrix<Float>(rows: 128, columns: 2) { _, column in column == 0 ? 0 : -.infinity }
    #expect(throws: CategoricalError.fullyMaskedColumn(row: 0, column: 1)) {
      try sampleCategoricalIndices(masked, using: &stream)
    }
    #expect(throws: CategoricalError.fullyMaskedColumn(row: 0, column: 1)) {
      try gumbelSoftmax(masked, temperature: 1, using: &stream)
    }
    #expect(stream == RandomStream(seed: 8))
  }
}
