import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

/// Models learn: after a few hundred steps held-out data are worth much more than at the start.
@Suite struct LearningTests {
  /// Images of two halves: one of four patterns above, and its mirror image below.
  static func images(_ columns: Int, seed: UInt64) -> (images: Matrix<Float>, patterns: [Int]) {
    var stream = RandomStream(seed: seed)
    let patterns = (0..<columns).map { _ in Int.random(in: 0..<4, using: &stream) }
    let images = Matrix<Float>(rows: 16, columns: columns) { row, column in
      let place = row < 8 ? row : 15 - row
      let isOn = place / 2 == patterns[column]
      return (Float.random(in: 0..<1, using: &stream) < 0.05) != isOn ? 1 : 0
    }
    return (images, patterns)
  }

  static func train<Model: LatentModel<Float>>(
    _ model: inout Model, on data: Observations<Float>, steps: Int, _ options: ObjectiveOptions,
    learningRate: Double = 0.02
  ) throws {
    var (gradient, estimators) = (model.zeroGradient, EstimatorStates<Float>())
    var optimizer = Adam(for: model)
    let stream = RandomStream(seed: 12)
    for step in 0..<steps {
      gradient.setToZero()
      _ = try model.accumulateGradient(
        of: data, options: options, estimators: &estimators,
        stream: stream.substream(UInt64(step)), into: &gradient)
      optimizer.update(&model, along: gradient, learningRate: learningRate)
    }
  }

  @Test(arguments: [EstimatorName.disarm, .reinMax])
  func `an autoencoder of two layers learns`(estimator: EstimatorName) throws {
    var stream = RandomStream(seed: 1)
    var model = CategoricalVAE<Float>(
      try CategoricalVAEConfiguration(
        features: 16, latents: 4, classes: 2, code: .signed, stochasticLayers: 2,
        prior: .learned, isCentered: true), using: &stream)
    let (training, test) = (Self.images(50, seed: 1).images, Self.images(200, seed: 2).images)
    let before = try model.evaluate(test, samples: 10, stream: stream)
    try Self.train(
      &model, on: Observations(training), steps: 300,
      ObjectiveOptions(estimator: estimator, temperature: 1, divergence: .relaxedMass))
    let after = try model.evaluate(test, samples: 10, stream: stream)
    // Sixteen fair coins are 11.1 nats; pattern and noise are 1.4 + 16 · 0.2 = 4.6.
    #expect(after.importanceWeightedBound > before.importanceWeightedBound + 3)
    #expect(after.importanceWeightedBound > -7)
  }

  @Test(arguments: [EstimatorName.vimco, .straightThroughGumbel])
  func `a predictor learns the lower half from the upper`(estimator: EstimatorName) throws {
    var stream = RandomStream(seed: 2)
    let training = Observations(halvesOf: Self.images(50, seed: 1).images)
    let test = Observations(halvesOf: Self.images(200, seed: 2).images)
    var model = StructuredPredictor<Float>(
      try StructuredPredictorConfiguration(
        inputs: 8, layout: CodeLayout(latents: 4, classes: 2, code: .signed)), using: &stream)
    try Self.train(
      &model, on: training, steps: 300,
      ObjectiveOptions(estimator: estimator, temperature: 1, samples: 4))
    let after = try model.evaluate(test, samples: 20, stream: stream)
    // Without the upper half: 1.4 + 8 · 0.2 = 3.0 nats; with it 8 · 0.2 = 1.6.
    #expect(after.importanceWeightedBound > -2.6)
    let halves = try model.completions(of: test.inputs, stream: stream)
    #expect(halves.shape == test.targets.shape)
  }

  @Test(arguments: [EstimatorName.exact, .gumbelSoftmax])
  func `a classifier learns from eight labels`(estimator: EstimatorName) throws {
    var stream = RandomStream(seed: 3)
    var model = SemiSupervisedVAE<Float>(
      try SemiSupervisedVAEConfiguration(features: 16, classes: 4, styles: 2, hidden: [16]),
      using: &stream)
    let (images, patterns) = Self.images(60, seed: 1)
    let labels = patterns.indices.map { place in
      patterns[..<place].count { $0 == patterns[place] } < 2 ? patterns[place] : nil
    }
    try Self.train(
      &model, on: Observations(images, labels: labels), steps: 200,
      ObjectiveOptions(estimator: estimator, temperature: 0.7, classifierWeight: 1))
    let (test, truth) = Self.images(200, seed: 2)
    let found = try model.evaluate(
      Observations(test, labels: truth), samples: 2, stream: stream)
    #expect(try #require(found.accuracy) > 0.9)
    let grid = model.grid(styles: 3, using: &stream)
    #expect(grid.shape == Shape(rows: 16, columns: 12))
  }

  @Test(arguments: [EstimatorName.nvil, .rebar, .relax, .reinforceMovingAverage])
  func `estimators go on from what they learned`(estimator: EstimatorName) throws {
    var stream = RandomStream(seed: 4)
    var model = StructuredPredictor<Float>(
      try StructuredPredictorConfiguration(
        inputs: 8, layout: CodeLayout(latents: 3, classes: 2)), using: &stream)
    let data = Observations(halvesOf: Self.images(10, seed: 1).images)
    let options = ObjectiveOptions(estimator: estimator, temperature: 0.5)
    try BLASThreads.with(1) {
      var states = EstimatorStates<Float>()
      var gradient = model.zeroGradient
      for step in 0..<3 {
        _ = try model.accumulateGradient(
          of: data, options: options, estimators: &states,
          stream: stream.substream(UInt64(step)), into: &gradient)
      }
      #expect(!states.learned.isEmpty)
      #expect(states.learned.keys.allSatisfy { $0.hasPrefix("0.") || $0.hasPrefix("1.") })
      var resumed = EstimatorStates<Float>()
      resumed.restore(states.learned)
      var (one, two) = (model.zeroGradient, model.zeroGradient)
      _ = try model.accumulateGradient(
        of: data, options: options, estimators: &states, stream: stream, into: &one)
      _ = try model.accumulateGradient(
        of: data, options: options, estimators: &resumed, stream: stream, into: &two)
      for ((name, a), (_, b)) in zip(one.parameters, two.parameters) { #expect(a == b, "\(name)") }
      #expect(states.learned == resumed.learned)
    }
  }
}
