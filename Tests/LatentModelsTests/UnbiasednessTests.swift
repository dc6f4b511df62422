import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

/// Estimators that are unbiased by theory, against the enumerated objective.
///
/// A batch of equal columns averages as many draws. The gradient is compared along random directions;
/// the standard error comes from repetitions. |t| < 7 with 29 degrees of freedom fails by chance
/// about once in 10⁷, and less than 200 numbers are compared.
@Suite struct UnbiasednessTests {
  static let estimators: [EstimatorName] = [
    .reinforce, .reinforceMovingAverage, .reinforceLeaveOneOut, .nvil, .rloo, .rlooTwo, .muProp,
    .rebar, .relax, .arm,
    .disarm, .exact,
  ]

  /// The number of draws of one step; more where slow tests run, in release.
  static let columns =
    ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] == nil ? 60 : 1000

  static func expectUnbiased<Model: LatentModel<Double>>(
    _ model: Model, _ data: Observations<Double>, _ options: ObjectiveOptions,
    of value: (Model) -> Double
  ) throws {
    let deviation = try deviation(model, data, options, of: value)
    #expect(deviation <= 7, "\(options.estimator) is off by \(deviation) standard errors")
  }

  /// The largest deviation from the objective's slope along a direction, in standard errors.
  static func deviation<Model: LatentModel<Double>>(
    _ model: Model, _ data: Observations<Double>, _ options: ObjectiveOptions,
    columns: Int = columns, repetitions: Int = 30, of value: (Model) -> Double
  ) throws -> Double {
    let batch = Observations(
      inputs: Matrix(stackingColumns: Array(repeating: data.inputs, count: columns)),
      targets: Matrix(stackingColumns: Array(repeating: data.targets, count: columns)))
    var stream = RandomStream(seed: 21)
    let directions = (0..<3).map { _ in
      var direction = model.zeroGradient
      direction.visit("") { _, parameter in
        parameter = .normal(rows: parameter.rows, columns: parameter.columns, using: &stream)
      }
      return direction
    }
    var sums: [[Double]] = [[], [], []]
    var (moving, estimators) = (model, EstimatorStates<Double>())
    for repetition in 0..<repetitions {
      var gradient = model.zeroGradient
      _ = try moving.accumulateGradient(
        of: batch, options: options, estimators: &estimators,
        stream: stream.substream(UInt64(repetition)), into: &gradient)
      for (index, direction) in directions.enumerated() {
        sums[index].append(
          zip(direction.parameters, gradient.parameters).reduce(0) {
            $0 + $1.0.value.dot($1.1.value)
          })
      }
    }
    return zip(directions, sums).reduce(0) { worst, pair in
      let (direction, found) = pair
      let step = 1e-5
      let expected =
        (value(moved(model, direction, step)) - value(moved(model, direction, -step))) / (2 * step)
      let mean = found.reduce(0, +) / Double(repetitions)
      let variance =
        found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(repetitions - 1)
      // Besides chance, the central difference is off by about 1e-8.
      let error = (variance / Double(repetitions)).squareRoot() + 1e-8
      return max(worst, abs(mean - expected) / error)
    }
  }

  private static func moved<Model: LatentModel<Double>>(
    _ model: Model, _ direction: Model, _ step: Double
  ) -> Model {
    var model = model
    model.add(direction, scaledBy: step)
    return model
  }

  @Test(arguments: estimators)
  func `autoencoders of two layers`(estimator: EstimatorName) throws {
    let model = try Tiny.autoencoder(layers: 2, code: .binary, prior: .learned)
    let data = Observations(Tiny.data(rows: 3, columns: 1))
    // Entropies are in closed form, or of the sample for estimators of each kind.
    let forms: [RelaxedDivergence] =
      [.rloo, .rebar, .disarm].contains(estimator) ? [.discrete, .relaxedMass] : [.discrete]
    for divergence in forms {
      let options = ObjectiveOptions(
        estimator: estimator, temperature: 0.7, divergenceWeight: 0.8, divergence: divergence)
      try Self.expectUnbiased(model, data, options) { -$0.exactBound(data, weight: 0.8) }
    }
  }

  @Test(arguments: estimators)
  func `predictors of two layers`(estimator: EstimatorName) throws {
    let model = try Tiny.predictor()
    let data = Tiny.halves(columns: 1)
    try Self.expectUnbiased(
      model, data, ObjectiveOptions(estimator: estimator, temperature: 0.7)
    ) { -$0.exactBound(data) }
  }

  @Test func `straight-through is found to be biased`() throws {
    let model = try Tiny.predictor()
    let data = Tiny.halves(columns: 1)
    let options = ObjectiveOptions(estimator: .straightThrough, temperature: 0.3)
    let deviation = try Self.deviation(model, data, options, columns: 500) {
      -$0.exactBound(data)
    }
    #expect(deviation > 10, "only \(deviation) standard errors")
  }

  @Test func `the bound of two samples by vimco`() throws {
    let options = ObjectiveOptions(
      estimator: .vimco, temperature: 1, divergence: .relaxedMass, samples: 2)
    for layers in [1, 2] {
      let model = try Tiny.autoencoder(layers: layers, code: .signed, prior: .learned)
      let data = Observations(Tiny.data(rows: 3, columns: 1))
      try Self.expectUnbiased(model, data, options) {
        -$0.jointStates(of: data, column: 0).pairBound()
      }
      let predictor = try Tiny.predictor(layers: layers)
      let halves = Tiny.halves(columns: 1)
      try Self.expectUnbiased(predictor, halves, options) {
        -$0.jointStates(of: halves, column: 0).pairBound()
      }
    }
  }
}
