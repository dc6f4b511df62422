import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct PermutationTests {
  /// All permutations of up to four places.
  static let all: [[Int]] = (0...4).flatMap { orders(Array(0..<$0)) }

  private static func orders(_ items: [Int]) -> [[Int]] {
    if items.isEmpty { return [[]] }
    return items.flatMap { first in
      orders(items.filter { $0 != first }).map { [first] + $0 }
    }
  }

  @Test(arguments: all)
  func `permutations act like their matrices`(mapping: [Int]) throws {
    let p = Permutation(mapping)
    let matrix = Matrix<Double>(p)
    var source = MatrixSource<Double>(seed: 60)
    let a = source.uniform(rows: p.count, columns: p.count)
    #expect(p * a == matrix * a)
    #expect(a * p == a * matrix)
    #expect(p.inverse * (p * a) == a)
    #expect(p.solve(p * a) == a)
    #expect((p * p.inverse).isIdentity && (p.inverse * p).isIdentity)
    #expect(Matrix(p.inverse) == Matrix(matrix.transposed))
    #expect(try Double(p.sign) == matrix.determinant())
    #expect(p.cycleLengths.reduce(0, +) == p.count)
    #expect(p.applied(to: Array(0..<p.count)) == mapping)
    let x = source.uniform(count: p.count)
    #expect(p * x == matrix * x)
    #expect(try JSONDecoder().decode(Permutation.self, from: JSONEncoder().encode(p)) == p)
    for other in Self.all where other.count == p.count {
      let q = Permutation(other)
      #expect(Matrix<Double>(p * q) == matrix * Matrix<Double>(q))
      #expect((p * q).sign == p.sign * q.sign)
    }
  }

  @Test func `exchanges make a permutation in their order`() {
    #expect(Permutation(exchanges: [2, 2, 2], count: 3) == [2, 0, 1])
    #expect(Permutation.identity(3) == [0, 1, 2])
    #expect("\(Permutation([1, 0]))" == "Permutation [1, 0]")
  }

  @Test func `what is no permutation is refused`() async {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Permutation.self, from: Data("[0, 0]".utf8))
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Permutation([0, 2])
    }
    expectMessage(result, "[0, 2] is not a permutation")
  }
}
