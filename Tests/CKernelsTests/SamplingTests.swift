import CKernels
import Foundation
import Testing

@Suite struct SamplingTests {
  /// The running sums of the probabilities in the order of the kernel, 0, 16, 32, …, 1, 17, ….
  private func order(_ classes: Int) -> [Int] {
    (0..<min(16, classes)).flatMap { Array(stride(from: $0, to: classes, by: 16)) }
  }

  @Test(arguments: [1, 3, 16, 17, 64, 300, 1000], levels)
  func `a uniform number finds the class where the running sum passes it`(
    classes: Int, level: ck_level
  ) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      let x = logits(T.self, classes: classes, columns: 1)
      let weights = x.map { exp(Double($0)) }
      let total = weights.reduce(0, +)
      var before = 0.0
      var uniforms: [Double] = []
      var expected: [Int] = []
      for k in order(classes) {
        let after = before + weights[k] / total
        // In the middle of the class, which must be wider than the rounding errors of the sums.
        if after - before > tolerance {
          uniforms.append((before + after) / 2)
          expected.append(k)
        }
        before = after
      }
      let columns = Array(repeating: x, count: uniforms.count).flatMap { $0 }
      #expect(T.inverseCDF(columns, uniforms, classes: classes) == expected)
      // The ends: the first and the last class with a weight.
      let unmasked = order(classes).filter { x[$0] > -.infinity }
      let ends = T.inverseCDF(x + x, [0x1p-1074, 1 - 0x1p-53], classes: classes)
      #expect(ends.first == unmasked.first)
      #expect(x[ends[1]] > -.infinity)
    }
    check(Float.self, 1e-5)
    check(Double.self, 1e-12)
  }

  /// Pearson's test with 69 degrees of freedom: 139.83 is exceeded with probability 1e-6.
  @Test(arguments: levels)
  func `uniform numbers give each class its probability`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    let samples = 10_000
    let column = (1...70).map { Float(log(Double($0))) }
    let x = Array(repeating: column, count: samples).flatMap { $0 }
    let indices = Float.inverseCDF(
      x, Double.uniform(Stream(stream: 31), count: samples), classes: 70)
    let counts = indices.reduce(into: [Double](repeating: 0, count: 70)) { $0[$1] += 1 }
    let statistic = counts.enumerated().reduce(0) { sum, pair in
      let expected = Double(samples * (pair.offset + 1)) / 2485
      return sum + (pair.element - expected) * (pair.element - expected) / expected
    }
    #expect(statistic < 139.83)
  }

  /// A class far below the others has its exact share of the unit interval.
  @Test(arguments: [12.0, 16, 30], levels)
  func `rare classes keep their share`(gap: Double, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type) {
      for rare in [0, 5, 37, 99] {
        var x = [T](repeating: 0, count: 100)
        x[rare] = T(-gap)
        let share = exp(-gap) / (99 + exp(-gap))
        let place = order(100).firstIndex(of: rare) ?? 0
        let start = Double(place) / (99 + exp(-gap))
        // Its borders, by bisection between places well before and behind it.
        func border(_ isBehind: (Int) -> Bool) -> Double {
          var (low, high) = (max(0x1p-1074, start - 0.005), start + 0.005)
          for _ in 0..<80 {
            let middle = (low + high) / 2
            if isBehind(T.inverseCDF(x, [middle], classes: 100)[0]) {
              high = middle
            } else {
              low = middle
            }
          }
          return high
        }
        let begin = place == 0 ? 0 : border { (order(100).firstIndex(of: $0) ?? 0) >= place }
        let end = border { (order(100).firstIndex(of: $0) ?? 0) > place }
        #expect(abs((end - begin) - share) <= 1e-6 * share + 0x1p-50)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `a column without a class is index 0, and no columns are none`() {
    let masked = [Float](repeating: -.infinity, count: 70)
    #expect(Float.inverseCDF(masked, [0.5], classes: 70) == [0])
    #expect(Float.inverseCDF([], [], classes: 70) == [])
    #expect(Float.gumbelArgmax(Stream(), masked, classes: 70) == [0])
  }
}
