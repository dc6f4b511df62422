import LinearAlgebra
import NeuralNetwork
import RealModule
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// Algorithm 1 of Kingma and Ba, or algorithm 2 of Loshchilov and Hutter, for one scalar.
func adamReference(
  _ options: AdamOptions, weightDecay: Double = 0
) -> (_ p: Double, _ g: Double, _ rate: Double, _ t: Int) -> Double {
  var (m, v) = (0.0, 0.0)
  return { p, g, rate, t in
    m = options.beta1 * m + (1 - options.beta1) * g
    v = options.beta2 * v + (1 - options.beta2) * g * g
    let mHat = m / (1 - Double.pow(options.beta1, t))
    let vHat = v / (1 - Double.pow(options.beta2, t))
    return p - rate * (mHat / (vHat.squareRoot() + options.epsilon) + weightDecay * p)
  }
}

@Suite struct AdamTests {
  static let options = [
    AdamOptions(), AdamOptions(beta1: 0.5, beta2: 0.9, epsilon: 1e-3), AdamOptions(beta1: 0),
  ]

  @Test(arguments: options)
  func `sixty steps agree with the textbook in Double and Float`(options: AdamOptions) {
    expectSteps(
      Adam(for: optimizedModel() as Linear<Double>, options: options), agreeWithin: 1e-13
    ) { adamReference(options) }
    expectSteps(
      Adam(for: optimizedModel() as Linear<Float>, options: options), agreeWithin: 1e-5
    ) { adamReference(options) }
  }

  @Test(arguments: [0.0, 0.01, 0.5])
  func `decoupled weight decay agrees with the textbook`(decay: Double) {
    expectSteps(
      AdamW(for: optimizedModel() as Linear<Double>, weightDecay: decay), agreeWithin: 1e-13
    ) { adamReference(AdamOptions(), weightDecay: decay) }
    expectSteps(
      AdamW(for: optimizedModel() as Linear<Float>, weightDecay: decay), agreeWithin: 1e-5
    ) { adamReference(AdamOptions(), weightDecay: decay) }
  }

  @Test func `without decay AdamW is Adam bit for bit`() {
    var (first, second): (Linear<Float>, Linear<Float>) = (optimizedModel(), optimizedModel())
    var adam = Adam(for: first)
    var adamW = AdamW(for: second, weightDecay: 0)
    for step in 0..<50 {
      adam.update(&first, along: gradient(at: step), learningRate: 0.01)
      adamW.update(&second, along: gradient(at: step), learningRate: 0.01)
    }
    #expect(first == second)
  }

  // m̂/√v̂ is ±1 in the first step, whatever the size of the gradient.
  @Test func `the first step has the length of the learning rate`() {
    let start: Linear<Double> = optimizedModel()
    var model = start
    var slope = start
    slope.scale(by: 1e-3)
    var adam = Adam(for: model, options: AdamOptions(epsilon: 0))
    adam.update(&model, along: slope, learningRate: 0.01)
    let expected = start.weight.map { $0 - ($0 > 0 ? 0.01 : -0.01) }
    expectClose(model.weight, expected, within: 1e-14)
  }

  @Test func `a run resumed from named moments has the same bits`() throws {
    try expectCheckpoint { (model: Linear<Float>) in Adam(for: model) }
    try expectCheckpoint { (model: Linear<Double>) in AdamW(for: model) }
    try expectCheckpoint { (model: Linear<Float>) in RAdam(for: model, weightDecay: 0.1) }
  }

  @Test func `moments are named after the parameters`() {
    let expected = [
      "first_moment.weight", "first_moment.bias", "second_moment.weight", "second_moment.bias",
    ]
    let model: Linear<Float> = optimizedModel()
    #expect(Adam(for: model).parameterNames == expected)
    #expect(AdamW(for: model).parameterNames == expected)
    #expect(RAdam(for: model).parameterNames == expected)
    #expect(Adam(for: model).norm == 0)
  }

  @Test func `moments of another model are refused by name`() {
    var optimizer = Adam(for: optimizedModel() as Linear<Float>)
    let other = Adam(for: Linear<Float>(weight: [[1, 2]], bias: [[1]]))
    let saved = Dictionary(uniqueKeysWithValues: other.parameters.map { ($0.name, $0.value) })
    #expect(
      throws: ParameterError.shapeMismatch(
        name: "first_moment.weight", expected: Shape(rows: 7, columns: 9),
        found: Shape(rows: 1, columns: 2))
    ) { try optimizer.restore(from: saved) }
  }

  @Test func `updating a model of other shapes traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var optimizer = Adam(for: Linear<Float>(weight: [[1, 2]], bias: [[1]]))
      var model = Linear<Float>(weight: [[1, 2, 3]], bias: [[1]])
      optimizer.update(&model, along: model, learningRate: 0.1)
    }
    expectMessage(result, "the optimizer has 1×2 for 'weight', the model 1×3")
    let other = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var model = Linear<Float>(weight: [[1, 2]], bias: [[1]])
      var optimizer = Adam(for: model)
      let gradient = Linear<Float>(weight: [[1, 2, 3]], bias: [[1]])
      optimizer.update(&model, along: gradient, learningRate: 0.1)
    }
    expectMessage(other, "a parameter of 1×2 cannot have a gradient of 1×3")
  }

  @Test(arguments: [-0.1, .nan, .infinity])
  func `senseless learning rates trap`(rate: Double) async {
    let bits = rate.bitPattern  // captures travel as JSON, which has no NaN
    await #expect(processExitsWith: .failure) { [bits = bits as UInt64] in
      var model = Linear<Float>(weight: [[1, 2]], bias: [[1]])
      var optimizer = Adam(for: model)
      optimizer.update(&model, along: model, learningRate: Double(bitPattern: bits))
    }
  }
}

@Suite struct AdamOptionsTests {
  @Test func `options survive JSON, and what is left out has its default`() throws {
    let options = AdamOptions(beta1: 0.8, beta2: 0.99, epsilon: 1e-6)
    let data = try JSONEncoder().encode(options)
    #expect(try JSONDecoder().decode(AdamOptions.self, from: data) == options)
    let short = try JSONDecoder().decode(AdamOptions.self, from: Data(#"{"beta1": 0.5}"#.utf8))
    #expect(short == AdamOptions(beta1: 0.5))
  }

  @Test(arguments: [#"{"beta1": 1}"#, #"{"beta2": -0.1}"#, #"{"epsilon": -1}"#])
  func `options out of range are refused`(json: String) {
    #expect(throws: HyperparameterError.self) {
      try JSONDecoder().decode(AdamOptions.self, from: Data(json.utf8))
    }
  }

  @Test func `options out of range in a program trap and say why`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = AdamOptions(beta1: 1) }
    expectMessage(result, "beta1 is 1.0, but has to be at least 0 and below 1")
  }
}
