import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import Training

extension Operation {
  /// Whole training steps at batch 100, and the products of such steps alone.
  static let trainingNames = [
    "vae_linear", "vae_jang", "vae_jang_hard", "vae_linear_gemm", "vae_jang_gemm",
  ]

  /// Prepares a training step: 20 latents of 10 classes over 784 binary pixels, Adam.
  ///
  /// `linear` has no hidden layer, `jang` 512 and 256 units before the code and mirrored after it.
  /// It is the step that `gumbel train` takes, batches and metrics included.
  static func trainingStep(_ name: String) throws -> Operation {
    let hidden = name.hasPrefix("vae_jang") ? [512, 256] : []
    let model = try CategoricalVAEConfiguration(
      features: 784, latents: 20, classes: 10, hidden: hidden)
    if name.hasSuffix("_gemm") { return productsOfStep(model) }
    let images = normal(rows: 784, columns: 2000, stream: 4).map { $0 > 1.13 ? Float(1) : 0 }
    let dataset = Dataset(
      name: "noise", training: images, test: Matrix(rows: 784, columns: 0), height: 28, width: 28)
    let configuration = RunConfiguration(
      data: .folder("noise"), imageHeight: 28, binarization: .none,
      model: .autoencoder(model),
      estimator: name.hasSuffix("_hard") ? .straightThroughGumbel : .gumbelSoftmax,
      temperature: .constant(1), learningRate: .constant(1e-3), divergenceWeight: .constant(1),
      batchSize: 100, steps: .max, metricsInterval: 1000, seed: 0)
    var trainer = try Trainer(configuration, dataset: dataset)
    return Operation(kind: .step, limit: productsOfStep(model).run) { _ = try trainer.step() }
  }

  /// Prepares the products of a training step and nothing else: the limit that BLAS sets.
  private static func productsOfStep(_ model: CategoricalVAEConfiguration) -> Operation {
    let layers =
      Array(zip(model.encoderWidths, model.encoderWidths.dropFirst()))
      + Array(zip(model.decoderWidths, model.decoderWidths.dropFirst()))
    var products: [() -> Void] = []
    for (index, (inputs, outputs)) in layers.enumerated() {
      let x = normal(rows: inputs, columns: 100, stream: 1)
      let weight = normal(rows: outputs, columns: inputs, stream: 2)
      let cotangent = normal(rows: outputs, columns: 100, stream: 3)
      var y = cotangent
      var weightGradient = weight
      var inputGradient = x
      products.append { multiply(weight, x, into: &y) }
      products.append { multiply(cotangent, x.transposed, into: &weightGradient, beta: 1) }
      // Nobody asks for the gradient of the images.
      if index > 0 {
        products.append { multiply(weight.transposed, cotangent, into: &inputGradient) }
      }
    }
    return Operation(kind: .step) { [products] in
      for product in products { product() }
    }
  }
}
