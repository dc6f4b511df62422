import CKernels
import Foundation
import Testing

/// All levels; one that the processor lacks becomes the best that it has.
let levels = [CK_BASELINE, CK_AVX2, CK_AVX512]

/// Runs a test at a level; other threads keep theirs.
func at<Result>(_ level: ck_level, _ body: () throws -> Result) rethrows -> Result {
  ck_set_thread_level(level)
  defer { ck_reset_thread_level() }
  return try body()
}

@Suite struct KernelLevelTests {
  @Test func `the level of a thread is capped by the processor`() {
    for level in levels {
      at(level) {
        #expect(ck_current_level().rawValue == min(level.rawValue, ck_best_level().rawValue))
      }
    }
  }

  @Test func `the environment names a level that the processor has`() {
    for level in levels {
      var found = CK_BASELINE
      let request = unsafe ck_requested_level(String(cString: ck_level_name(level)), &found)
      #expect(found == level)
      #expect(
        request
          == (level.rawValue <= ck_best_level().rawValue
            ? CK_REQUEST_USABLE : CK_REQUEST_UNSUPPORTED))
    }
    var level = CK_BASELINE
    let none = unsafe ck_requested_level(nil, &level)
    let empty = unsafe ck_requested_level("", &level)
    #expect(none == CK_REQUEST_NONE && empty == CK_REQUEST_NONE)
    for word in ["AVX2", "avx", "avx5122", "sse2", " "] {
      let request = unsafe ck_requested_level(word, &level)
      #expect(request == CK_REQUEST_UNKNOWN)
    }
  }

  @Test func `an unknown level ends the process at the first kernel`() async {
    await #expect(processExitsWith: .failure) {
      unsafe setenv("GUMBEL_SIMD", "avx1024", 1)
      _ = ck_current_level()
    }
    await #expect(processExitsWith: .success) {
      unsafe setenv("GUMBEL_SIMD", "baseline", 1)
      guard ck_current_level() == CK_BASELINE else { exit(1) }
      exit(0)
    }
  }

  /// Levels agree exactly where nothing is fused, otherwise within a few rounding errors of exp and log.
  ///
  /// These are 2e-6 or 1e-14 of the larger of 1 and the result. AVX2 and AVX-512 differ in the Gumbel
  /// numbers of floats alone.
  @Test(arguments: 0...70)  // every remainder of every vector width
  func `levels agree for every count`(count: Int) {
    func check<T: KernelScalar>(_ type: T.Type, _ tolerance: Double) {
      let (exact, close) = at(CK_BASELINE) { results(type, count: count) }
      if ck_best_level() == CK_AVX512 {
        let fused = [CK_AVX2, CK_AVX512].map { level in
          at(level) { results(type, count: count) }.close.filter { $0.key != "gumbel" }
        }
        #expect(fused[0] == fused[1])
      }
      for level in levels.dropFirst() {
        let found = at(level) { results(type, count: count) }
        for (name, values) in exact {
          #expect(found.exact[name] == values, "\(type) \(name) \(count) \(level)")
        }
        for (name, values) in close {
          let other = found.close[name] ?? []
          let agree = zip(values, other).allSatisfy {
            $0 == $1 || abs($0 - $1) <= tolerance * max(1, abs($0))
          }
          #expect(
            agree && values.count == other.count, "\(type) \(name) \(count) \(level)")
        }
      }
    }
    check(Float.self, 2e-6)
    check(Double.self, 1e-14)
  }

  /// The results of every kernel for inputs of the given count.
  private func results<T: KernelScalar>(
    _ type: T.Type, count: Int
  ) -> (exact: [String: [UInt64]], close: [String: [Double]]) {
    let stream = Stream(position: UInt64(count) * 1001)
    let unit = T.uniform(stream, count: count)
    let x = T.uniform(Stream(stream: 8), count: count).map { 12 * $0 - 6 }
    let g = T.uniform(Stream(stream: 9), count: count).map { 8 * $0 - 3 }
    var exact: [String: [T]] = [
      "uniform": unit, "bernoulli": T.bernoulli(stream, 0.3, count: count),
      "bernoulli array": T.bernoulli(stream, unit),
      "leaky ReLU": T.kernelLeakyReLU(x, slope: 0.1),
      "leaky ReLU pullback": T.leakyReLUPullback(x, g, slope: 0.1),
      "tanh pullback": T.tanhPullback(unit, g),
    ]
    var words = [UInt32](repeating: 0, count: count)
    unsafe ck_philox_words(stream.seed, stream.stream, stream.position, &words, count)
    exact["words"] = words.map { T($0) }
    var state = AdamState(parameters: x, first: g, second: unit)
    state = T.adam(state, g, AdamOptions(weightDecay: 0.1))
    exact["adam"] = state.parameters + state.first + state.second
    let step = T.sgd(x, g, unit, rate: 0.1, momentum: 0.9, nesterov: true)
    exact["sgd"] = step.parameters + step.velocity
    var close: [String: [T]] = [
      "exp": T.kernelExp(x), "log": T.kernelLog(unit), "tanh": T.kernelTanh(x),
      "sigmoid": T.kernelSigmoid(x), "gumbel": T.gumbel(stream, count: count),
      "normal": T.normal(stream, count: count),
      "exponential": T.exponential(stream, count: count),
    ]
    if count > 0 {
      for (classes, columns) in [(count, 2), (1, count), (3, count), (16, 3)] {
        let key = "of \(classes) x \(columns)"
        let size = classes * columns
        let x = T.uniform(Stream(stream: 8), count: size).map { 12 * $0 - 6 }
        let g = T.uniform(Stream(stream: 9), count: size).map { 8 * $0 - 3 }
        let y = T.uniform(stream, count: size)
        let l = y.map { -3 * $0 }
        let bias = Array(x.prefix(classes))
        var sums = bias
        exact["bias \(key)"] = T.biased(g, bias: bias, slope: 0.1)
        exact["bias pullback \(key)"] =
          T.biasedPullback(x, g, slope: 0.1, bias: &sums)
          + T.biasedPullback(y, g, slope: nil, bias: &sums) + sums
        exact["one-hot \(key)"] = T.argmaxOneHot(x, classes: classes)
        close["bias tanh \(key)"] = T.biased(g, bias: bias, slope: nil)
        close["softmax \(key)"] = T.softmax(x, classes: classes, temperature: 0.7)
        close["log-softmax \(key)"] = T.logSoftmax(x, classes: classes, temperature: 0.7)
        close["log-sum-exp \(key)"] = T.logSumExp(x, classes: classes)
        exact["pullback \(key)"] = T.softmaxPullback(y, g, classes: classes, scale: 2)
        close["log pullback \(key)"] = T.logSoftmaxPullback(l, g, classes: classes, scale: 0.1)
        close["Gumbel-softmax \(key)"] =
          T.gumbelSoftmax(x, noise: g, classes: classes, temperature: 0.7).soft
        let loss = T.bernoulliLogits(x, y, rows: classes)
        close["loss \(key)"] = loss.gradient + loss.losses.map { T($0 / Double(classes)) }
      }
    }
    var bits = exact.mapValues { $0.map { Double($0).bitPattern } }
    bits["sums"] = [T.sum(x).bitPattern, T.sumOfSquares(x).bitPattern]
    return (bits, close.mapValues { $0.map { Double($0) } })
  }
}
