// An autoencoder, a predictor of half images and a classifier with few labels, in ten lines each.

import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams

/// Takes some steps of Adam; the same for every model.
func train<Model: LatentModel<Float>>(
  _ model: inout Model, on data: Observations<Float>, _ options: ObjectiveOptions, steps: Int
) throws {
  var (gradient, estimators) = (model.zeroGradient, EstimatorStates<Float>())
  var optimizer = Adam(for: model)
  for step in 0..<steps {
    gradient.setToZero()
    _ = try model.accumulateGradient(
      of: data, options: options, estimators: &estimators,
      stream: RandomStream(seed: 2).substream(UInt64(step)), into: &gradient)
    optimizer.update(&model, along: gradient, learningRate: 0.02)
  }
}

// Images of four stripes, one of which is lit.
let stripes = (0..<100).map { $0 % 4 }
let images = Matrix<Float>(rows: 16, columns: 100) { row, column in
  (row % 8) / 2 == stripes[column] ? 1 : 0
}

func autoencoder() throws {
  var stream = RandomStream(seed: 1)
  var model = CategoricalVAE<Float>(
    try CategoricalVAEConfiguration(features: 16, latents: 2, classes: 4), using: &stream)
  let options = ObjectiveOptions(estimator: .reinMax, temperature: 1)
  try train(&model, on: Observations(images), options, steps: 500)
  let found = try model.evaluate(images, samples: 100, stream: stream)
  print("autoencoder:", found.importanceWeightedBound, "nats; -log 4, -1.386, is best")
}

func predictor() throws {
  var stream = RandomStream(seed: 1)
  var model = StructuredPredictor<Float>(
    try StructuredPredictorConfiguration(
      inputs: 8, layout: CodeLayout(latents: 4, classes: 2, code: .signed)), using: &stream)
  let halves = Observations(halvesOf: images)
  try train(
    &model, on: halves, ObjectiveOptions(estimator: .disarm, temperature: 1), steps: 500)
  let found = try model.evaluate(halves, samples: 100, stream: stream)
  print("predictor:", found.importanceWeightedBound, "nats; zero is best")
}

func classifier() throws {
  var stream = RandomStream(seed: 1)
  var model = SemiSupervisedVAE<Float>(
    try SemiSupervisedVAEConfiguration(features: 16, classes: 4, styles: 2, hidden: [16]),
    using: &stream)
  let few = stripes.indices.map { $0 < 12 ? stripes[$0] : nil }
  let options = ObjectiveOptions(estimator: .exact, temperature: 1, classifierWeight: 1)
  try train(&model, on: Observations(images, labels: few), options, steps: 500)
  let found = try model.evaluate(
    Observations(images, labels: stripes), samples: 10, stream: stream)
  print("classifier:", found.accuracy ?? 0, "of the classes recognized")
}

try autoencoder()
try predictor()
try classifier()
