import Categorical
public import LinearAlgebra
import NeuralNetwork
import RandomStreams

/// What the estimators of a model's stochastic layers learn in the course of training.
///
/// Baselines, critics and the weights of control variates are not parameters of the model, but a run
/// that is to go on bit for bit needs them: save ``learned`` and hand it to ``restore(_:)``. A fresh
/// value is a start from nothing.
public struct EstimatorStates<Scalar: RealScalar>: Sendable {
  /// Buffers of noise, kept from step to step for their storage alone.
  private(set) var noise: [Matrix<Scalar>] = []

  /// Matrices of the passes, kept likewise.
  var workspace = PassWorkspace<Scalar>()

  /// What was learned so far, by name; empty for estimators that do not learn.
  ///
  /// Names start with the number of the stochastic layer, as in `"0.mean"`.
  public private(set) var learned: [String: Matrix<Double>] = [:]

  /// Starts from nothing.
  public init() {}

  /// Takes up what was learned before.
  ///
  /// Whether it is what the estimator of the run learns is found at the next step, which throws
  /// ``LatentModelError/undefined(_:)`` if not.
  ///
  /// - Parameter learned: What ``learned`` was.
  public mutating func restore(_ learned: [String: Matrix<Double>]) { self.learned = learned }

  /// Fills the buffers of noise with numbers of a stream, draw by draw.
  mutating func fillNoise(shape: Shape, draws: Int, from stream: RandomStream) {
    if noise.count != draws || noise[0].shape != shape {
      noise = Array(repeating: Matrix(rows: shape.rows, columns: shape.columns), count: draws)
    }
    var stream = stream
    for draw in noise.indices { fillGumbelNoise(&noise[draw], using: &stream) }
  }

  /// Estimates the gradient of an objective by the logits of a layer, and learns from it.
  mutating func estimate(
    _ objective: some DifferentiableObjective<Scalar>, layer: Int, at logits: Matrix<Scalar>,
    _ layout: CodeLayout, _ options: ObjectiveOptions, _ noise: LatentNoise
  ) throws(CategoricalError) -> Matrix<Scalar> {
    var estimator = options.estimator.makeEstimator(temperature: options.temperature)
    let prefix = "\(layer)."
    let known = learned.filter { $0.key.hasPrefix(prefix) }
    if !known.isEmpty {
      try estimator.restore(
        Dictionary(
          uniqueKeysWithValues: known.map { (String($0.key.dropFirst(prefix.count)), $0.value) }))
    }
    var generator = noise.generator(layer: layer, rows: logits.rows, of: Scalar.self)
    let estimate = try estimator.estimate(
      objective, at: logits, classes: layout.classes, using: &generator)
    for (name, value) in estimator.learned { learned[prefix + name] = value }
    return estimate.gradient
  }
}
