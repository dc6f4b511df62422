import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// PyTorch's rule for one scalar, without dampening.
func descentReference(
  _ options: SGDOptions
) -> (_ p: Double, _ g: Double, _ rate: Double, _ t: Int) -> Double {
  var u = 0.0
  return { p, g, rate, t in
    u = t == 1 ? g : options.momentum * u + g
    return p - rate * (options.nesterov ? g + options.momentum * u : u)
  }
}

@Suite struct SGDTests {
  static let options = [
    SGDOptions(), SGDOptions(momentum: 0.9), SGDOptions(momentum: 0.5, nesterov: true),
  ]

  @Test(arguments: options)
  func `sixty steps agree with the textbook in Double and Float`(options: SGDOptions) {
    expectSteps(
      SGD(for: optimizedModel() as Linear<Double>, options: options), agreeWithin: 1e-13
    ) { descentReference(options) }
    expectSteps(
      SGD(for: optimizedModel() as Linear<Float>, options: options), agreeWithin: 1e-5
    ) { descentReference(options) }
  }

  @Test(arguments: options)
  func `a run resumed from named velocities has the same bits`(options: SGDOptions) throws {
    try expectCheckpoint { (model: Linear<Float>) in SGD(for: model, options: options) }
  }

  @Test func `velocities are named after the parameters, if there are any`() {
    let model: Linear<Float> = optimizedModel()
    #expect(SGD(for: model).parameterNames.isEmpty)
    #expect(
      SGD(for: model, options: SGDOptions(momentum: 0.9)).parameterNames
        == ["velocity.weight", "velocity.bias"])
  }

  @Test func `options survive JSON, and senseless ones are refused`() throws {
    for options in Self.options {
      let data = try JSONEncoder().encode(options)
      #expect(try JSONDecoder().decode(SGDOptions.self, from: data) == options)
    }
    #expect(
      throws: HyperparameterError.self
    ) { try JSONDecoder().decode(SGDOptions.self, from: Data(#"{"momentum": 1}"#.utf8)) }
    #expect(try JSONDecoder().decode(SGDOptions.self, from: Data("{}".utf8)) == SGDOptions())
  }

  @Test func `models of other shapes trap`() async {
    await #expect(processExitsWith: .failure) {
      let small = Linear<Float>(weight: [[1, 2]], bias: [[1]])
      var optimizer = SGD(for: small, options: SGDOptions(momentum: 0.9))
      var model = Linear<Float>(weight: [[1, 2, 3]], bias: [[1]])
      optimizer.update(&model, along: model, learningRate: 0.1)
    }
    await #expect(processExitsWith: .failure) {
      var model = Linear<Float>(weight: [[1, 2]], bias: [[1]])
      var optimizer = SGD(for: model)
      let gradient = Linear<Float>(weight: [[1, 2, 3]], bias: [[1]])
      optimizer.update(&model, along: gradient, learningRate: 0.1)
    }
  }
}
