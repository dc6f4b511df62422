import Categorical
public import LinearAlgebra
public import RandomStreams

extension CategoricalVAE: LatentModel {
  /// The variables of all stochastic layers, `z₁` first.
  public var usageLayout: CodeLayout {
    CodeLayout(configuration.layout, layers: configuration.stochasticLayers)
  }

  /// Every estimator applies but those for binary variables to others and those that need one sample or
  /// several to the other.
  public func validate(_ options: ObjectiveOptions) throws(LatentModelError) {
    try options.validate(
      for: "a categorical autoencoder", layout: layout, layers: layerCount, hasDivergence: true)
  }

  /// Adds the gradient of the negative `m`-sample bound, with the weight `β` of the divergence.
  ///
  ///     L̂ = log (1/m) Σ_k exp(log p(x|z_k) - β D_k)
  public mutating func accumulateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    try validate(options)
    if options.hasSlope {
      return try accumulateSlopedGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    guard let estimator = options.estimator.pathwise, configuration.isPlain,
      options.samples == 1, options.divergence == .discrete,
      !estimator.hasDraws || options.conditionalDraws == PathwiseEstimatorName.standardDraws
    else {
      return try accumulateChainGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    estimators.fillNoise(
      shape: Shape(rows: configuration.codeSize, columns: batch.count),
      draws: 1 + estimator.conditionalDraws, from: stream)
    do {
      var (terms, code, context) = try bound(
        of: batch.inputs, noise: estimators.noise[0],
        conditionalNoise: Array(estimators.noise[1...]),
        options: BoundOptions(
          estimator: estimator, temperature: Scalar(options.temperature),
          divergenceWeight: Scalar(options.divergenceWeight)), &estimators.workspace)
      accumulateGradient(of: &context, into: &gradient, &estimators.workspace)
      var usage = CodeUsage(usageLayout)
      usage.add(code)
      return ObjectiveTerms(
        bound: terms.bound, reconstruction: terms.reconstruction, divergence: terms.divergence,
        usage: usage)
    } catch {
      throw .undefined(error)
    }
  }

  /// Returns the model with the last layers of the inference networks multiplied.
  public func withLogits(scaledBy slope: Scalar) -> Self {
    var model = self
    model.scaleLogits(by: slope)
    return model
  }

  /// Measures the importance-weighted bound `L_m` of the targets.
  ///
  ///     L_m(x) = log (1/m) Σ_k p(x, z_k) / q(z_k|x),   z_k ~ q(z|x)
  ///
  /// `L_1` is the evidence lower bound; `L_m` rises with `m` towards `log p(x)`. The mean runs in log
  /// space. The noise is addressed by draw and column, so the result does not depend on how the work is cut.
  ///
  /// > Reference: Burda, Grosse and Salakhutdinov (2016), equation 8.
  public func evaluate(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    precondition(
      data.inputs.rows == configuration.features,
      "the input is \(data.inputs.shape), but the model has \(configuration.features) features")
    return try evaluateChain(data, samples: samples, relaxation: relaxation, stream: stream)
  }

  /// Measures the bound of data that are their own targets.
  ///
  /// - Parameters:
  ///   - input: `features × samples`, binary (grey values give no likelihood).
  ///   - samples: The number of codes for each column, `m`, at least one.
  ///   - stream: Where the noise comes from; draw `k` takes its substream `k`.
  /// - Returns: The bounds and how often each class was drawn.
  /// - Throws: ``LatentModelError`` if the model yields logits that are not finite.
  public func evaluate(
    _ input: Matrix<Scalar>, samples: Int, stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    try evaluate(Observations(input), samples: samples, relaxation: nil, stream: stream)
  }
}
