import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

/// What `torch.optim` of PyTorch 2.13.0 computes in float64 from `p = (0.5, −1.25, 2)`, the gradients
/// `gᵢ = ((7 t + 5 i) mod 11 − 5) / 8` in step `t = 1, 2, …` for `i = 0, 1, 2` and `lr=0.05`.
///
/// Adaptive rules start to divide by the second moment in different steps, so the parameters are
/// compared after the 1st, the 5th and the 12th.
@Suite struct PyTorchOptimizersTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let call: String
    let optimizer: OptimizerConfiguration
    let expected: [[Double]]

    var testDescription: String { call }
  }

  static let cases = [
    Case(
      call: "Adam(p)", optimizer: .adam(),
      expected: [
        [0.4500000019999999, -1.200000001, 1.9500000039999996],
        [0.3916980219523715, -1.1460830264212811, 1.960309035375235],
        [0.34802930662429166, -1.1314461778062057, 1.9836204965023332],
      ]),
    Case(
      call: "Adam(p, weight_decay=0.1)", optimizer: .adam(weightDecay: 0.1),
      expected: [
        [0.4500000016666666, -1.2000000008, 1.9500000015384615],
        [0.3692392805643824, -1.100846635105968, 1.8580972521250743],
        [0.2935050063586845, -0.9988205769146827, 1.720624822490846],
      ]),
    Case(
      call: "AdamW(p, weight_decay=0.1)", optimizer: .adamW(weightDecay: 0.1),
      expected: [
        [0.4475000019999999, -1.193750001, 1.9400000039999996],
        [0.380676112974766, -1.116429453080261, 1.9116162890185724],
        [0.3250546764687639, -1.063767498734524, 1.8686071616764088],
      ]),
    Case(
      call: "RAdam(p)", optimizer: .rAdam(),
      expected: [
        [0.4875, -1.225, 1.99375],
        [0.4645868415284358, -1.2021494752473982, 1.9958368415284355],
        [0.46327128186692557, -1.2018209848007282, 1.9968150810168592],
      ]),
    Case(
      call: "RAdam(p, weight_decay=0.1)", optimizer: .rAdam(weightDecay: 0.1),
      expected: [
        [0.485, -1.21875, 1.98375],
        [0.4523812220757838, -1.171468179902578, 1.9461651423225597],
        [0.44935310482827817, -1.1670825005694947, 1.9399597056780267],
      ]),
    Case(
      call: "RAdam(p, betas=(0.8, 0.9), eps=1e-2)",
      optimizer: .rAdam(AdamOptions(beta1: 0.8, beta2: 0.9, epsilon: 1e-2)),
      expected: [
        [0.4875, -1.225, 1.99375],
        [0.4653786833936371, -1.2036846685779654, 1.996628683393637],
        [0.4625873307448633, -1.2082604411297495, 2.005045579190377],
      ]),
    Case(
      call: "SGD(p, weight_decay=0.1)", optimizer: .sgd(weightDecay: 0.1),
      expected: [
        [0.485, -1.21875, 1.98375],
        [0.469278912490625, -1.1882459515429689, 1.9630911007710936],
        [0.45965415624746797, -1.15302927234328, 1.876653607976062],
      ]),
    Case(
      call: "SGD(p, momentum=0.9, weight_decay=0.1)",
      optimizer: .sgd(SGDOptions(momentum: 0.9), weightDecay: 0.1),
      expected: [
        [0.485, -1.21875, 1.98375],
        [0.38264118424062493, -1.0686716843554689, 1.8664040462085936],
        [0.22165569835711063, -0.8166301912686348, 1.5262354991621447],
      ]),
    Case(
      call: "SGD(p, momentum=0.9, nesterov=True, weight_decay=0.1)",
      optimizer: .sgd(SGDOptions(momentum: 0.9, nesterov: true), weightDecay: 0.1),
      expected: [
        [0.4715, -1.190625, 1.969125],
        [0.36517557527816574, -1.0273606589488868, 1.8445631294737679],
        [0.22140839333219203, -0.779945958586032, 1.4651345961460784],
      ]),
  ]

  @Test(arguments: cases)
  func `steps are those of PyTorch`(of example: Case) {
    expectSteps(example, agreeWithin: 1e-14, Double.self)
    expectSteps(example, agreeWithin: 1e-6, Float.self)
  }

  private func expectSteps<Scalar: RealScalar>(
    _ example: Case, agreeWithin tolerance: Double, _: Scalar.Type
  ) {
    var model = Linear<Scalar>(weight: [[0.5], [-1.25]], bias: [[2], [0]])
    var optimizer = example.optimizer.optimizer(for: model)
    for step in 1...12 {
      let g = (0..<3).map { Scalar((7 * step + 5 * $0) % 11 - 5) / 8 }
      let gradient = Linear<Scalar>(weight: [[g[0]], [g[1]]], bias: [[g[2]], [0]])
      optimizer.update(&model, along: gradient, learningRate: 0.05)
      guard let k = [1, 5, 12].firstIndex(of: step) else { continue }
      for (found, expected) in zip(
        [model.weight[0, 0], model.weight[1, 0], model.bias[0, 0]], example.expected[k])
      {
        #expect(abs(Double(found) - expected) <= tolerance, "after step \(step)")
      }
    }
  }
}
