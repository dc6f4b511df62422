import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// BLAS and LAPACK from many tasks at once, while scopes of threads open and close around them.
@Suite struct ConcurrencyTests {
  @Test(arguments: [20, 90, 300])
  func `products, factorizations and solves stay right, by LAPACK's ratios below 30`(
    size: Int
  ) async {
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          let rounds = size > 200 ? 1 : 4
          return (0..<rounds).allSatisfy { round in
            switch (task + round) % 4 {
            case 0: return ComputeThreads.with(2) { Self.isRight(size, seed: task * 100 + round) }
            case 1: return BLASThreads.with(1) { Self.isRight(size, seed: task * 100 + round) }
            case 2: return BLASThreads.with(2) { Self.isRight(size, seed: task * 100 + round) }
            default: return Self.isRight(size, seed: task * 100 + round)
            }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  private static func isRight(_ n: Int, seed: Int) -> Bool {
    var source = MatrixSource<Double>(seed: UInt64(seed))
    let a = source.positiveDefinite(n, condition: 10)
    let exact = source.uniform(rows: n, columns: 3)
    let b = a * exact
    guard let lu = try? a.lu(), let cholesky = try? a.cholesky(), let x = try? lu.solve(b),
      let y = try? cholesky.solve(b), let inverse = try? a.inverse()
    else { return false }
    let ratios = [
      residualRatio(a, solution: exact, rightSide: b), residualRatio(a, solution: x, rightSide: b),
      residualRatio(a, solution: y, rightSide: b), inverseRatio(a, inverse: inverse),
      reconstructionRatio(lu.reconstructed(), of: a),
      reconstructionRatio(cholesky.reconstructed(), of: a),
    ]
    return ratios.allSatisfy { $0 < linearEquationThreshold }
  }

  @Test func `batches from many tasks are right`() async throws {
    var source = MatrixSource<Double>(seed: 9)
    let a = randomBatch(&source, count: 3000, 4, 4) + Matrix.identity(4) * 4
    let expected = try a.inverse()
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<3).allSatisfy { _ in
            if task.isMultiple(of: 2) {
              return ComputeThreads.with(2) { (try? a.inverse()) == expected }
            }
            return (try? a.inverse()) == expected
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
