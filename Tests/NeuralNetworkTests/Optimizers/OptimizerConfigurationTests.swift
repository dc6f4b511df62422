import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

@Suite struct OptimizerConfigurationTests {
  static let configurations: [OptimizerConfiguration] = [
    .adam(), .adam(AdamOptions(beta1: 0.5), weightDecay: 0.1), .adamW(), .adamW(weightDecay: 0),
    .rAdam(AdamOptions(epsilon: 1e-3), weightDecay: 0.2), .sgd(),
    .sgd(SGDOptions(momentum: 0.9, nesterov: true), weightDecay: 0.3),
  ]

  @Test(arguments: configurations)
  func `configurations survive JSON`(configuration: OptimizerConfiguration) throws {
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(OptimizerConfiguration.self, from: data) == configuration)
  }

  @Test func `what is left out has its default`() throws {
    let decoder = JSONDecoder()
    func read(_ json: String) throws -> OptimizerConfiguration {
      try decoder.decode(OptimizerConfiguration.self, from: Data(json.utf8))
    }
    #expect(try read(#"{"name": "adamw"}"#) == .adamW(weightDecay: 0.01))
    #expect(try read(#"{"name": "radam", "beta2": 0.9}"#) == .rAdam(AdamOptions(beta2: 0.9)))
    #expect(
      try read(#"{"name": "sgd", "momentum": 0.5}"#) == .sgd(SGDOptions(momentum: 0.5)))
    for name in OptimizerName.allCases {
      let whole = try OptimizerConfiguration(name)
      #expect(whole.name == name)
      #expect(try read(#"{"name": "\#(name.rawValue)"}"#) == whole)
    }
  }

  @Test(arguments: [
    #"{"name": "sgd", "weightDecay": -1}"#, #"{"name": "adam", "momentum": 0.9}"#,
    #"{"name": "sgd", "momentum": 1}"#, #"{"name": "radam", "beta1": 1}"#,
  ])
  func `numbers out of range and out of place are refused`(json: String) {
    #expect(throws: HyperparameterError.self) {
      try JSONDecoder().decode(OptimizerConfiguration.self, from: Data(json.utf8))
    }
  }

  @Test func `unknown names are refused`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        OptimizerConfiguration.self, from: Data(#"{"name": "lion"}"#.utf8))
    }
  }

  @Test func `momentum belongs to sgd alone`() throws {
    #expect(
      try OptimizerConfiguration(.sgd, momentum: 0.9, weightDecay: 0.1)
        == .sgd(SGDOptions(momentum: 0.9), weightDecay: 0.1))
    #expect(throws: HyperparameterError.self) {
      try OptimizerConfiguration(.rAdam, momentum: 0.9)
    }
    do {
      _ = try OptimizerConfiguration(.adam, momentum: 0.5)
    } catch {
      #expect(error.description == "momentum is 0.5, but has to be left out: only sgd has one")
    }
  }

  @Test(arguments: configurations)
  func `a run resumed from named state has the same bits`(
    configuration: OptimizerConfiguration
  ) throws {
    try expectCheckpoint { (model: Linear<Float>) in configuration.optimizer(for: model) }
  }

  @Test func `an optimizer chosen at run time does and remembers what the one inside does`() {
    var (first, second): (Linear<Float>, Linear<Float>) = (optimizedModel(), optimizedModel())
    var direct = RAdam(for: first, weightDecay: 0.1)
    var chosen = OptimizerConfiguration.rAdam(weightDecay: 0.1).optimizer(for: second)
    for step in 0..<20 {
      direct.update(&first, along: gradient(at: step), learningRate: 0.01)
      chosen.update(&second, along: gradient(at: step), learningRate: 0.01)
    }
    #expect(first == second)
    #expect(chosen.step == 20)
    #expect(chosen.parameterNames == direct.parameterNames)
    #expect(chosen.base as? RAdam<Float> == direct)
  }

  @Test func `states of two runs can be paired, those of two rules trap`() async {
    let model: Linear<Float> = optimizedModel()
    var moved = model
    var optimizer = OptimizerConfiguration.adam().optimizer(for: model)
    optimizer.update(&moved, along: gradient(at: 1), learningRate: 0.1)
    var sum = OptimizerConfiguration.adam().optimizer(for: model)
    sum.add(optimizer, scaledBy: 2)
    #expect(abs(sum.norm - 2 * optimizer.norm) <= 1e-6 * sum.norm)
    await #expect(processExitsWith: .failure) {
      let model = Linear<Float>(weight: [[1, 2]], bias: [[1]])
      var first = OptimizerConfiguration.adam().optimizer(for: model)
      first.add(OptimizerConfiguration.adamW().optimizer(for: model))
    }
  }
}
