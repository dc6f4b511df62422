import Categorical
import LinearAlgebra
import NeuralNetwork
import RandomStreams

extension StochasticNetwork {
  /// Adds the gradient of the negative objective by whatever estimator the options name.
  ///
  /// The gradient is averaged over `total` samples, those of the batch if nil; the terms are averaged over
  /// the batch.
  mutating func accumulateChainGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream,
    averagingOver total: Int? = nil, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    let scale = -1 / Scalar(max(total ?? batch.count, 1))
    do {
      let noise = LatentNoise(stream: stream)
      let model = self
      let (terms, contexts) = try lending(&gradient) { gradient throws(CategoricalError) in
        options.estimator.pathwise == nil && options.estimator != .vimco
          ? try model.estimateGradient(
            of: batch, options: options, estimators: &estimators, noise: noise, scale: scale,
            into: &gradient)
          : try model.sampleGradient(
            of: batch, options: options, noise: noise, scale: scale, into: &gradient)
      }
      for (layer, context) in contexts.enumerated() { observe(context, layer: layer) }
      return terms
    } catch {
      throw .undefined(error)
    }
  }

  /// Differentiates the `m`-sample objective at samples of all layers, drawn once.
  ///
  ///     ∂L̂ = Σ_k w̃_k ∂(log p(x|z_k) - β D_k)      through the draws, for path-wise estimators
  ///        + Σ_k (L̂ - L̂_-k) ∂log q(z_k|x)          for VIMCO, whose draws have no way back
  private func sampleGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions, noise: LatentNoise,
    scale: Scalar, into gradient: inout Self?
  ) throws(CategoricalError) -> (ObjectiveTerms, [Network.Context]) {
    let samples = options.samples
    let pass = try chain(
      batch.inputs, samples: samples, by: options.draw, noise: noise)
    let (terms, context) = try head(
      of: pass, targets: batch.targets.repeatingColumns(samples), options: options, noise: noise)
    var usage = CodeUsage(usageLayout)
    usage.add(pass.samples)
    let bound = MonteCarloBound(
      samples == 1 ? terms.bound : terms.objective(weight: options.divergenceWeight),
      samples: samples)
    var cotangents = headPullback(
      context, of: pass, weights: scale * bound.shares, options: options, into: &gradient)
    if options.estimator == .vimco {
      let signals = bound.signals * scale
      for index in pass.layers.indices {
        var score = pass.layers[index].sample
        score -= try softmax(pass.layers[index].logits, classes: layout.classes)
        score.multiplyRows(by: signals)
        cotangents.logits[index].add(score)
      }
    }
    chainPullback(pass, cotangents, into: &gradient)
    return (
      ObjectiveTerms(
        terms, bound: bound.values.reduce(0, +) / Double(max(batch.count, 1)), usage: usage),
      pass.layers.compactMap { $0.network as? Network.Context }
    )
  }

  /// Estimates the gradient layer by layer, each with the rest of the network as the objective.
  ///
  /// Given samples of the layers below, layer `l` asks its estimator for the gradient of
  /// `E[f_l(z_l)]` by its logits, where `f_l` is one draw of everything behind it that depends on
  /// `z_l`. The head's parameters and the closed forms get their exact gradient at the samples that
  /// the last layer's estimator draws.
  private func estimateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, noise: LatentNoise, scale: Scalar,
    into gradient: inout Self?
  ) throws(CategoricalError) -> (ObjectiveTerms, [Network.Context]) {
    var pass = ChainPass<Scalar>(inputs: batch.inputs)
    var estimates: [Matrix<Scalar>] = []
    var (terms, cotangents) = (
      ObjectiveTerms(usage: CodeUsage(usageLayout)), ChainCotangents<Scalar>(layers: layerCount)
    )
    for layer in 0..<layerCount {
      let isLast = layer == layerCount - 1
      let input = layer == 0 ? pass.inputs : pass.layers[layer - 1].code
      let (logits, context) = logits(of: layer, for: input)
      let objective = LayerObjective(
        self, pass: pass, logits: logits, targets: batch.targets, options: options, noise: noise,
        scale: scale, accumulating: isLast ? gradient.take() : nil)
      defer { if isLast { gradient = objective.takeGradient() } }
      estimates.append(
        try estimators.estimate(objective, layer: layer, at: logits, layout, options, noise))
      if let failure = objective.failure { throw failure }
      if isLast { (terms, cotangents) = (objective.terms, objective.cotangents) }
      var next = try drawn(layer, logits, by: .hard, noise: noise)
      next.network = context
      pass.layers.append(next)
    }
    for index in 0..<layerCount {
      // The score of the sample in a divergence has mean zero: it would only add variance.
      if options.divergence == .relaxedMass { cotangents.logits[index] = nil }
      cotangents.logits[index].add(estimates[index] * scale)
    }
    chainPullback(pass, cotangents, into: &gradient)
    terms.usage.add(pass.samples)
    return (terms, pass.layers.compactMap { $0.network as? Network.Context })
  }
}
