import Categorical
import LinearAlgebra
import NeuralNetwork

extension SemiSupervisedVAE: StochasticNetwork {
  /// What the backward pass through style, likelihood and divergences needs.
  struct HeadContext: Sendable {
    var encoder: MultilayerPerceptron<Scalar>.SharedContext
    var style: GaussianStyle<Scalar>
    var decoder: BernoulliDecoderContext<Scalar>
    var divergence: LayerDivergence<Scalar>
  }

  var layout: CodeLayout { CodeLayout(variableOf: configuration.classes) }
  var layerCount: Int { 1 }
  var reconstructedLayer: Int { 0 }

  func network(_ layer: Int) -> ConvolutionalPerceptron<Scalar> { classifier }

  mutating func withNetwork<Result>(
    _ layer: Int, _ body: (inout ConvolutionalPerceptron<Scalar>) -> Result
  ) -> Result {
    body(&classifier)
  }

  mutating func observe(_ context: ConvolutionalPerceptron<Scalar>.Context, layer: Int) {}

  /// Draws the style of a given class and computes `log p(x|y, z)` and the divergences of `y` and `z`.
  ///
  /// The style's noise is that of substream 1, the same for every class of a column.
  func head(
    of pass: ChainPass<Scalar>, targets: Matrix<Scalar>, options: ObjectiveOptions,
    noise: LatentNoise
  ) throws(CategoricalError) -> (terms: HeadTerms<Scalar>, context: HeadContext) {
    let label = pass.layers[0].code
    let (parameters, encoderContext) = encoder.forward(shared: pass.inputs, own: label)
    let style = GaussianStyle(
      parameters: parameters,
      noise: noise.standardNormal(
        layer: 1, Shape(rows: configuration.styles, columns: pass.columns)),
      atSample: options.divergence != .discrete)
    let (reconstruction, decoderContext) = decoder.logLikelihood(
      of: targets, given: Matrix(stackingRows: [style.sample, label]))
    let divergence = try LayerDivergence(
      pass.layers[0], prior: .uniform, classes: configuration.classes, options: options)
    return (
      HeadTerms(
        reconstruction: reconstruction, divergences: [divergence.values, style.divergence],
        factors: [1, options.styleWeight]),
      HeadContext(
        encoder: encoderContext, style: style, decoder: decoderContext, divergence: divergence)
    )
  }

  /// Goes back through likelihood, style and divergences to the class.
  func headPullback(
    _ context: HeadContext, of pass: ChainPass<Scalar>, weights: Vector<Scalar>,
    options: ObjectiveOptions, into gradient: inout Self?
  ) -> ChainCotangents<Scalar> {
    var cotangents = ChainCotangents<Scalar>(layers: 1)
    let divergenceWeights = weights * -Scalar(options.divergenceWeight)
    let toOutput = context.decoder.outputCotangent(weights)
    let toDecoder =
      gradient.update {
        decoder.backward(toOutput, context.decoder.network, into: &$0.decoder)
      } ?? decoder.inputCotangent(toOutput, context.decoder.network)
    let (styles, columns) = (configuration.styles, 0..<pass.columns)
    let toParameters = context.style.pullback(
      Matrix(toDecoder[rows: 0..<styles, columns: columns]),
      divergence: divergenceWeights * Scalar(options.styleWeight))
    var toClass =
      gradient.update { encoder.backward(toParameters, context.encoder, into: &$0.encoder) }
      ?? encoder.inputCotangent(toParameters, context.encoder)
    toClass += Matrix(toDecoder[rows: styles..<toDecoder.rows, columns: columns])
    cotangents.codes[0] = toClass
    _ = context.divergence.pullback(divergenceWeights, layer: 0, into: &cotangents)
    return cotangents
  }
}
