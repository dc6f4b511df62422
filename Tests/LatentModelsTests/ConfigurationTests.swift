import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct ConfigurationTests {
  @Test func `configurations survive JSON, and old files are read`() throws {
    let autoencoder = try CategoricalVAEConfiguration(
      features: 6, latents: 3, classes: 4, hidden: [5, 4], activation: .tanh, decoderHidden: [7],
      code: .signed, stochasticLayers: 2, transitionHidden: [9], prior: .learned, isCentered: true)
    let predictor = try StructuredPredictorConfiguration(
      inputs: 6, outputs: 4, layout: CodeLayout(latents: 3, classes: 2, code: .binary), hidden: [2])
    let classifier = try SemiSupervisedVAEConfiguration(features: 6, classes: 3, styles: 2)
    #expect(try roundTrip(autoencoder) == autoencoder)
    #expect(try roundTrip(predictor) == predictor)
    #expect(try roundTrip(classifier) == classifier)
    #expect(autoencoder.encoderWidths == [6, 5, 4, 12])
    #expect(autoencoder.decoderWidths == [6, 7, 6])
    let old = try JSONDecoder().decode(
      CategoricalVAEConfiguration.self,
      from: Data(
        #"{"activation":"relu","classes":4,"features":9,"hidden":[5,3],"latents":2}"#.utf8))
    #expect(
      old == (try CategoricalVAEConfiguration(features: 9, latents: 2, classes: 4, hidden: [5, 3])))
    #expect(old.decoderWidths == [8, 3, 5, 9])
  }

  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test func `sizes that make no sense are errors`() throws {
    #expect(throws: LatentModelError.self) {
      try CodeLayout(latents: 2, classes: 3, code: .binary)
    }
    #expect(throws: LatentModelError.invalidSize(name: "stochastic layers", value: 0, minimum: 1)) {
      try CategoricalVAEConfiguration(features: 2, latents: 2, classes: 2, stochasticLayers: 0)
    }
    #expect(throws: LatentModelError.self) {
      try SemiSupervisedVAEConfiguration(features: 3, classes: 1, styles: 2)
    }
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(
        CodeLayout.self, from: Data(#"{"latents":1,"classes":6,"code":"signed"}"#.utf8))
    }
  }

  @Test func `what does not apply is refused with a reason`() throws {
    let model = try Tiny.autoencoder(classes: 3)
    func reason(_ options: ObjectiveOptions) -> String {
      do throws(LatentModelError) {
        try model.validate(options)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      reason(ObjectiveOptions(estimator: .arm, temperature: 1))
        == "the estimator 'arm' cannot train a categorical autoencoder: it is for variables of two "
        + "classes, and these have 3")
    #expect(
      reason(ObjectiveOptions(estimator: .vimco, temperature: 1)).contains("two samples or more"))
    #expect(
      reason(
        ObjectiveOptions(estimator: .rebar, temperature: 1, divergence: .relaxedMass, samples: 5)
      ).contains("one sample"))
    #expect(
      reason(ObjectiveOptions(estimator: .reinMax, temperature: 1, divergence: .relaxedDensities))
        .contains("gumbel-softmax"))
    #expect(
      reason(ObjectiveOptions(estimator: .reinMax, temperature: 1, samples: 5))
        .contains("relaxed-mass"))
    #expect(reason(ObjectiveOptions(estimator: .reinMax, temperature: 0)).contains("temperature"))
    #expect(reason(ObjectiveOptions(estimator: .reinMax, temperature: 1)) == "")
    #expect(
      reason(ObjectiveOptions(estimator: .gumbelRao, temperature: 1, conditionalDraws: 0))
        .contains("conditional draws"))
    let classifier = try Tiny.classifier()
    #expect(throws: LatentModelError.self) {
      try classifier.validate(
        ObjectiveOptions(
          estimator: .vimco, temperature: 1, divergence: .relaxedMass, samples: 2))
    }
  }

  @Test func `codes of bits are the bits of the classes`() throws {
    // The argmax class of each variable is written as its bits, the lowest first.
    let model = try Tiny.autoencoder(classes: 4, code: .signed)
    #expect(model.configuration.layout.codeRows == 4)
    #expect(model.configuration.layout.logitRows == 8)
    let bits = try Tiny.autoencoder(classes: 2, code: .binary)
    #expect(bits.configuration.layout.logitRows == 2)
    #expect(bits.configuration.codeSize == 4)
  }

  @Test(arguments: [(3, 28), (70, 28), (1, 0), (1, -3), (1, 5)])
  func `convolutions that do not fit are refused, however many`(count: Int, height: Int) {
    #expect(throws: LatentModelError.self) {
      try SemiSupervisedVAEConfiguration(
        features: 784, classes: 10, styles: 2,
        classifierFilters: Array(repeating: 4, count: count), imageHeight: height)
    }
  }
}
