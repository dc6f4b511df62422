import Categorical
import Foundation
import LinearAlgebra
import Testing

struct SubsetProbabilitiesTests {
  /// All ordered samples of `count` of `classes`.
  static func orders(_ classes: Int, _ count: Int) -> [[Int]] {
    count == 0
      ? [[]]
      : orders(classes, count - 1).flatMap { order in
        (0..<classes).filter { !order.contains($0) }.map { order + [$0] }
      }
  }

  @Test(arguments: 1...5, 0...5)
  func `orders and sets agree with enumeration`(classes: Int, count: Int) throws {
    guard count <= classes else { return }
    var random = SplitMix(UInt64(classes * 10 + count))
    let logits: Matrix<Double> = random.matrix(classes, 1)
    let p = Reference.softmax(logits.doubles)
    var sets: [Set<Int>: Double] = [:]
    var total = 0.0
    for order in Self.orders(classes, count) {
      var (left, product) = (1.0, 1.0)
      for i in order {
        product *= p[i] / left
        left -= p[i]
      }
      let found = try topKLogProbability(logits, of: order, count: count)
      expectClose(found, [log(product)], within: 1e-11)
      sets[Set(order), default: 0] += product
      total += product
    }
    #expect(abs(total - 1) < 1e-12)
    for (set, expected) in sets {
      let subset = Matrix<Double>(rows: classes, columns: 1) { row, _ in
        set.contains(row) ? 1 : 0
      }
      expectClose(try subsetLogProbability(logits, of: subset), [log(expected)], within: 1e-11)
    }
  }

  @Test func `inclusion is that of the reference`() throws {
    let logits: Matrix<Double> = [[log(0.5)], [log(0.3)], [log(0.2)]]
    var inclusion = [0.0, 0, 0]
    for left in 0..<3 {
      let subset = Matrix<Double>(rows: 3, columns: 1) { row, _ in row == left ? 0 : 1 }
      let p = exp(try subsetLogProbability(logits, of: subset)[0, 0])
      for k in 0..<3 where k != left { inclusion[k] += p }
    }
    for (a, b) in zip(inclusion, [0.839_286, 0.675, 0.485_714]) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func `the pullback agrees with finite differences`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Double> = random.matrix(8, 2)
    let cotangent: Matrix<Double> = random.matrix(2, 2)
    let indices = [0, 1, 2, 3, 2, 0, 1, 3, 0, 3, 2, 1]
    try expectPullback(
      try topKLogProbabilityPullback(
        cotangent, logits: logits, indices: indices, count: 3, classes: 4),
      of: { try topKLogProbability($0, of: indices, count: 3, classes: 4) }, at: logits,
      cotangent: cotangent)
  }

  /// After a class that is certain, 1 - Σp is zero in floating point; the classes left still have odds.
  @Test func `what is left after a certain class keeps its odds`() throws {
    let logits: Matrix<Double> = [[1000], [log(3)], [0]]
    expectClose(
      try topKLogProbability(logits, of: [0, 1], count: 2), [log(0.75)], within: 1e-12)
    expectClose(
      try subsetLogProbability(logits, of: [[1], [1], [0]]), [log(0.75)], within: 1e-12)
    #expect(try subsetLogProbability(logits, of: [[0], [0], [0]]) == [[0]])
  }

  @Test func `masked, repeated and too many classes`() throws {
    let logits: Matrix<Double> = [[0], [-.infinity], [0]]
    #expect(try topKLogProbability(logits, of: [0, 1], count: 2) == [[-.infinity]])
    #expect(
      try topKLogProbabilityPullback([[1]], logits: logits, indices: [0, 1], count: 2)
        == [[0], [0], [0]])
    #expect(try subsetLogProbability(logits, of: [[1], [1], [0]]) == [[-.infinity]])
    for bad in [[0, 0], [0, 3], [-1, 0]] {
      #expect(throws: CategoricalError.outsideSupport(row: 0, column: 0)) {
        try topKLogProbability(logits, of: bad, count: 2)
      }
    }
    #expect(throws: CategoricalError.outsideSupport(row: 2, column: 0)) {
      try subsetLogProbability(logits, of: [[1], [0], [0.5]])
    }
    let wide = Matrix<Double>(rows: 21, columns: 1)
    let error = CategoricalError.enumerationTooLarge(states: 2_097_152, limit: 1_048_576)
    #expect(throws: error) {
      try subsetLogProbability(wide, of: Matrix(rows: 21, columns: 1, repeating: 1))
    }
    #expect("\(error)".contains("1048576"))
  }
}
