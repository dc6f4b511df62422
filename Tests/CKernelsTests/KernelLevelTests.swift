import CKernels
import Testing

/// The only suite that sets the level: it is global, and no other result depends on it.
@Suite(.serialized) struct KernelLevelTests {
  static let levels = [CK_BASELINE, CK_AVX2, CK_AVX512]

  @Test func `the level is capped by the processor`() {
    defer { ck_set_level(CK_AVX512) }
    for level in Self.levels {
      let chosen = ck_set_level(level)
      #expect(chosen.rawValue == min(level.rawValue, ck_best_level().rawValue))
      #expect(ck_current_level() == chosen)
    }
  }

  @Test func `every level gives the same bits for every count`() {
    defer { ck_set_level(CK_AVX512) }
    expectSameBits(Float.self)
    expectSameBits(Double.self)
  }

  private func expectSameBits<T: KernelScalar>(_ type: T.Type) {
    for count in 0...70 {  // every remainder of every vector width
      var reference: [String: [UInt64]] = [:]
      for level in Self.levels {
        ck_set_level(level)
        for (name, bits) in results(type, count: count) {
          #expect(bits == reference[name, default: bits], "\(type) \(name) \(count) \(level)")
          reference[name] = bits
        }
      }
    }
  }

  /// The bits of every kernel's results for inputs of the given count.
  private func results<T: KernelScalar>(_ type: T.Type, count: Int) -> [String: [UInt64]] {
    let stream = Stream(position: UInt64(count) * 1001)
    let x = T.normal(stream, count: count).map { 3 * $0 }
    let noise = T.gumbel(stream, count: count)
    let unit = T.uniform(stream, count: count)
    var results: [String: [T]] = [
      "exp": T.kernelExp(x), "log": T.kernelLog(unit), "tanh": T.kernelTanh(x),
      "sigmoid": T.kernelSigmoid(x), "uniform": unit, "gumbel": noise, "normal": x,
      "exponential": T.exponential(stream, count: count),
      "bernoulli": T.bernoulli(stream, 0.3, count: count),
      "bernoulli array": T.bernoulli(stream, unit),
      "leaky ReLU": T.kernelLeakyReLU(x, slope: 0.1),
      "leaky ReLU pullback": T.leakyReLUPullback(x, noise, slope: 0.1),
      "tanh pullback": T.tanhPullback(x, noise),
    ]
    var words = [UInt32](repeating: 0, count: count)
    unsafe ck_philox_words(stream.seed, stream.stream, stream.position, &words, count)
    results["words"] = words.map { T($0) }
    var state = AdamState(parameters: x, first: noise, second: unit)
    state = T.adam(state, noise, AdamOptions(weightDecay: 0.1))
    results["adam"] = state.parameters + state.first + state.second
    let step = T.sgd(x, noise, unit, rate: 0.1, momentum: 0.9, nesterov: true)
    results["sgd"] = step.parameters + step.velocity
    if count > 0 {
      for (classes, columns) in [(count, 2), (1, count), (3, count), (16, 3)] {
        let key = "of \(classes) x \(columns)"
        let x = T.normal(stream, count: classes * columns)
        let g = T.gumbel(stream, count: classes * columns)
        let y = T.softmax(x, classes: classes, temperature: 0.7)
        let l = T.logSoftmax(x, classes: classes, temperature: 0.7)
        let sample = T.gumbelSoftmax(x, noise: g, classes: classes, temperature: 0.7)
        let targets = T.bernoulli(stream, 0.5, count: x.count)
        results["softmax \(key)"] = y
        results["log-softmax \(key)"] = l
        results["log-sum-exp \(key)"] = T.logSumExp(x, classes: classes)
        results["pullback \(key)"] = T.softmaxPullback(y, g, classes: classes, scale: 2)
        results["log pullback \(key)"] = T.logSoftmaxPullback(l, g, classes: classes, scale: 2)
        results["one-hot \(key)"] = T.argmaxOneHot(x, classes: classes)
        results["Gumbel-softmax \(key)"] = sample.soft + sample.hard
        results["loss gradient \(key)"] = T.bernoulliLogits(x, targets, rows: classes).gradient
      }
    }
    var bits = results.mapValues { $0.map { Double($0).bitPattern } }
    bits["sums"] = [T.sum(x).bitPattern, T.sumOfSquares(x).bitPattern]
    if count > 0 {
      let targets = T.bernoulli(stream, 0.5, count: count)
      bits["losses"] = T.bernoulliLogits(x, targets, rows: count).losses.map(\.bitPattern)
    }
    return bits
  }
}
