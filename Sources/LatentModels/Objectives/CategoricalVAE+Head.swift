import Categorical
import LinearAlgebra
import NeuralNetwork

extension CategoricalVAE: StochasticNetwork {
  /// What the backward pass through likelihood and divergences needs.
  struct HeadContext: Sendable {
    var decoder: BernoulliDecoderContext<Scalar>
    var divergences: [LayerDivergence<Scalar>]
    var generation: [MultilayerPerceptron<Scalar>.Context]
  }

  var layout: CodeLayout { configuration.layout }
  var layerCount: Int { configuration.stochasticLayers }
  var reconstructedLayer: Int { 0 }

  func network(_ layer: Int) -> CenteredPerceptron<Scalar> {
    CenteredPerceptron(layer == 0 ? encoder : inference[layer - 1], centering[layer])
  }

  mutating func withNetwork<Result>(
    _ layer: Int, _ body: (inout MultilayerPerceptron<Scalar>) -> Result
  ) -> Result {
    layer == 0 ? body(&encoder) : body(&inference[layer - 1])
  }

  mutating func observe(_ context: MultilayerPerceptron<Scalar>.Context, layer: Int) {
    centering[layer].observe(context)
  }

  /// Computes `log p(x|z₁)` and the divergence of each layer from what the layer above expects.
  func head(
    of pass: ChainPass<Scalar>, targets: Matrix<Scalar>, options: ObjectiveOptions,
    noise: LatentNoise
  ) throws(CategoricalError) -> (terms: HeadTerms<Scalar>, context: HeadContext) {
    let (reconstruction, decoderContext) = decoder.logLikelihood(
      of: targets, given: pass.layers[0].code)
    var context = HeadContext(decoder: decoderContext, divergences: [], generation: [])
    for layer in 0..<layerCount {
      let prior: LayerDivergence<Scalar>.Prior
      if layer < layerCount - 1 {
        let (output, kept) = generation[layer].forward(pass.layers[layer + 1].code)
        context.generation.append(kept)
        prior = .conditional(layout.logits(output))
      } else {
        prior = priorLogits.map { .fixed(layout.logits($0)) } ?? .uniform
      }
      context.divergences.append(
        try LayerDivergence(
          pass.layers[layer], prior: prior, classes: layout.classes, options: options))
    }
    let terms = HeadTerms(
      reconstruction: reconstruction, divergences: context.divergences.map(\.values))
    return (terms, context)
  }

  /// Goes back through likelihood and divergences.
  func headPullback(
    _ context: HeadContext, of pass: ChainPass<Scalar>, weights: Vector<Scalar>,
    options: ObjectiveOptions, into gradient: inout Self?
  ) -> ChainCotangents<Scalar> {
    var cotangents = ChainCotangents<Scalar>(layers: layerCount)
    let toDecoder = context.decoder.outputCotangent(weights)
    cotangents.codes[0] =
      gradient.update {
        decoder.backward(toDecoder, context.decoder.network, into: &$0.decoder)
      } ?? decoder.inputCotangent(toDecoder, context.decoder.network)
    let weights = weights * -Scalar(options.divergenceWeight)
    for layer in 0..<layerCount {
      guard
        let toPrior = context.divergences[layer].pullback(weights, layer: layer, into: &cotangents)
      else { continue }
      let toOutput = layout.logitsPullback(toPrior)
      if layer < layerCount - 1 {
        let (network, kept) = (generation[layer], context.generation[layer])
        cotangents.codes[layer + 1].add(
          gradient.update { network.backward(toOutput, kept, into: &$0.generation[layer]) }
            ?? network.inputCotangent(toOutput, kept))
      } else {
        gradient?.priorLogits?.addRowSums(of: toOutput)
      }
    }
    return cotangents
  }
}
