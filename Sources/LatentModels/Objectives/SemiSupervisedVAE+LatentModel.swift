import Categorical
import LinearAlgebra
import NeuralNetwork
public import RandomStreams
import RealModule

extension SemiSupervisedVAE: LatentModel {
  /// The class.
  public var usageLayout: CodeLayout { layout }

  /// Every estimator that applies to one variable of `classes` classes but `vimco`; several samples of
  /// class and style need a path-wise one.
  public func validate(_ options: ObjectiveOptions) throws(LatentModelError) {
    try options.validate(
      for: "a semi-supervised autoencoder", layout: layout, layers: 1, hasDivergence: true)
    guard options.estimator != .vimco else {
      throw .estimatorDoesNotApply(
        estimator: .vimco, to: "a semi-supervised autoencoder",
        because: "its signals are for samples that are discrete, and styles are not")
    }
    guard options.divergence != .relaxedDensities else {
      throw .invalid(
        name: "divergence", value: options.divergence.rawValue,
        expected: "a discrete one for a semi-supervised autoencoder")
    }
  }

  /// Adds the gradient of the negative objective of labelled and unlabelled samples.
  ///
  ///     loss = 1/B [Σ_labelled L(x, y) + Σ_unlabelled U(x)] - α · mean over labelled of log q(y|x)
  public mutating func accumulateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    try validate(options)
    if options.classifierDropout > 0 {
      return try accumulateThinnedGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    if options.hasSlope {
      return try accumulateSlopedGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    var (labelled, labels, unlabelled): ([Int], [Int], [Int]) = ([], [], [])
    for (sample, label) in batch.labels.enumerated() {
      if let label {
        labelled.append(sample)
        labels.append(label)
      } else {
        unlabelled.append(sample)
      }
    }
    if labelled.isEmpty {
      return try accumulateChainGradient(
        of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    }
    var terms = ObjectiveTerms(usage: CodeUsage(usageLayout))
    if !unlabelled.isEmpty {
      terms = try accumulateChainGradient(
        of: batch.samples(at: unlabelled), options: options, estimators: &estimators,
        stream: stream, averagingOver: batch.count, into: &gradient)
    }
    do {
      terms.labelled = try accumulateLabelledGradient(
        of: batch.samples(at: labelled), labels: labels, options: options,
        noise: LatentNoise(stream: stream.substream(2)), averagingOver: batch.count,
        into: &gradient)
    } catch {
      throw .undefined(error)
    }
    return terms
  }

  /// Adds the gradient of the labelled samples' terms.
  private func accumulateLabelledGradient(
    of batch: Observations<Scalar>, labels: [Int], options: ObjectiveOptions, noise: LatentNoise,
    averagingOver total: Int, into gradient: inout Self
  ) throws(CategoricalError) -> LabelledTerms {
    let (logits, context) = logits(of: 0, for: batch.inputs)
    let label = oneHot(labels)
    let samples = options.samples
    let code = label.repeatingColumns(samples)
    var pass = ChainPass<Scalar>(inputs: batch.inputs, copies: samples)
    pass.layers = [
      .init(
        logits: logits.repeatingColumns(samples), sample: code, code: code, network: context)
    ]
    let (terms, headContext) = try head(
      of: pass, targets: batch.targets.repeatingColumns(samples), options: options, noise: noise)
    let given = HeadTerms(
      reconstruction: terms.reconstruction, divergences: [terms.divergences[1]],
      factors: [options.styleWeight])
    let bound = MonteCarloBound(
      samples == 1 ? given.bound : given.objective(weight: options.divergenceWeight),
      samples: samples)

    // What the class learns from its label alone: ∂(-α log q_y) = α (q - y).
    let logQ = try logSoftmax(logits, classes: configuration.classes)
    var toLogits = try softmax(logits, classes: configuration.classes) - label
    toLogits *= Scalar(options.classifierWeight) / Scalar(batch.count)
    var cotangents = ChainCotangents<Scalar>(layers: 1)
    cotangents.logits[0] = toLogits
    lending(&gradient) { gradient in
      _ = headPullback(
        headContext, of: pass, weights: bound.shares * (-1 / Scalar(total)), options: options,
        into: &gradient)
      pass.copies = 1  // the classifier says the same for every sample
      chainPullback(pass, cotangents, into: &gradient)
    }

    let count = Double(batch.count)
    let found = logits.argmaxima(of: .columns)
    return LabelledTerms(
      count: batch.count,
      bound: bound.values.reduce(0, +) / count - Double.log(Double(configuration.classes)),
      classifierLoss: -Double(label.dot(logQ)) / count,
      accuracy: Double(zip(found, labels).count { $0 == $1 }) / count)
  }

  /// Returns the model with the last layer of the classifier multiplied.
  public func withLogits(scaledBy slope: Scalar) -> Self {
    var model = self
    model.scaleLogits(by: slope)
    return model
  }

  /// Measures the bound of data as if no label were known, and how many labels are recognized.
  public func evaluate(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    var evaluation = try evaluateChain(
      data, samples: samples, relaxation: relaxation, stream: stream)
    let known = data.labels.indices.filter { data.labels[$0] != nil }
    if !known.isEmpty {
      let found = classes(of: data.inputs)
      evaluation.accuracy =
        Double(known.count { data.labels[$0] == found[$0] }) / Double(known.count)
    }
    return evaluation
  }
}
