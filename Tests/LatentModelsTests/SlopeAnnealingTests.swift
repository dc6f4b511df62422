import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct SlopeAnnealingTests {
  private static let options = ObjectiveOptions(estimator: .slopeAnnealed, temperature: 0.4)

  /// The mean objective of a batch is the enumerated bound of the model with steeper logits.
  static func expectObjective<Model: EnumerableModel>(
    of model: Model, _ data: Observations<Double>
  ) throws {
    let expected = model.withLogits(scaledBy: 2.5).jointStates(of: data, column: 0).bound()
    let many = Observations(
      inputs: Matrix(stackingColumns: Array(repeating: data.inputs, count: 200)),
      targets: Matrix(stackingColumns: Array(repeating: data.targets, count: 200)))
    let found = try (0..<50).map { seed in
      try model.step(many, options, seed: UInt64(seed)).terms.bound
    }
    let mean = found.reduce(0, +) / 50
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
    // |t| ≤ 6 with 49 degrees of freedom: a false alarm in 4e6.
    #expect(abs(mean - expected) <= 6 * (variance / 50).squareRoot())
    // The slope makes a difference that chance does not.
    let flat = model.jointStates(of: data, column: 0).bound()
    #expect(abs(mean - flat) > 10 * (variance / 50).squareRoot())
  }

  @Test(arguments: [1, 2])
  func `the objective is the bound of the steeper model`(layers: Int) throws {
    try Self.expectObjective(
      of: try Tiny.autoencoder(layers: layers, code: .signed, prior: .learned, isCentered: true),
      Observations(Tiny.data(rows: 3, columns: 1)))
    try Self.expectObjective(of: try Tiny.predictor(layers: layers), Tiny.halves(columns: 1))
  }

  /// Chain rule: the derivative by a factor that is common to weights and biases of the logits.
  @Test func `the gradient is that of straight-through times the slope`() throws {
    let model = try Tiny.autoencoder()
    let data = Observations(Tiny.data(rows: 3, columns: 20))
    let found = try model.step(data, Self.options, seed: 4).gradient
    let steep = try model.withLogits(scaledBy: 2.5).step(
      data, ObjectiveOptions(estimator: .straightThrough, temperature: 1), seed: 4
    ).gradient
    for ((name, value), (_, other)) in zip(found.parameters, steep.parameters) {
      expectClose(value, name.hasPrefix("encoder") ? other * 2.5 : other, within: 1e-12, name)
    }
  }

  @Test func `a step leaves the parameters as they were`() throws {
    var model = try Tiny.predictor(layers: 2)
    let before = model.parameters
    var (gradient, states) = (model.zeroGradient, EstimatorStates<Double>())
    for options in [Self.options, ObjectiveOptions(estimator: .slopeAnnealed, temperature: 0.3)] {
      _ = try model.accumulateGradient(
        of: Tiny.halves(columns: 3), options: options, estimators: &states,
        stream: RandomStream(seed: 1), into: &gradient)
    }
    for ((name, value), (_, old)) in zip(model.parameters, before) {
      #expect(value == old, "\(name)")
    }
  }
}
