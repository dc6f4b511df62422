import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams

/// Models of a few variables with parameters that are not small, and data for them.
enum Tiny {
  static func data(rows: Int, columns: Int, seed: UInt64 = 17) -> Matrix<Double> {
    var stream = RandomStream(seed: seed)
    return Matrix(rows: rows, columns: columns) { _, _ in
      Double.random(in: 0..<1, using: &stream) < 0.5 ? 0 : 1
    }
  }

  /// Adds normal numbers to all parameters and running means, biases and prior logits included.
  static func stirred<Model: LatentModel<Double>>(_ model: Model, seed: UInt64 = 5) -> Model {
    var (model, stream) = (model, RandomStream(seed: seed))
    model.visitState("") { _, parameter in
      parameter += Matrix.normal(
        rows: parameter.rows, columns: parameter.columns, standardDeviation: 0.5, using: &stream)
    }
    return model
  }

  static func autoencoder(
    layers: Int = 1, classes: Int = 2, code: CodeKind = .oneHot, prior: CodePrior = .uniform,
    isCentered: Bool = false, hidden: [Int] = []
  ) throws -> CategoricalVAE<Double> {
    var stream = RandomStream(seed: 3)
    return stirred(
      CategoricalVAE(
        try CategoricalVAEConfiguration(
          features: 3, latents: 2, classes: classes, hidden: hidden, activation: .tanh, code: code,
          stochasticLayers: layers, prior: prior, isCentered: isCentered), using: &stream))
  }

  static func predictor(
    layers: Int = 2, classes: Int = 2, code: CodeKind = .signed
  ) throws -> StructuredPredictor<Double> {
    var stream = RandomStream(seed: 4)
    return stirred(
      StructuredPredictor(
        try StructuredPredictorConfiguration(
          inputs: 3, outputs: 2, layout: CodeLayout(latents: 2, classes: classes, code: code),
          stochasticLayers: layers), using: &stream))
  }

  static func classifier() throws -> SemiSupervisedVAE<Double> {
    var stream = RandomStream(seed: 6)
    return stirred(
      SemiSupervisedVAE(
        try SemiSupervisedVAEConfiguration(
          features: 4, classes: 3, styles: 2, hidden: [3], activation: .tanh), using: &stream))
  }

  static func halves(columns: Int) -> Observations<Double> {
    Observations(
      inputs: data(rows: 3, columns: columns), targets: data(rows: 2, columns: columns, seed: 8))
  }
}

extension LatentModel<Double> {
  /// The gradient of a step and what it was worth; the model stays as it is.
  func step(
    _ batch: Observations<Double>, _ options: ObjectiveOptions, seed: UInt64 = 1
  ) throws -> (gradient: Self, terms: ObjectiveTerms) {
    var (model, gradient, estimators) = (self, zeroGradient, EstimatorStates<Double>())
    let terms = try model.accumulateGradient(
      of: batch, options: options, estimators: &estimators, stream: RandomStream(seed: seed),
      into: &gradient)
    return (gradient, terms)
  }
}
