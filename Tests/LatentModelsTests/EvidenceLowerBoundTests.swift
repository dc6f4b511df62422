import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct EvidenceLowerBoundTests {
  /// A small model, binary inputs and fixed noise.
  static func example(
    hidden: [Int] = [], columns: Int = 4
  ) throws -> (model: CategoricalVAE<Double>, input: Matrix<Double>, noise: Matrix<Double>) {
    var stream = RandomStream(seed: 3)
    let configuration = try CategoricalVAEConfiguration(
      features: 5, latents: 2, classes: 3, hidden: hidden, activation: .tanh)
    let model = CategoricalVAE<Double>(
      configuration, mean: [0.2, 0.5, 0.7, 0, 1], using: &stream)
    let input = Matrix<Double>(rows: 5, columns: columns) { _, _ in
      Double.random(in: 0..<1, using: &stream) < 0.5 ? 0 : 1
    }
    let noise: Matrix<Double> = gumbelNoise(rows: 6, columns: columns, using: &stream)
    return (model, input, noise)
  }

  @Test(arguments: [[], [4], [4, 3]])
  func `the gradient of the relaxed bound agrees with finite differences`(hidden: [Int]) throws {
    let (model, input, noise) = try Self.example(hidden: hidden)
    let options = BoundOptions<Double>(
      estimator: .gumbelSoftmax, temperature: 0.8, divergenceWeight: 0.6)
    var gradient = model.zeroGradient
    model.accumulateGradient(
      of: try model.bound(of: input, noise: noise, options: options).context, into: &gradient)
    expectGradient(gradient, at: model, tolerance: 1e-7) { moved in
      guard let terms = try? moved.bound(of: input, noise: noise, options: options).terms else {
        return .nan
      }
      return -terms.reconstruction + 0.6 * terms.divergence
    }
  }

  @Test func `the straight-through gradient is that of a loss linear in the relaxed code`() throws {
    // With the code one-hot forward and relaxed backward, the gradient of the encoder is that of
    // ⟨g, y⟩ with g, the gradient at the one-hot code, held fixed.
    let (model, input, noise) = try Self.example()
    let options = BoundOptions<Double>(
      estimator: .straightThroughGumbel, temperature: 0.7, divergenceWeight: 0)
    var gradient = model.zeroGradient
    let pass = try model.bound(of: input, noise: noise, options: options)
    model.accumulateGradient(of: pass.context, into: &gradient)

    let probabilities = model.decode(pass.code)
    let weight = model.decoder.layers[0].weight
    let fixed = weight.transposed * ((probabilities - input) * (1 / 4.0))
    expectGradient(
      gradient.encoder.layers[0].weight, at: model.encoder.layers[0].weight, tolerance: 1e-7
    ) { moved in
      let bias = model.encoder.layers[0].bias
      let logits = (moved * input).addingToColumns(bias)
      guard
        let sample = try? gumbelSoftmax(logits, classes: 3, temperature: 0.7, noise: noise)
      else { return .nan }
      return fixed.dot(sample.relaxed)
    }
  }

  @Test func `gradients add up`() throws {
    let (model, input, noise) = try Self.example()
    let options = BoundOptions<Double>(estimator: .straightThroughGumbel, temperature: 1)
    let context = try model.bound(of: input, noise: noise, options: options).context
    var once = model.zeroGradient
    model.accumulateGradient(of: context, into: &once)
    var twice = once
    model.accumulateGradient(of: context, into: &twice)
    once.scale(by: 2)
    for ((name, a), (_, b)) in zip(twice.parameters, once.parameters) {
      expectClose(a, b, within: 1e-14, name)
    }
  }

  @Test func `Float follows Double`() throws {
    var stream = RandomStream(seed: 9)
    let configuration = try CategoricalVAEConfiguration(features: 5, latents: 2, classes: 3)
    let single = CategoricalVAE<Float>(configuration, using: &stream)
    let input = Matrix<Float>(rows: 5, columns: 3) { i, j in Float((i + j) % 2) }
    let noise: Matrix<Float> = gumbelNoise(rows: 6, columns: 3, using: &stream)
    var double = CategoricalVAE<Double>(configuration, using: &stream)
    let parameters = single.parameters
    double.visit("") { name, parameter in
      for (other, value) in parameters where other == name { parameter = value.map { Double($0) } }
    }
    for estimator in PathwiseEstimatorName.allCases {
      let more: [Matrix<Float>] = (0..<estimator.conditionalDraws).map { _ in
        gumbelNoise(rows: 6, columns: 3, using: &stream)
      }
      var (a, b) = (single.zeroGradient, double.zeroGradient)
      single.accumulateGradient(
        of: try single.bound(
          of: input, noise: noise, conditionalNoise: more,
          options: BoundOptions(estimator: estimator, temperature: 0.5)
        ).context, into: &a)
      double.accumulateGradient(
        of: try double.bound(
          of: input.map { Double($0) }, noise: noise.map { Double($0) },
          conditionalNoise: more.map { $0.map { Double($0) } },
          options: BoundOptions(estimator: estimator, temperature: 0.5)
        ).context, into: &b)
      for ((name, found), (_, expected)) in zip(a.parameters, b.parameters) {
        expectClose(found, expected, within: 3e-6, name)
      }
    }
  }

  @Test func `terms are those of the definition`() throws {
    let (model, input, noise) = try Self.example(columns: 2)
    let options = BoundOptions<Double>(estimator: .straightThroughGumbel, temperature: 1)
    let (terms, code, _) = try model.bound(of: input, noise: noise, options: options)
    let probabilities = model.decode(code)
    var (reconstruction, divergence) = (0.0, 0.0)
    let q = try softmax(model.encoder(input), classes: 3)
    for column in 0..<2 {
      for row in 0..<5 {
        let p = probabilities[row, column]
        reconstruction += input[row, column] == 1 ? log(p) : log(1 - p)
      }
      for row in 0..<6 { divergence += q[row, column] * log(q[row, column] * 3) }
    }
    expectClose(terms.reconstruction, reconstruction / 2, within: 1e-12)
    expectClose(terms.divergence, divergence / 2, within: 1e-12)
    expectClose(terms.bound, (reconstruction - divergence) / 2, within: 1e-12)
  }

  @Test func `a batch of no samples has a bound of zero`() throws {
    let (model, _, _) = try Self.example()
    let options = BoundOptions<Double>(estimator: .gumbelSoftmax, temperature: 1)
    let (terms, _, context) = try model.bound(
      of: Matrix(rows: 5, columns: 0), noise: Matrix(rows: 6, columns: 0), options: options)
    #expect(terms.bound == 0)
    var gradient = model.zeroGradient
    model.accumulateGradient(of: context, into: &gradient)
    #expect(gradient.norm == 0)
  }

  @Test func `a model that yields NaN is an error`() throws {
    var (model, input, noise) = try Self.example()
    model.visit("") { if $0 == "encoder.0.bias" { $1[2, 0] = .nan } }
    let options = BoundOptions<Double>(estimator: .gumbelSoftmax, temperature: 1)
    #expect(throws: CategoricalError.nonFiniteLogit(row: 2, column: 0)) {
      try model.bound(of: input, noise: noise, options: options)
    }
  }
}
