import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct ClassifierDropoutTests {
  private static func model(filters: [Int]) throws -> SemiSupervisedVAE<Double> {
    var stream = RandomStream(seed: 3)
    return Tiny.stirred(
      SemiSupervisedVAE<Double>(
        try SemiSupervisedVAEConfiguration(
          features: 48, classes: 3, styles: 2, hidden: [4], classifierHidden: [6],
          classifierFilters: filters, imageHeight: 6, activation: .tanh), using: &stream))
  }

  private static let batch = Observations(
    Tiny.data(rows: 48, columns: 4), labels: [0, 2, 1, 2])

  private static var options: ObjectiveOptions {
    var options = ObjectiveOptions(estimator: .exact, temperature: 1, classifierWeight: 0.7)
    options.classifierDropout = 0.5
    return options
  }

  /// Of labelled samples the classifier sees its own term alone, whose value is reported.
  @Test(arguments: [[], [2]])
  func `the gradient is that of the loss with these features left out`(filters: [Int]) throws {
    let model = try Self.model(filters: filters)
    func loss(_ model: SemiSupervisedVAE<Double>) throws -> Double {
      let terms = try model.step(Self.batch, Self.options, seed: 8).terms
      return 0.7 * (try #require(terms.labelled).classifierLoss)
    }
    let found = try model.step(Self.batch, Self.options, seed: 8).gradient.classifier
    for (place, name) in model.classifier.parameters.map(\.name).enumerated() {
      let gradient = found.parameters[place].value
      for element in [(0, 0), (gradient.rows - 1, gradient.columns - 1), (0, gradient.columns / 2)]
      {
        let values = try [1e-5, -1e-5].map { change in
          var moved = model
          moved.classifier.visit("") { other, value in
            if other == name { value[element.0, element.1] += change }
          }
          return try loss(moved)
        }
        expectClose(
          gradient[element.0, element.1], (values[0] - values[1]) / 2e-5, within: 1e-8, "\(name)")
      }
    }
  }

  @Test func `about half of the features of each linear layer are left out, others each step`()
    throws
  {
    let model = try Self.model(filters: [])
    var patterns: Set<[Bool]> = []
    var (missing, count) = (0, 0)
    for seed in 0..<20 {
      let gradient = try model.step(Self.batch, Self.options, seed: UInt64(seed)).gradient
      let weight = gradient.classifier.perceptron.layers[0].weight
      let isMissing = (0..<48).map { column in (0..<6).allSatisfy { weight[$0, column] == 0 } }
      patterns.insert(isMissing)
      missing += isMissing.count { $0 }
      count += 48
    }
    #expect(patterns.count == 20)
    // 960 features and some pixels that are black in all four samples: |z| ≤ 5 is a false alarm in 2e6.
    let black = (0..<48).count { pixel in (0..<4).allSatisfy { Self.batch.inputs[pixel, $0] == 0 } }
    let expected = Double(count - 20 * black) / 2 + Double(20 * black)
    #expect(abs(Double(missing) - expected) <= 5 * (Double(count) / 4).squareRoot())
  }

  @Test func `evaluation leaves nothing out`() throws {
    let model = try Self.model(filters: [2])
    var noisy = model
    var (gradient, states) = (model.zeroGradient, EstimatorStates<Double>())
    _ = try noisy.accumulateGradient(
      of: Self.batch, options: Self.options, estimators: &states, stream: RandomStream(seed: 1),
      into: &gradient)
    #expect(noisy.parameters.map(\.value) == model.parameters.map(\.value))
    #expect(noisy.classes(of: Self.batch.inputs) == model.classes(of: Self.batch.inputs))
  }

  @Test func `classes are alike before training`() throws {
    var stream = RandomStream(seed: 3)
    let model = SemiSupervisedVAE<Double>(
      try SemiSupervisedVAEConfiguration(features: 5, classes: 3, styles: 2, hidden: [4]),
      using: &stream)
    let styles: Matrix<Double> = randomMatrix(2, 3, seed: 1)
    #expect(
      model.decode(styles: styles, classes: [0, 0, 0])
        == model.decode(styles: styles, classes: [2, 1, 0]))
  }
}
