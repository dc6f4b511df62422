import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import RandomStreams
import Testing
import Training

@Suite struct RunEvaluationTests {
  /// The model of the data themselves: its code is the factors, its posterior the true one.
  ///
  ///     log p(x|k) = const + s Σ_i (2 p_ki - 1) x_i - s Σ_i p_ki,   s = log((1 - ε) / ε)
  static func perfectModel(of process: FactorImages) throws -> CategoricalVAE<Float> {
    let (factors, values) = (process.factors, process.values)
    var generator = RandomStream(seed: 0)
    var model = CategoricalVAE<Float>(
      try CategoricalVAEConfiguration(features: process.pixels, latents: factors, classes: values),
      using: &generator)
    let s = Float(log((1 - process.flipProbability) / process.flipProbability))
    var encoder = Matrix<Float>(rows: factors * values, columns: process.pixels)
    var bias = Matrix<Float>(rows: factors * values, columns: 1)
    var decoder = Matrix<Float>(rows: process.pixels, columns: factors * values)
    for factor in 0..<factors {
      for value in 0..<values {
        let row = factor * values + value
        for (pixel, on) in process.pattern(of: value).enumerated() {
          let place = process.place(of: pixel, factor: factor)
          encoder[row, place] = s * (2 * on - 1)
          decoder[place, row] = s * (2 * on - 1)
          bias[row, 0] -= s * on
        }
      }
    }
    let zeros = Matrix<Float>(rows: process.pixels, columns: 1)
    model.encoder = MultilayerPerceptron(layers: [Linear(weight: encoder, bias: bias)])
    model.decoder = MultilayerPerceptron(layers: [Linear(weight: decoder, bias: zeros)])
    return model
  }

  /// A run that such a model could come from.
  static func configuration(_ process: FactorImages) throws -> RunConfiguration {
    RunConfiguration(
      data: .toy(process), imageHeight: process.height, binarization: .none,
      model: .autoencoder(
        try CategoricalVAEConfiguration(
          features: process.pixels, latents: process.factors, classes: process.values)),
      estimator: .straightThroughGumbel, temperature: .constant(1), learningRate: .constant(0.01),
      divergenceWeight: .constant(1), batchSize: 10, steps: 0, metricsInterval: 1, seed: 1)
  }

  static func dataset(of process: FactorImages) -> Dataset {
    let (images, factors) = process.sample(count: 1000, stream: RandomStream(seed: 8))
    return Dataset(
      name: "toy", training: images, test: images, height: process.height, width: process.width,
      process: process, testFactors: factors)
  }

  @Test(arguments: [(4, 4), (3, 5)])
  func `the model that made the data reaches the optimum`(factors: Int, values: Int) throws {
    let process = try FactorImages(factors: factors, values: values)
    let dataset = Self.dataset(of: process)
    let (result, usage) = try RunEvaluation.evaluate(
      Self.perfectModel(of: process), of: Self.configuration(process), on: dataset, steps: 7,
      samples: 3)
    let exact = try #require(result.testLogLikelihood)
    // With the true posterior p(x,z) / q(z|x) = p(x) for every z: no bound has a gap or noise.
    #expect(abs(result.bound - exact) < 1e-3)
    #expect(result.optimum == -process.entropy)
    #expect(try #require(result.gap) == -process.entropy - result.bound)
    #expect(isMean(process.logLikelihoods(of: dataset.test), near: -process.entropy))
    // Three flips among the eight pixels that tell two values apart are harmless.
    #expect(try #require(result.factorAccuracy) > 0.99)
    #expect(result.oneToOne == factors && result.factors == factors)
    #expect(result.usage == 1 && result.steps == 7 && result.samples == 3)
    #expect(usage.counts.reduce(0, +) == 3 * 1000 * factors)
    #expect(result.perplexity > Double(values) - 0.05)
  }

  @Test func `mixed codes do not count as captured`() throws {
    let process = try FactorImages(factors: 2, values: 2)
    let truth = (0..<400).map { [$0 % 2, $0 / 2 % 2] }
    var images = Matrix<Float>(rows: process.pixels, columns: 400)
    for column in 0..<400 {
      for factor in 0..<2 {
        for (pixel, on) in process.pattern(of: truth[column][factor]).enumerated() {
          images[process.place(of: pixel, factor: factor), column] = on
        }
      }
    }
    func recovery(_ codes: [[Int]]) -> FactorRecovery {
      FactorRecovery(process: process, truth: truth, reconstructions: images, codes: codes)
    }
    let clean = recovery(truth.map { [1 - $0[1], $0[0]] })
    #expect(clean.accuracy == 1 && clean.oneToOne == 2)
    #expect(clean.information.map { $0.map { ($0 * 1000).rounded() } } == [[0, 1000], [1000, 0]])
    // Four classes for the pair of factors: each factor is told, but not one to one.
    let joint = recovery(truth.map { [2 * $0[0] + $0[1], 0] })
    #expect(joint.oneToOne == 0 && joint.information[0].allSatisfy { abs($0 - 1) < 1e-9 })
    #expect(joint.information[1] == [0, 0])
    // The parity of the factors tells neither.
    #expect(recovery(truth.map { [$0[0] ^ $0[1]] }).oneToOne == 0)
    // Two latents for one factor capture one factor.
    #expect(recovery(truth.map { [$0[0], 1 - $0[0]] }).oneToOne == 1)
    #expect(recovery(truth.map { _ in [] }).oneToOne == 0)
  }

  @Test func `wrong reconstructions lower the accuracy`() throws {
    let process = try FactorImages(factors: 2, values: 4)
    let dataset = Self.dataset(of: process)
    let blank = Matrix<Float>(rows: process.pixels, columns: 1000)
    let truth = try #require(dataset.testFactors)
    let recovery = FactorRecovery(
      process: process, truth: truth, reconstructions: blank, codes: truth)
    // All distances are equal: the lowest value is read, which is right as often as it is there.
    let zeros = truth.joined().count { $0 == 0 }
    #expect(recovery.accuracy == Double(zeros) / 2000)
  }

  @Test func `data without known factors have no optimum`() throws {
    let process = try FactorImages(factors: 2, values: 2)
    let known = Self.dataset(of: process)
    let dataset = Dataset(
      name: "unknown", training: known.training, test: known.test, height: known.height,
      width: known.width)
    let result = try RunEvaluation.evaluate(
      Self.perfectModel(of: process), of: Self.configuration(process), on: dataset, steps: 0,
      samples: 1
    ).evaluation
    #expect(result.optimum == nil && result.gap == nil && result.factorAccuracy == nil)
    let folder = try TemporaryFolder()
    #expect(RunFolder(folder.path).readEvaluation() == nil)
    try RunFolder(folder.path).write(result)
    #expect(RunFolder(folder.path).readEvaluation() == result)
    try folder.file("evaluation.json", Array("{".utf8))
    #expect(RunFolder(folder.path).readEvaluation() == nil)
  }
}
