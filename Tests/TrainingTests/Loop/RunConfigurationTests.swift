import Categorical
import Foundation
import LatentModels
import NeuralNetwork
import Testing
import Training

@Suite struct RunConfigurationTests {
  /// A configuration as the tool wrote it when there was one kind of model.
  static let firstVersion = #"""
    {
      "batchSize" : 500, "binarization" : "none",
      "data" : { "toy" : { "_0" : { "factors" : 2, "flipProbability" : 0.05, "values" : 3 } } },
      "divergenceWeight" : {
        "kind" : "warm-up", "steps" : 3000, "then" : { "kind" : "constant", "value" : 1 }
      },
      "estimator" : "straight-through-gumbel", "imageHeight" : 4,
      "learningRate" : { "from" : 0.003, "kind" : "cosine", "steps" : 10000, "to" : 0.0003 },
      "metricsInterval" : 100,
      "model" : {
        "activation" : "relu", "classes" : 3, "features" : 32, "hidden" : [7, 5], "latents" : 6
      },
      "seed" : 9, "steps" : 10000, "temperature" : { "kind" : "constant", "value" : 0.5 },
      "version" : 1, "weightScale" : 0.1
    }
    """#

  @Test func `a configuration of version 1 is read with defaults for what is new`() throws {
    let configuration = try JSONDecoder().decode(
      RunConfiguration.self, from: Data(Self.firstVersion.utf8))
    #expect(configuration.version == RunConfiguration.currentVersion)
    #expect(
      configuration.model
        == .autoencoder(
          try CategoricalVAEConfiguration(features: 32, latents: 6, classes: 3, hidden: [7, 5])))
    #expect(configuration.optimizer == .adam() && configuration.trainingSamples == 1)
    #expect(configuration.divergence == .discrete && configuration.validation == nil)
    #expect(configuration.labels == nil && configuration.seed == 9)
    let dataset = try Fixture.dataset()
    var fitting = configuration
    fitting.batchSize = 20
    _ = try Trainer(fitting, dataset: dataset)
  }

  @Test(arguments: Fixture.Variant.allCases)
  func `a configuration of each kind survives its file`(variant: Fixture.Variant) throws {
    let configuration = try variant.configuration(Fixture.dataset())
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(RunConfiguration.self, from: data) == configuration)
  }

  @Test func `numbers that make no sense are refused by the name of their option`() throws {
    let dataset = try Fixture.dataset()
    func expectRefusal(_ name: String, _ change: (inout RunConfiguration) -> Void) throws {
      var configuration = try Fixture.configuration(dataset)
      change(&configuration)
      expectOneLine(naming: name) { _ = try Trainer(configuration, dataset: dataset) }
    }
    try expectRefusal("--conditional-draws") { $0.conditionalDraws = 0 }
    try expectRefusal("--train-samples") { $0.trainingSamples = 0 }
    try expectRefusal("--prior-temperature") { $0.priorTemperature = 0 }
    try expectRefusal("--classifier-weight") { $0.classifierWeight = -.infinity }
    try expectRefusal("--patience") {
      $0.validation = ValidationPlan(samples: 5, interval: 1, patience: 0)
    }
    try expectRefusal("--evaluate-every") {
      $0.validation = ValidationPlan(samples: 5, interval: 0)
    }
    try expectRefusal("--labels") { $0.labels = LabelPlan(samples: 10, batchSize: 5) }
    try expectRefusal("--estimator") { $0.estimator = .arm }
    try expectRefusal("--estimator") { $0.estimator = .vimco }
  }
}
