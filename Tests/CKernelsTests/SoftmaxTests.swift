import CKernels
import Foundation
import Testing

/// Numbers of classes around the widths of vectors and the end of the path for few of them (128).
let classCounts = [1, 2, 3, 5, 8, 10, 15, 16, 17, 31, 32, 33, 48, 64, 65, 127, 128, 129, 200]

/// Columns of seeded logits, some of them masked where more than one class is left.
func logits<T: KernelScalar>(_: T.Type, classes: Int, columns: Int, masked: Bool = true) -> [T] {
  var x = T.normal(Stream(stream: UInt64(classes)), count: classes * columns).map { 4 * $0 }
  if masked { for i in x.indices where i % 7 == 3 && i % classes > 0 { x[i] = -.infinity } }
  return x
}

/// Splits a flat array into columns.
func columns<T>(_ x: [T], _ classes: Int) -> [[T]] {
  stride(from: 0, to: x.count, by: classes).map { Array(x[$0..<$0 + classes]) }
}

/// The definition, in Double: masked classes are left out.
func naiveLogSoftmax(_ x: [Double], _ temperature: Double) -> [Double] {
  let z = x.map { $0 == -.infinity ? $0 : $0 / temperature }
  let maximum = z.max() ?? 0
  let logarithm = maximum + log(z.map { exp($0 - maximum) }.reduce(0, +))
  return z.map { $0 - logarithm }
}

@Suite struct SoftmaxTests {
  @Test(arguments: classCounts, levels)
  func `softmax agrees with its definition`(classes: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      for count in [1, 15, 16, 33] {
        let x = logits(T.self, classes: classes, columns: count)
        for temperature in [0.3, 1, 2.5] as [T] {
          let soft = T.softmax(x, classes: classes, temperature: temperature)
          let logarithms = T.logSoftmax(x, classes: classes, temperature: temperature)
          for (i, column) in columns(x.map { Double($0) }, classes).enumerated() {
            let reference = naiveLogSoftmax(column, Double(temperature))
            for k in 0..<classes {
              let (y, l) = (Double(soft[i * classes + k]), Double(logarithms[i * classes + k]))
              let r = reference[k]
              #expect(r == -.infinity ? y == 0 && l == r : abs(y - exp(r)) <= tolerance)
              #expect(r == -.infinity || abs(l - r) <= tolerance * max(1, abs(r)))
            }
          }
        }
      }
    }
    check(Float.self, 1e-6)
    check(Double.self, 2e-14)  // most of it the reference's own error
  }

  @Test(arguments: classCounts, levels)
  func `the divergence from the uniform distribution agrees with its definition`(
    classes: Int, level: ck_level
  ) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      for count in [1, 15, 16, 33] {
        let x = logits(T.self, classes: classes, columns: count)
        let l = T.logSoftmax(x, classes: classes, temperature: 1)
        let (values, gradient) = T.klToUniform(l, classes: classes)
        for (i, column) in columns(x.map { Double($0) }, classes).enumerated() {
          let logs = naiveLogSoftmax(column, 1)
          let sum = logs.reduce(0) { $1 == -.infinity ? $0 : $0 + exp($1) * $1 }
          let support = logs.count { $0 > -.infinity }
          #expect(values[i] >= 0)
          #expect(abs(Double(values[i]) - (sum + log(Double(support)))) <= 10 * tolerance)
          for k in 0..<classes {
            let found = Double(gradient[i * classes + k])
            let expected = logs[k] == -.infinity ? 0 : exp(logs[k]) * (logs[k] - sum)
            #expect(abs(found - expected) <= 10 * tolerance)
          }
        }
      }
    }
    check(Float.self, 2e-7)
    check(Double.self, 2e-15)
  }

  @Test(arguments: classCounts, levels)
  func `log-sum-exp agrees with its definition`(classes: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      let x = logits(T.self, classes: classes, columns: 19)
      for (y, column) in zip(T.logSumExp(x, classes: classes), columns(x, classes)) {
        let reference = log(column.map { exp(Double($0)) }.reduce(0, +))
        #expect(abs(Double(y) - reference) <= tolerance * max(1, abs(reference)))
      }
      let masked = [T](repeating: -.infinity, count: classes * 2)
      #expect(T.logSumExp(masked, classes: classes) == [-.infinity, -.infinity])
    }
    check(Float.self, 4e-7)
    check(Double.self, 1e-15)
  }

  @Test(arguments: [3, 40, 200], levels)
  func `extreme logits and temperatures stay finite`(classes: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, huge: T, tiny: T) {
      let rest = [T](repeating: -.infinity, count: classes - 3)
      func softmax(_ x: [T], _ temperature: T) -> [T] {
        let y = T.softmax(x + rest, classes: classes, temperature: temperature)
        #expect(y[3...].allSatisfy { $0 == 0 })
        let l = T.logSoftmax(x + rest, classes: classes, temperature: temperature)
        for (l, x) in zip(l, x + rest) { #expect(x == -.infinity ? l == x : l.isFinite) }
        return Array(y[..<3])
      }
      let third = 1 / T(3)
      for temperature in [tiny, .leastNonzeroMagnitude, 1, huge, .infinity] {
        #expect(softmax([huge, -huge, -.infinity], temperature)[2] == 0)
        #expect(softmax([0, -.infinity, -.infinity], temperature) == [1, 0, 0])
        for y in softmax([huge, huge, huge], temperature) { #expect(abs(y - third) <= third.ulp) }
      }
      // The limits: one-hot (ties share), and equal shares.
      #expect(softmax([1, 1 + 10 * T.ulpOfOne, 0], tiny) == [0, 1, 0])
      #expect(softmax([2, 2, 0], tiny) == [0.5, 0.5, 0])
      #expect(softmax([5, -.infinity, -huge], .infinity) == [0.5, 0, 0.5])
      #expect(softmax([huge, 0, -huge], 1) == [1, 0, 0])
      #expect(softmax([.leastNonzeroMagnitude, 0, -.infinity], 1) == [0.5, 0.5, 0])
      // A column without a class is zero, not NaN.
      #expect(softmax([-.infinity, -.infinity, -.infinity], 1) == [0, 0, 0])
    }
    check(Float.self, huge: 3e38, tiny: 1e-38)
    check(Double.self, huge: 1e308, tiny: 1e-308)
  }

  @Test(arguments: classCounts, levels)
  func `pullbacks agree with their formulas`(classes: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      let x = logits(T.self, classes: classes, columns: 19)
      var g = T.normal(Stream(stream: 99), count: x.count)
      let p = T.softmax(x, classes: classes, temperature: 1)
      let l = T.logSoftmax(x, classes: classes, temperature: 1)
      // Masked entries ignore the cotangent, whatever it is.
      for i in x.indices where p[i] == 0 { g[i] = i % 2 == 0 ? .nan : .infinity }
      let soft = columns(T.softmaxPullback(p, g, classes: classes, scale: 3), classes)
      let logarithm = columns(T.logSoftmaxPullback(l, g, classes: classes, scale: 3), classes)
      for (i, (p, g)) in zip(columns(p, classes), columns(g, classes)).enumerated() {
        let pairs = zip(p, g).map { (Double($0), $0 == 0 ? 0 : Double($1)) }
        let dot = pairs.reduce(0) { $0 + $1.0 * $1.1 }
        let sum = pairs.reduce(0) { $0 + $1.1 }
        for (k, (p, g)) in pairs.enumerated() {
          #expect(abs(Double(soft[i][k]) - 3 * p * (g - dot)) <= tolerance)
          #expect(p > 0 || (soft[i][k] == 0 && logarithm[i][k] == 0))
          let expected = p == 0 ? 0 : 3 * (g - p * sum)
          #expect(abs(Double(logarithm[i][k]) - expected) <= 5 * tolerance * max(1, abs(sum)))
        }
      }
    }
    check(Float.self, 4e-6)
    check(Double.self, 1e-14)
  }

  @Test func `an exact one-hot has the pullback zero at any finite scale`() {
    let gradient = Float.softmaxPullback([0, 1, 0], [1e30, -3, .nan], classes: 3, scale: 3e38)
    #expect(gradient == [0, 0, 0])
  }

  @Test(arguments: [3, 40, 200]) func `results do not depend on the output array`(classes: Int) {
    let x = logits(Float.self, classes: classes, columns: 18, masked: false)
    let g = Float.normal(Stream(stream: 5), count: x.count)
    let y = Float.softmax(x, classes: classes, temperature: 1)
    var inPlace = x
    unsafe inPlace.withUnsafeMutableBufferPointer {
      unsafe ck_softmax_f32($0.baseAddress, $0.baseAddress, classes, 18, 1)
    }
    #expect(inPlace == y)
    var cotangent = g
    unsafe cotangent.withUnsafeMutableBufferPointer {
      unsafe ck_softmax_pullback_f32(y, $0.baseAddress, $0.baseAddress, classes, 18, 2)
    }
    #expect(cotangent == Float.softmaxPullback(y, g, classes: classes, scale: 2))
  }

  @Test(arguments: levels)
  func `large pullbacks have the bits of small ones, wherever they are stored`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type) {
      // More than the 4 MiB from which results go past the caches.
      let (classes, columns) = (1003, 1100)
      let x = logits(T.self, classes: classes, columns: columns)
      let y = T.softmax(x, classes: classes, temperature: 1)
      var g = T.normal(Stream(stream: 6), count: x.count)
      for i in g.indices where y[i] == 0 { g[i] = .nan }
      let whole = T.softmaxPullback(y, g, classes: classes, scale: 2)
      var differences = 0
      for start in stride(from: 0, to: x.count, by: 100 * classes) {
        let part = start..<start + 100 * classes
        let expected = T.softmaxPullback(Array(y[part]), Array(g[part]), classes: classes, scale: 2)
        differences += zip(whole[part], expected).count { $0 != $1 }
      }
      #expect(differences == 0)
    }
    check(Float.self)
    check(Double.self)
  }
}
