import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct CategoricalVAETests {
  @Test func `parameters have the names and shapes of PyTorch`() throws {
    var stream = RandomStream(seed: 1)
    let configuration = try CategoricalVAEConfiguration(
      features: 7, latents: 2, classes: 3, hidden: [5, 4])
    let model = CategoricalVAE<Float>(configuration, using: &stream)
    let found = model.parameters.map { "\($0.0) \($0.1.shape)" }
    #expect(
      found == [
        "encoder.0.weight 5×7", "encoder.0.bias 5×1", "encoder.1.weight 4×5", "encoder.1.bias 4×1",
        "encoder.2.weight 6×4", "encoder.2.bias 6×1", "decoder.0.weight 4×6", "decoder.0.bias 4×1",
        "decoder.1.weight 5×4", "decoder.1.bias 5×1", "decoder.2.weight 7×5", "decoder.2.bias 7×1",
      ])
  }

  @Test func `the decoder starts at the log-odds of the data`() throws {
    var stream = RandomStream(seed: 1)
    let configuration = try CategoricalVAEConfiguration(features: 3, latents: 1, classes: 2)
    let model = CategoricalVAE<Double>(configuration, mean: [0.25, 0, 1], using: &stream)
    let bias = model.decoder.layers[0].bias
    expectClose(bias[0, 0], -1.0986122886681098, within: 1e-14)  // log(1/3)
    expectClose(bias[1, 0], -6.906754778648554, within: 1e-12)  // log(0.001/0.999)
    expectClose(bias[2, 0], 6.906754778648554, within: 1e-12)
  }

  @Test func `sizes that make no sense are errors`() {
    #expect(throws: LatentModelError.invalidSize(name: "classes", value: 1, minimum: 2)) {
      try CategoricalVAEConfiguration(features: 3, latents: 1, classes: 1)
    }
    #expect(throws: LatentModelError.invalidSize(name: "latents", value: 0, minimum: 1)) {
      try CategoricalVAEConfiguration(features: 3, latents: 0, classes: 2)
    }
    #expect(throws: LatentModelError.invalidSize(name: "features", value: 0, minimum: 1)) {
      try CategoricalVAEConfiguration(features: 0, latents: 1, classes: 2)
    }
    #expect(throws: LatentModelError.invalidSize(name: "hidden", value: 0, minimum: 1)) {
      try CategoricalVAEConfiguration(features: 3, latents: 1, classes: 2, hidden: [4, 0])
    }
  }

  @Test func `a configuration survives JSON and a damaged one is an error`() throws {
    let configuration = try CategoricalVAEConfiguration(
      features: 7, latents: 2, classes: 3, hidden: [5], activation: .leakyReLU(slope: 0.2))
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(CategoricalVAEConfiguration.self, from: data) == configuration)
    let damaged = String(decoding: data, as: UTF8.self).replacing(
      "\"classes\":3", with: "\"classes\":1")
    #expect(throws: LatentModelError.self) {
      try JSONDecoder().decode(CategoricalVAEConfiguration.self, from: Data(damaged.utf8))
    }
  }

  @Test func `hard codes, prior codes and traversals are exactly one-hot`() throws {
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 6)
    var stream = RandomStream(seed: 4)
    let prior = model.samplePrior(count: 50, using: &stream)
    let start = Matrix(prior[rows: 0..<6, columns: 0..<1])
    let traversal = model.traversal(of: 1, from: start)
    for codes in [try model.hardCode(of: input), prior, traversal] {
      for column in 0..<codes.columns {
        for latent in 0..<2 {
          let values = (0..<3).map { codes[latent * 3 + $0, column] }
          #expect(values.sorted() == [0, 0, 1])
        }
      }
    }
    for k in 0..<3 {
      #expect(traversal[3 + k, k] == 1)
      for row in 0..<3 { #expect(traversal[row, k] == start[row, 0]) }
    }
  }

  @Test func `probabilities of pixels are right for logits of any size`() throws {
    var (model, _, _) = try EvidenceLowerBoundTests.example()
    let code = Matrix<Double>(rows: 6, columns: 1)
    model.visit("") { if $0 == "decoder.0.bias" { $1 = [[-1e4], [-2], [0], [2], [1e4]] } }
    let found = model.decode(code)
    let expected: Matrix<Double> = [[0], [0.11920292202211755], [0.5], [0.8807970779778823], [1]]
    expectClose(found, expected, within: 1e-15)
  }

  @Test func `codes from a learned prior of two layers have its frequencies`() throws {
    let model = try Tiny.autoencoder(layers: 2, code: .binary, prior: .learned)
    var stream = RandomStream(seed: 7)
    let count = 20000
    let codes = model.samplePrior(count: count, using: &stream)
    // p(z₁) by a sum over the four states of z₂.
    let layout = model.configuration.layout
    let top = Plain.logProbabilities(layout, Plain.column(try #require(model.priorLogits), 0))
    var expected = [0.0, 0.0]
    for state in Plain.states(layout) {
      let below = Plain.logProbabilities(
        layout, Plain.forward(model.generation[0], Plain.code(layout, state)))
      for latent in 0..<2 { expected[latent] += exp(Plain.mass(top, state) + below[latent][1]) }
    }
    for latent in 0..<2 {
      let found = (0..<count).reduce(0) { $0 + codes[2 * latent + 1, $1] } / Double(count)
      let p = expected[latent]
      // |z| ≤ 5: a false alarm in 1e6.
      #expect(abs(found - p) <= 5 * (p * (1 - p) / Double(count)).squareRoot())
    }
    #expect(model.decode(codes).shape == Shape(rows: 3, columns: count))
  }
}
