import Categorical
import LinearAlgebra
import Testing

struct AssignmentTests {
  static func permutations(_ n: Int) -> [[Int]] { SubsetProbabilitiesTests.orders(n, n) }

  @Test(arguments: 0...6)
  func `assignments agree with enumeration`(n: Int) throws {
    let permutations = Self.permutations(n)
    for seed in 0..<30 as Range<UInt64> {
      var random = SplitMix(seed)
      let dense: Matrix<Double> = random.matrix(n, n)
      // A third of the pairs forbidden.
      let scores = seed < 15 ? dense : dense.map { $0 < -1 ? -.infinity : $0 }
      func total(_ order: [Int]) -> Double {
        order.enumerated().reduce(0) { $0 + scores[$1.offset, $1.element] }
      }
      let best = permutations.map(total).max() ?? 0
      if best > -.infinity {
        let found = try maximumAssignment(scores)
        #expect(Set(found).count == n)
        #expect(abs(total(found) - best) < 1e-12)
      } else {
        #expect(throws: CategoricalError.self) { try maximumAssignment(scores) }
      }
    }
  }

  @Test func `matrices that are not square trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = try maximumAssignment(Matrix<Float>(rows: 2, columns: 3))
    }
  }
}
