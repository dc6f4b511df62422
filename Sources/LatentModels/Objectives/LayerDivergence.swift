import Categorical
import LinearAlgebra

/// The divergence of one stochastic layer's posterior `q` from its prior `p`, a number for each column.
///
/// With a sample `z` of the layer, its logarithms `Y`, and `H` the entropy, summed over the variables:
///
///     discrete, p independent of what is above   Σ q (log q - log p)
///     discrete, otherwise                        -H(q) - ⟨z, log p⟩
///     relaxedMass                                ⟨z, log q - log p⟩
///     relaxedDensities                           log κ_q(Y) - log κ_p(Y)
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
  private var densities: (posterior: ExpConcrete<Scalar>, prior: ExpConcrete<Scalar>)?

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
      let temperature = Scalar(options.priorTemperature ?? options.temperature)
      let pair = (
        posterior: try ExpConcrete(
          logits: layer.logits, classes: classes, temperature: layer.temperature),
        prior: try ExpConcrete(logits: priorLogits, classes: classes, temperature: temperature)
      )
      values = try form.value(posterior: pair.posterior, prior: pair.prior, sample: logSample)
        .columnSums()
      densities = pair
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
    let runs = Matrix<Scalar>(
      rows: layer.logits.rows / classes, columns: weights.count
    ) { weights[$1] }
    var toPrior: Matrix<Scalar>
    if let densities, let logSample = layer.logSample {
      guard
        let pulled = try? form.pullback(
          runs, posterior: densities.posterior, prior: densities.prior, sample: logSample)
      else { preconditionFailure("the densities were defined in the forward pass") }
      cotangents.logSamples[index].add(pulled.sample)
      cotangents.logits[index].add(pulled.posterior)
      toPrior = pulled.prior
    } else {
      guard let logQ, let logP else { preconditionFailure("the divergence was not computed") }
      toPrior = discretePullback(weights, runs, logQ, logP, index, &cotangents)
    }
    if case .uniform = prior { return nil }
    return toPrior
  }

  /// The pullback of the forms that need log-probabilities alone.
  private func discretePullback(
    _ weights: Vector<Scalar>, _ runs: Matrix<Scalar>, _ logQ: Matrix<Scalar>,
    _ logP: Matrix<Scalar>, _ index: Int, _ cotangents: inout ChainCotangents<Scalar>
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
