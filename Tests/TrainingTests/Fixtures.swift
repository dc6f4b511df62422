import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import RandomStreams
import Testing
import Training

/// A fresh folder that disappears with the value.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "Training-\(UUID())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes bytes without ceremony and returns their path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }
}

/// The bytes of a file.
func bytes(of path: String) throws -> [UInt8] {
  try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
}

/// Small data and runs that take milliseconds, also without optimization.
enum Fixture {
  /// Two factors of three values: images of 4 × 8 pixels.
  static func dataset(seed: UInt64 = 1) throws -> Dataset {
    let process = try FactorImages(factors: 2, values: 3)
    let training = process.sample(count: 210, stream: RandomStream(seed: seed))
    let test = process.sample(count: 50, stream: RandomStream(seed: seed, stream: 1))
    return Dataset(
      name: "small", training: training.images, test: test.images, height: process.height,
      width: process.width, trainingLabels: training.factors.map { UInt8($0[0]) },
      testLabels: test.factors.map { UInt8($0[0]) }, process: process, testFactors: test.factors)
  }

  /// A run on data with a batch that does not divide them, and records that do not divide 100 steps.
  static func configuration(
    _ dataset: Dataset, latents: Int = 3, steps: Int = 200, seed: UInt64 = 5,
    learningRate: Double = 0.01, metricsInterval: Int = 30, clip: Double? = nil
  ) throws -> RunConfiguration {
    RunConfiguration(
      data: .toy(try FactorImages(factors: 2, values: 3)), imageHeight: dataset.height,
      binarization: .none,
      model: .autoencoder(
        try CategoricalVAEConfiguration(features: dataset.features, latents: latents, classes: 3)),
      estimator: .straightThroughGumbel,
      temperature: .exponential(initial: 1, rate: 1e-3, floor: 0.5),
      learningRate: .constant(learningRate),
      divergenceWeight: .warmUp(steps: 50, then: .constant(1)), gradientNormLimit: clip,
      batchSize: 20, steps: steps, metricsInterval: metricsInterval, seed: seed)
  }

  /// A run of each kind of model, of several estimators, optimizers and forms of the objective.
  enum Variant: String, CaseIterable, Sendable {
    case plain, reinmax, nvil, rebar, relax, vimco, concrete, bits, deep, labelled

    /// The configuration of the run.
    func configuration(_ dataset: Dataset) throws -> RunConfiguration {
      var run = try Fixture.configuration(dataset)
      func model(
        latents: Int = 3, classes: Int = 3, hidden: [Int] = [], code: CodeKind = .oneHot,
        layers: Int = 1, prior: CodePrior = .uniform, isCentered: Bool = false
      ) throws -> ModelConfiguration {
        .autoencoder(
          try CategoricalVAEConfiguration(
            features: dataset.features, latents: latents, classes: classes, hidden: hidden,
            activation: .tanh, code: code, stochasticLayers: layers, prior: prior,
            isCentered: isCentered))
      }
      switch self {
      case .plain:
        run.validation = ValidationPlan(samples: 50, interval: 25, patience: 100)
      case .reinmax:
        run.estimator = .reinMaxRao
        run.conditionalDraws = 3
        run.optimizer = try OptimizerConfiguration(.rAdam, weightDecay: 1e-3)
        run.model = try model(hidden: [6])
      case .nvil:
        run.estimator = .nvil
        run.optimizer = try OptimizerConfiguration(.sgd, momentum: 0.9)
      case .rebar: run.estimator = .rebar
      case .relax: run.estimator = .relax
      case .vimco:
        run.estimator = .vimco
        run.trainingSamples = 3
        run.divergence = .relaxedMass
        run.optimizer = try OptimizerConfiguration(.adamW)
      case .concrete:
        run.estimator = .gumbelSoftmax
        run.divergence = .relaxedDensities
        run.priorTemperature = 0.5
        run.trainingSamples = 2
      case .bits:
        run.model = try model(latents: 4, classes: 2, code: .signed, isCentered: true)
        run.estimator = .arm
      case .deep: run.model = try model(layers: 2, prior: .learned)
      case .labelled:
        run.model = .semiSupervised(
          try SemiSupervisedVAEConfiguration(
            features: dataset.features, classes: 3, styles: 2, hidden: [8]))
        run.labels = LabelPlan(samples: 15, batchSize: 6, distortion: 1)
        run.classifierDropout = 0.5
        run.styleWeight = .linear(from: 4, to: 1, steps: 100)
      }
      return run
    }

    /// A run at its beginning.
    func trainer() throws -> Trainer {
      let dataset = try Fixture.dataset()
      let configuration = try configuration(dataset)
      return try Trainer(configuration, dataset: configuration.prepare(dataset))
    }
  }

  /// The parameters of a model by name.
  static func parameters(of model: any LatentModel<Float>) -> [String: Matrix<Float>] {
    var (model, result) = (model, [String: Matrix<Float>]())
    model.visitState("") { result[$0] = $1 }
    return result
  }

  /// A run at its beginning.
  static func trainer(steps: Int = 200, seed: UInt64 = 5) throws -> Trainer {
    let dataset = try dataset()
    return try Trainer(configuration(dataset, steps: steps, seed: seed), dataset: dataset)
  }
}

extension Trainer {
  /// Takes some steps and returns the records that fell due.
  mutating func take(_ steps: Int) throws -> [MetricsRecord] {
    var records: [MetricsRecord] = []
    for _ in 0..<steps { if let record = try step() { records.append(record) } }
    return records
  }

  /// Every number of the state: parameters and moments, by name.
  var parameters: [String: Matrix<Float>] {
    var (model, optimizer, result) = (model, optimizer, [String: Matrix<Float>]())
    model.visitState("model") { result[$0] = $1 }
    optimizer.visit("optimizer") { result[$0] = $1 }
    return result
  }
}

/// Expects an error of one line that names something, and returns its text.
@discardableResult
func expectOneLine(
  naming names: String..., sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) -> String {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return ""
  } catch {
    let text = "\(error)"
    #expect(
      error is TrainingError || error is FileError || error is LatentModelError,
      "\(type(of: error)): \(text)", sourceLocation: sourceLocation)
    #expect(!text.contains("\n"), sourceLocation: sourceLocation)
    for name in names {
      #expect(text.contains(name), "\(text)", sourceLocation: sourceLocation)
    }
    return text
  }
}

/// Whether a mean of independent values lies within 4.89 standard errors of what is expected; a right
/// mean fails once in a million.
func isMean(_ values: [Double], near expected: Double) -> Bool {
  let count = Double(values.count)
  let mean = values.reduce(0, +) / count
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
  return abs(mean - expected) <= 4.89 * (variance / count).squareRoot()
}
