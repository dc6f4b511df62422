import LinearAlgebra
import Synchronization
import Testing

/// The pool is global, so these tests run one after the other.
@Suite(.serialized)
struct ComputeThreadsTests {
  /// A matrix of numbers that are no multiples of each other.
  private func matrix(_ rows: Int, _ columns: Int, _ seed: Int) -> Matrix<Float> {
    Matrix(rows: rows, columns: columns) { row, column in
      let number = (row &* 7919 &+ column &* 104_729 &+ seed &* 31) % 10007
      return Float(number) / 5003 - 1
    }
  }

  @Test func `products have the same bits with 1, 2, 3 and 5 threads`() {
    for (m, n, k) in [
      (200, 100, 784), (784, 100, 200), (200, 784, 100), (64, 1000, 64), (7, 97, 900),
    ] {
      let (a, b) = (matrix(m, k, 1), matrix(k, n, 2))
      let (at, bt) = (matrix(k, m, 3), matrix(n, k, 4))
      func products(_ threads: Int) -> [Matrix<Float>] {
        ComputeThreads.with(threads) {
          var accumulated = matrix(m, n, 5)
          multiply(at.transposed, bt.transposed, into: &accumulated, alpha: 0.5, beta: 1)
          return [a * b, at.transposed * b, a * bt.transposed, accumulated]
        }
      }
      let expected = products(1)
      for threads in [2, 3, 5] { #expect(products(threads) == expected, "\(m) \(n) \(k)") }
    }
  }

  @Test func `a product that is cut agrees with one that is not`() {
    let (a, b) = (matrix(130, 300, 1), matrix(300, 501, 2))
    let whole = a * b
    let cut = ComputeThreads.with(2) { a * b }
    let difference = (whole - cut).norm(.maxAbs)
    // Sums of 300 products of numbers below one: (k + 2) ε k bounds each.
    #expect(difference <= 302 * Float.ulpOfOne * 300)
  }

  @Test func `every part runs exactly once, in many jobs`() {
    for threads in [1, 2, 4] {
      ComputeThreads.with(threads) {
        for parts in [0, 1, 2, 3, 17, 100] {
          for _ in 0..<50 {
            let counts = Mutex(Array(repeating: 0, count: parts))
            ComputeThreads.forEach(parts) { part in counts.withLock { $0[part] += 1 } }
            #expect(counts.withLock { $0.allSatisfy { $0 == 1 } })
          }
        }
      }
    }
  }

  @Test func `a job inside of a job runs serially and scopes nest`() {
    let total = Atomic<Int>(0)
    ComputeThreads.with(2) {
      ComputeThreads.with(3) {
        ComputeThreads.forEach(4) { _ in
          ComputeThreads.forEach(5) { _ in total.add(1, ordering: .relaxed) }
        }
      }
      ComputeThreads.forEach(2) { _ in total.add(1, ordering: .relaxed) }
    }
    ComputeThreads.forEach(3) { _ in total.add(1, ordering: .relaxed) }
    #expect(total.load(ordering: .relaxed) == 25)
  }

  @Test func `scopes from many tasks at once compute right`() async {
    let (a, b) = (matrix(100, 200, 1), matrix(200, 150, 2))
    let expected = ComputeThreads.with(1) { a * b }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          (0..<5).allSatisfy { _ in ComputeThreads.with(2) { a * b } == expected }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `workers that went to sleep wake up`() async throws {
    let total = Atomic<Int>(0)
    ComputeThreads.with(2) {
      for _ in 0..<5 {
        ComputeThreads.forEach(8) { _ in total.add(1, ordering: .relaxed) }
        let start = ContinuousClock.now
        while start.duration(to: .now) < .milliseconds(5) {}
      }
    }
    #expect(total.load(ordering: .relaxed) == 40)
  }

  @Test func `a scope hands on what its body throws`() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try ComputeThreads.with(2) { () throws(Failure) -> Void in throw Failure() }
    }
  }
}
