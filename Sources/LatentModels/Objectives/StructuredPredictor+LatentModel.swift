import Categorical
import LinearAlgebra
import NeuralNetwork
public import RandomStreams

extension StructuredPredictor: LatentModel {
  /// The variables of all stochastic layers, the first next to the inputs.
  public var usageLayout: CodeLayout { CodeLayout(configuration.layout, layers: layerCount) }

  /// Every estimator applies but those for binary variables to others and those that need one sample or
  /// several to the other; there is no divergence to choose.
  public func validate(_ options: ObjectiveOptions) throws(LatentModelError) {
    try options.validate(
      for: "a structured predictor", layout: layout, layers: layerCount, hasDivergence: false)
  }

  /// Adds the gradient of the negative `L_m`, whose value is the bound.
  public mutating func accumulateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    try validate(options)
    if options.hasSlope {
      return try accumulateSlopedGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    return try accumulateChainGradient(
      of: batch, options: options.withoutDivergence, estimators: &estimators, stream: stream,
      into: &gradient)
  }

  /// Returns the model with the last layers of the networks between the latents multiplied.
  public func withLogits(scaledBy slope: Scalar) -> Self {
    var model = self
    model.scaleLogits(by: slope)
    return model
  }

  /// Measures `L_m`, the negative of the loss that papers report.
  public func evaluate(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    try evaluateChain(data, samples: samples, relaxation: relaxation, stream: stream)
  }
}

extension StructuredPredictor: StochasticNetwork {
  var layout: CodeLayout { configuration.layout }
  var layerCount: Int { configuration.stochasticLayers }
  var reconstructedLayer: Int { layerCount - 1 }

  func network(_ layer: Int) -> CenteredPerceptron<Scalar> { CenteredPerceptron(layers[layer]) }

  mutating func withNetwork<Result>(
    _ layer: Int, _ body: (inout MultilayerPerceptron<Scalar>) -> Result
  ) -> Result {
    body(&layers[layer])
  }

  mutating func observe(_ context: MultilayerPerceptron<Scalar>.Context, layer: Int) {}

  /// Computes `log p(y|z_n)`.
  func head(
    of pass: ChainPass<Scalar>, targets: Matrix<Scalar>, options: ObjectiveOptions,
    noise: LatentNoise
  ) throws(CategoricalError) -> (
    terms: HeadTerms<Scalar>, context: BernoulliDecoderContext<Scalar>
  ) {
    let (values, context) = decoder.logLikelihood(
      of: targets, given: pass.layers[layerCount - 1].code)
    return (HeadTerms(reconstruction: values, divergences: []), context)
  }

  /// Goes back through the likelihood.
  func headPullback(
    _ context: BernoulliDecoderContext<Scalar>, of pass: ChainPass<Scalar>,
    weights: Vector<Scalar>, options: ObjectiveOptions, into gradient: inout Self?
  ) -> ChainCotangents<Scalar> {
    var cotangents = ChainCotangents<Scalar>(layers: layerCount)
    let toDecoder = context.outputCotangent(weights)
    cotangents.codes[layerCount - 1] =
      gradient.update { decoder.backward(toDecoder, context.network, into: &$0.decoder) }
      ?? decoder.inputCotangent(toDecoder, context.network)
    return cotangents
  }
}
