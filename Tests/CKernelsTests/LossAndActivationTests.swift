import CKernels
import Foundation
import Testing

@Suite struct LossAndActivationTests {
  @Test(arguments: [1, 2, 15, 16, 17, 50, 784], levels)
  func `the Bernoulli loss and its gradient agree with their definitions`(
    rows: Int, level: ck_level
  ) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      let logits = T.normal(Stream(stream: 1), count: 5 * rows).map { $0 * 8 }
      var targets = T.uniform(Stream(stream: 2), count: 5 * rows)
      for i in targets.indices where i % 3 > 0 { targets[i] = targets[i].rounded() }
      let (losses, gradient) = T.bernoulliLogits(logits, targets, rows: rows)
      for column in 0..<5 {
        var sum = 0.0
        for i in column * rows..<(column + 1) * rows {
          let (l, x) = (Double(logits[i]), Double(targets[i]))
          sum += max(l, 0) + log1p(exp(-abs(l))) - x * l
          #expect(abs(Double(gradient[i]) - (1 / (1 + exp(-l)) - x)) <= tolerance)
        }
        // Absolute below one, where the reference cancels.
        #expect(abs(losses[column] - sum) <= tolerance * max(1, sum))
      }
    }
    check(Float.self, 4e-7)
    check(Double.self, 1e-14)
  }

  @Test(arguments: levels)
  func `certain logits lose nothing where they are right`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, huge: T) {
      let right = T.bernoulliLogits([huge, -huge, .infinity, -.infinity], [1, 0, 1, 0], rows: 1)
      #expect(right.losses == [0, 0, 0, 0])
      #expect(right.gradient == [0, 0, 0, 0])
      let wrong = T.bernoulliLogits([huge, -huge, .infinity, -.infinity], [0, 1, 0, 1], rows: 1)
      #expect(wrong.losses == [Double(huge), Double(huge), .infinity, .infinity])
      #expect(wrong.gradient == [1, -1, 1, -1])
      let unknown = T.bernoulliLogits([.nan], [1], rows: 1)
      #expect(unknown.losses[0].isNaN && unknown.gradient[0].isNaN)
      // Small losses keep their relative precision.
      let small = T.bernoulliLogits([30], [1], rows: 1)
      #expect(abs(small.losses[0] / log1p(exp(-30)) - 1) < 4 * Double(T.ulpOfOne))
    }
    check(Float.self, huge: 1e38)
    check(Double.self, huge: 1e307)
  }

  @Test func `a loss without gradient is the same`() {
    let logits = Float.normal(Stream(), count: 60)
    let targets = Float.bernoulli(Stream(), 0.5, count: 60)
    var losses = [0.0, 0, 0]
    unsafe ck_bernoulli_logits_f32(logits, targets, nil, 20, 3, &losses)
    #expect(losses == Float.bernoulliLogits(logits, targets, rows: 20).losses)
  }

  @Test func `leaky ReLU scales what is not positive`() {
    func check<T: KernelScalar>(_: T.Type) {
      let x: [T] = [2, 0, -3, .infinity, -.infinity, .nan]
      let g: [T] = [5, 5, 5, 5, .infinity, 5]
      let relu = T.kernelLeakyReLU(x, slope: 0)
      #expect(relu[..<5] == [2, 0, 0, .infinity, 0])
      #expect(relu[5].isNaN)
      #expect(T.kernelLeakyReLU(x, slope: 0.5)[..<5] == [2, 0, -1.5, .infinity, -.infinity])
      #expect(T.leakyReLUPullback(x, g, slope: 0)[..<5] == [5, 0, 0, 5, 0])
      #expect(T.leakyReLUPullback(x, g, slope: 0.5)[..<4] == [5, 2.5, 2.5, 5])
      let y: [T] = [0, 0.5, -1]
      #expect(T.tanhPullback(y, [2, 2, 2]) == [2, 1.5, 0])
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 15, 16, 17, 100, 600], levels)
  func `a bias goes with its activation and sums its gradient`(rows: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      let x = T.normal(Stream(stream: 1), count: 7 * rows)
      let g = T.normal(Stream(stream: 2), count: 7 * rows)
      let bias = T.normal(Stream(stream: 3), count: rows)
      let sum = x.indices.map { x[$0] + bias[$0 % rows] }
      for slope in [0, 0.25, 1, nil] as [T?] {
        let y = T.biased(x, bias: bias, slope: slope)
        let expected =
          slope.map { T.kernelLeakyReLU(sum, slope: $0) } ?? T.kernelTanh(sum)
        #expect(y == expected)
        var gradient = bias
        let pulled = T.biasedPullback(y, g, slope: slope, bias: &gradient)
        #expect(
          pulled
            == (slope.map { T.leakyReLUPullback(y, g, slope: $0) } ?? T.tanhPullback(y, g)))
        for row in 0..<rows {
          let total = stride(from: row, to: pulled.count, by: rows).reduce(0) {
            $0 + Double(pulled[$1])
          }
          #expect(abs(Double(gradient[row]) - Double(bias[row]) - total) <= tolerance)
        }
      }
    }
    check(Float.self, 2e-6)
    check(Double.self, 1e-14)
  }

  @Test(arguments: 0...70) func `sums agree with plain loops`(count: Int) {
    // Small integers: every order of summation is exact.
    let x = (0..<count).map { Float($0 % 7) - 2 }
    let sum = x.reduce(0, +)
    let squares = x.reduce(0) { $0 + $1 * $1 }
    #expect(Float.sum(x) == Double(sum))
    #expect(Double.sum(x.map { Double($0) }) == Double(sum))
    #expect(Float.sumOfSquares(x) == Double(squares))
    #expect(Double.sumOfSquares(x.map { Double($0) }) == Double(squares))
  }
}
