// A categorical VAE on toy data whose best possible bound is known.

import LatentModels
import LinearAlgebra
import NeuralNetwork
import Training

func train() throws {
  let toy = try FactorImages(factors: 4, values: 4)
  let dataset = try DataSource.toy(toy).load(seed: 0)
  let model = try CategoricalVAEConfiguration(features: toy.pixels, latents: 8, classes: 4)
  let run = RunConfiguration(
    data: .toy(toy), imageHeight: toy.height, binarization: .none, model: .autoencoder(model),
    estimator: .straightThroughGumbel, temperature: .constant(0.5), learningRate: .constant(0.01),
    divergenceWeight: .warmUp(steps: 500, then: .constant(1)), batchSize: 100, steps: 1000,
    metricsInterval: 100, seed: 0)
  var trainer = try Trainer(run, dataset: dataset)
  while trainer.stepsDone < run.steps {
    if let record = try trainer.step() { print(record.step, record.bound) }
  }
  print("optimum", -toy.entropy)
}

try ComputeThreads.with(2) { try train() }
