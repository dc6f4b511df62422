import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams

/// A model and all that training changes beside it.
///
/// The trainer holds one of any type of model: an existential whose mutating methods work in place, so
/// that no parameter is copied in a step.
protocol TrainingState: Sendable {
  /// The model as it is now.
  var present: any LatentModel<Float> { get }
  /// The parameters that were best on the validation samples, if there was an evaluation.
  var best: (any LatentModel<Float>)? { get }
  /// The optimizer with what it remembers.
  var optimizer: AnyOptimizer<Float> { get }
  /// What the estimators have learned.
  var learned: [String: Matrix<Double>] { get }

  /// Computes the gradient of the negative objective of a batch.
  mutating func accumulateGradient(
    of batch: Observations<Float>, options: ObjectiveOptions, stream: RandomStream
  ) throws(LatentModelError) -> ObjectiveTerms

  /// Returns the norm of the gradient and scales the gradient down if there is a limit.
  mutating func clip(to limit: Double?) -> Double

  /// Moves the parameters along the gradient.
  mutating func update(learningRate: Double)

  /// Keeps the present parameters as the best ones.
  mutating func keepBest()

  /// Takes what a checkpoint holds.
  mutating func restore(_ saved: SavedState) throws
}

/// The matrices of a checkpoint.
struct SavedState {
  /// Parameters and moments under `model.`, `optimizer.` and `best.`.
  var matrices: [String: Matrix<Float>] = [:]
  /// The number of updates of the optimizer.
  var optimizerStep: Int
  /// What the estimators had learned.
  var learned: [String: Matrix<Double>] = [:]
}

/// The state of the training of one type of model.
struct StateOfTraining<Model: LatentModel>: TrainingState where Model.Scalar == Float {
  private var model: Model
  private var gradient: Model
  private var bestModel: Model?
  private(set) var optimizer: AnyOptimizer<Float>
  private var estimators = EstimatorStates<Float>()

  /// Starts with a new model.
  init(_ model: Model, optimizer: OptimizerConfiguration) {
    self.model = model
    gradient = model.zeroGradient
    self.optimizer = optimizer.optimizer(for: model)
  }

  var present: any LatentModel<Float> { model }
  var best: (any LatentModel<Float>)? { bestModel }
  var learned: [String: Matrix<Double>] { estimators.learned }

  mutating func accumulateGradient(
    of batch: Observations<Float>, options: ObjectiveOptions, stream: RandomStream
  ) throws(LatentModelError) -> ObjectiveTerms {
    gradient.setToZero(like: model)
    return try model.accumulateGradient(
      of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
  }

  mutating func clip(to limit: Double?) -> Double {
    limit.map { clipByNorm(&gradient, maximum: $0) } ?? gradient.norm(like: model)
  }

  mutating func update(learningRate: Double) {
    optimizer.update(&model, along: gradient, learningRate: learningRate)
  }

  mutating func keepBest() { bestModel = model }

  mutating func restore(_ saved: SavedState) throws {
    var restored = self
    try restored.model.restore(from: saved.matrices, path: "model")
    try restored.optimizer.restore(
      from: saved.matrices.withoutMoments(ofBuffersIn: model), path: "optimizer")
    restored.optimizer.step = saved.optimizerStep
    restored.estimators.restore(saved.learned)
    if saved.matrices.keys.contains(where: { $0.hasPrefix("best.") }) {
      var best = model
      try best.restore(from: saved.matrices, path: "best")
      restored.bestModel = best
    }
    self = restored
  }
}

extension [String: Matrix<Float>] {
  /// What a checkpoint holds less the moments of buffers, which optimizers once kept.
  fileprivate func withoutMoments(ofBuffersIn model: some LatentModel<Float>) -> Self {
    var (model, buffers) = (model, [String]())
    model.visitBuffers("") { name, _ in buffers.append(".\(name)") }
    return filter { entry in
      !(entry.key.hasPrefix("optimizer.") && buffers.contains { entry.key.hasSuffix($0) })
    }
  }
}
