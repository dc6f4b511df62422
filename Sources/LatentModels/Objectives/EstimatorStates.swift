public import LinearAlgebra

/// What the estimators of a model's stochastic layers learn in the course of training.
///
/// Baselines, critics and the weights of control variates are not parameters of the model, but a run
/// that is to go on bit for bit needs them: save ``learned`` and hand it to ``restore(_:)``. A fresh
/// value is a start from nothing.
public struct EstimatorStates<Scalar: RealScalar>: Sendable {
  /// Buffers of noise, kept from step to step for their storage alone.
  var noise: [Matrix<Scalar>] = []

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
}
