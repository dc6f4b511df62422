import Categorical
import LinearAlgebra
import RealModule

/// The divergence of one stochastic layer's posterior `q` from its prior `p`, a number for each column.
///
/// With a sample `z` of the layer, its logarithms `Y`, and `H` the entropy, summed over the variables:
///
///     discrete, p independent of what is above   Σ q (log q - log p)
///     discrete, otherwise                        -H(q) - ⟨z, log p⟩
///     relaxedMass                                ⟨z, log q - log p⟩
///     relaxedDensities                           log κ_q(Y) - log κ_p(Y)
///
/// The density of `K` relaxed classes in log space is a sum of log-probabilities,
///
///     log κ(Y) = log Γ(K) + (K - 1) log τ + Σ_k log softmax(ℓ - τ Y)_k,
///
/// so that it takes no more than a softmax: with `u = ℓ - τ Y` its slope is `1 - K softmax(u)`.
struct LayerDivergence<Scalar: RealScalar>: Sendable {
  /// What is given to the layer from above.
  enum Prior: Sendable {
    case uniform
    /// Logits that do not depend on samples, one column for all.
    case fixed(Matrix<Scalar>)
    /// Logits that depend on the samples above, one column for each.
    case conditional(Matrix<Scalar>)
  }

  /// The divergences, one number for each column.
  let values: Vector<Scalar>

  private let form: RelaxedDivergence
  private let classes: Int
  private let layer: ChainPass<Scalar>.Layer
  private let prior: Prior
  private var logQ: Matrix<Scalar>?
  private var logP: Matrix<Scalar>?
  private var uniformGradient: Matrix<Scalar>?
  private var priorTemperature: Scalar = 1

  init(
    _ layer: ChainPass<Scalar>.Layer, prior: Prior, classes: Int, options: ObjectiveOptions
  ) throws(CategoricalError) {
    self.classes = classes
    self.layer = layer
    self.prior = prior
    form = options.divergence
    let shape = layer.logits.shape
    if form == .discrete, case .uniform = prior {
      var divergences = Matrix<Scalar>(rows: shape.rows / classes, columns: shape.columns)
      var gradient = Matrix<Scalar>(rows: shape.rows, columns: shape.columns)
      try klToUniform(layer.logits, classes: classes, into: &divergences, gradient: &gradient)
      values = divergences.columnSums()
      uniformGradient = gradient
      return
    }
    let priorLogits = Self.spread(prior, shape)
    if form == .relaxedDensities {
      guard let logSample = layer.logSample else {
        preconditionFailure("the densities of relaxed samples need samples in log space")
      }
      priorTemperature = Scalar(options.priorTemperature ?? options.temperature)
      let logQ = try logSoftmax(
        layer.logits.adding(logSample, scaledBy: -layer.temperature), classes: classes)
      let logP = try logSoftmax(
        priorLogits.adding(logSample, scaledBy: -priorTemperature), classes: classes)
      let constant =
        Scalar(shape.rows / classes * (classes - 1))
        * (Scalar.log(layer.temperature) - Scalar.log(priorTemperature))
      values = (logQ - logP).columnSums() + Vector(count: shape.columns, repeating: constant)
      (self.logQ, self.logP) = (logQ, logP)
      return
    }
    let logQ = try logSoftmax(layer.logits, classes: classes)
    let logP = try logSoftmax(priorLogits, classes: classes)
    if form == .relaxedMass {
      values = layer.sample.multiplied(by: logQ - logP).columnSums()
    } else if case .conditional = prior {
      values =
        logQ.applying(.exp).multiplied(by: logQ).columnSums()
        - layer.sample.multiplied(by: logP).columnSums()
    } else {
      values = kl(logQ: logQ, logP: logP, classes: classes).columnSums()
    }
    (self.logQ, self.logP) = (logQ, logP)
  }

  /// The prior's logits for every column.
  private static func spread(_ prior: Prior, _ shape: Shape) -> Matrix<Scalar> {
    switch prior {
    case .uniform: Matrix(rows: shape.rows, columns: shape.columns)
    case .fixed(let logits): logits.repeatingColumns(shape.columns)
    case .conditional(let logits): logits
    }
  }

  /// Pulls cotangents of the values back.
  ///
  /// - Parameters:
  ///   - weights: The cotangent of each column's value.
  ///   - index: The number of the layer.
  ///   - cotangents: Where the cotangents of the layer are added.
  /// - Returns: The cotangent of the prior's logits, one column for each sample; nil if it is uniform.
  func pullback(
    _ weights: Vector<Scalar>, layer index: Int, into cotangents: inout ChainCotangents<Scalar>
  ) -> Matrix<Scalar>? {
    if var gradient = uniformGradient {
      gradient.multiplyRows(by: weights)
      cotangents.logits[index].add(gradient)
      return nil
    }
    guard let logQ, let logP else { preconditionFailure("the divergence was not computed") }
    let toPrior =
      form == .relaxedDensities
      ? densitiesPullback(weights, logQ, logP, index, &cotangents)
      : discretePullback(weights, logQ, logP, index, &cotangents)
    if case .uniform = prior { return nil }
    return toPrior
  }

  /// The pullback of the densities: the slope `1 - K softmax(u)` of each, by `ℓ` and by `-τ Y`.
  private func densitiesPullback(
    _ weights: Vector<Scalar>, _ logQ: Matrix<Scalar>, _ logP: Matrix<Scalar>, _ index: Int,
    _ cotangents: inout ChainCotangents<Scalar>
  ) -> Matrix<Scalar> {
    func slope(_ logs: Matrix<Scalar>) -> Matrix<Scalar> {
      var slope = Matrix<Scalar>(rows: logs.rows, columns: logs.columns, repeating: 1)
      slope.add(logs.applying(.exp), scaledBy: -Scalar(classes))
      slope.multiplyRows(by: weights)
      return slope
    }
    let (toPosterior, toPrior) = (slope(logQ), -slope(logP))
    var toSample = toPosterior * -layer.temperature
    toSample.add(toPrior, scaledBy: -priorTemperature)
    cotangents.logSamples[index].add(toSample)
    cotangents.logits[index].add(toPosterior)
    return toPrior
  }

  /// The pullback of the forms that need log-probabilities alone.
  private func discretePullback(
    _ weights: Vector<Scalar>, _ logQ: Matrix<Scalar>, _ logP: Matrix<Scalar>, _ index: Int,
    _ cotangents: inout ChainCotangents<Scalar>
  ) -> Matrix<Scalar> {
    var weighted = layer.sample
    weighted.multiplyRows(by: weights)
    if form == .relaxedMass {
      var toSample = logQ - logP
      toSample.multiplyRows(by: weights)
      cotangents.samples[index].add(toSample)
      cotangents.logits[index].add(logSoftmaxPullback(weighted, output: logQ, classes: classes))
      return -logSoftmaxPullback(weighted, output: logP, classes: classes)
    }
    let runs = Matrix<Scalar>(
      rows: layer.logits.rows / classes, columns: weights.count
    ) { weights[$1] }
    if case .conditional = prior {
      var toSample = -logP
      toSample.multiplyRows(by: weights)
      cotangents.samples[index].add(toSample)
      cotangents.logits[index].add(
        klToUniformPullback(runs, logProbabilities: logQ, classes: classes))
      return -logSoftmaxPullback(weighted, output: logP, classes: classes)
    }
    let pulled = klPullback(runs, logQ: logQ, logP: logP, classes: classes)
    cotangents.logits[index].add(pulled.q)
    return pulled.p
  }
}

extension Matrix where Element: RealScalar {
  /// The sum with a multiple of another matrix.
  fileprivate func adding(_ other: Matrix, scaledBy factor: Element) -> Matrix {
    var sum = self
    sum.add(other, scaledBy: factor)
    return sum
  }
}
