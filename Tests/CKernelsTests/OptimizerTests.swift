import CKernels
import Testing

@Suite struct OptimizerTests {
  /// The textbook update of one parameter, in Double.
  private func adam(
    _ p: Double, _ m: Double, _ v: Double, _ g: Double, _ o: AdamOptions
  ) -> (p: Double, m: Double, v: Double) {
    let mean = o.beta1 * m + (1 - o.beta1) * g
    let square = o.beta2 * v + (1 - o.beta2) * g * g
    let step = (mean / o.correction1) / ((square / o.correction2).squareRoot() + o.epsilon)
    return (p - o.rate * o.weightDecay * p - o.rate * step, mean, square)
  }

  @Test(arguments: [0.0, 0.3], [1, 16, 37])
  func `Adam and AdamW follow the textbook`(weightDecay: Double, count: Int) {
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      var state = AdamState(
        parameters: T.normal(Stream(stream: 1), count: count),
        first: [T](repeating: 0, count: count), second: [T](repeating: 0, count: count))
      var reference = state.parameters.map { (p: Double($0), m: 0.0, v: 0.0) }
      var (power1, power2) = (1.0, 1.0)
      for step in 0..<20 {
        let g = T.normal(Stream(stream: UInt64(step) + 2), count: count)
        power1 *= 0.9
        power2 *= 0.999
        let options = AdamOptions(
          correction1: 1 - power1, correction2: 1 - power2, weightDecay: weightDecay)
        state = T.adam(state, g, options)
        for i in 0..<count {
          let r = reference[i]
          reference[i] = adam(r.p, r.m, r.v, Double(g[i]), options)
        }
      }
      for i in 0..<count {
        #expect(abs(Double(state.parameters[i]) - reference[i].p) <= tolerance)
        #expect(abs(Double(state.first[i]) - reference[i].m) <= tolerance)
        #expect(abs(Double(state.second[i]) - reference[i].v) <= tolerance)
      }
    }
    check(Float.self, 3e-6)
    check(Double.self, 1e-14)
  }

  @Test func `the first step of Adam has the length of the rate`() {
    let state = AdamState<Double>(parameters: [0, 0, 0], first: [0, 0, 0], second: [0, 0, 0])
    let next = Double.adam(state, [3, -2e-3, 0], AdamOptions(rate: 0.25, epsilon: 0))
    #expect(abs(next.parameters[0] + 0.25) < 1e-15)
    #expect(abs(next.parameters[1] - 0.25) < 1e-15)
    // With no gradient the quotient is 0 / epsilon; an epsilon of zero is the caller's choice.
    let still = Double.adam(state, [0, 0, 0], AdamOptions())
    #expect(still.parameters == [0, 0, 0])
  }

  @Test(arguments: [false, true], [1, 16, 37])
  func `momentum follows its recurrence`(nesterov: Bool, count: Int) {
    func check<T: KernelScalar>(_: T.Type, _ tolerance: Double) {
      var p = T.normal(Stream(stream: 1), count: count)
      var v = [T](repeating: 0, count: count)
      var reference = p.map { (p: Double($0), v: 0.0) }
      for step in 0..<10 {
        let g = T.normal(Stream(stream: UInt64(step) + 2), count: count)
        (p, v) = T.sgd(p, v, g, rate: 0.1, momentum: 0.9, nesterov: nesterov)
        for i in 0..<count {
          let slope = Double(g[i])
          reference[i].v = 0.9 * reference[i].v + slope
          reference[i].p -= 0.1 * (nesterov ? slope + 0.9 * reference[i].v : reference[i].v)
        }
      }
      for i in 0..<count {
        #expect(abs(Double(p[i]) - reference[i].p) <= tolerance)
        #expect(abs(Double(v[i]) - reference[i].v) <= tolerance)
      }
    }
    check(Float.self, 3e-6)
    check(Double.self, 1e-14)
  }
}
