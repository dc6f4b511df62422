import Categorical
import LinearAlgebra
import NeuralNetwork

/// The rest of a network as a function of the sample of one layer: what an estimator differentiates.
///
/// The layers below are given. Those behind are drawn anew with the same noise at every one-hot sample,
/// and replaced by their probabilities where a derivative is asked for: a smooth stand-in, which is
/// all that MuProp and REBAR need to stay unbiased. Several samples run as one wide batch.
///
/// The objective of the last layer also adds up, over the one-hot samples that it is asked for, the exact
/// gradient by the head's parameters and by the logits at fixed samples. A sample counts for `1/S` if the
/// estimator draws `S`, and for its probability if it visits all.
final class LayerObjective<Model: StochasticNetwork>: DifferentiableObjective {
  typealias Scalar = Model.Scalar

  private let model: Model
  private let pass: ChainPass<Scalar>
  private let logits: Matrix<Scalar>
  private let targets: Matrix<Scalar>
  private let options: ObjectiveOptions
  private let noise: LatentNoise
  private let scale: Scalar

  /// What went wrong while the objective was evaluated: its own functions cannot throw.
  private(set) var failure: CategoricalError?
  /// The gradient of the negative objective by the head's parameters, if it is asked for.
  private var gradient: Model?
  /// The cotangents of all layers at the samples so far.
  private(set) var cotangents: ChainCotangents<Scalar>
  /// What the samples so far were worth; their classes are not counted.
  private(set) var terms: ObjectiveTerms

  init(
    _ model: Model, pass: ChainPass<Scalar>, logits: Matrix<Scalar>, targets: Matrix<Scalar>,
    options: ObjectiveOptions, noise: LatentNoise, scale: Scalar,
    accumulating gradient: Model? = nil
  ) {
    self.model = model
    self.pass = pass
    self.logits = logits
    self.targets = targets
    self.options = options
    self.noise = noise
    self.scale = scale
    self.gradient = gradient
    cotangents = ChainCotangents(layers: model.layerCount)
    terms = ObjectiveTerms(usage: CodeUsage(model.usageLayout))
  }

  /// The number of the layer.
  private var layer: Int { pass.layers.count }

  /// Takes the gradient back.
  func takeGradient() -> Model? { gradient.take() }

  func values(_ samples: Matrix<Scalar>) -> Vector<Scalar> {
    evaluate(samples, by: .hard) { pass, head, context throws(CategoricalError) in
      if gradient != nil { try accumulate(pass, head, context) }
    } ?? Vector(count: samples.columns)
  }

  func values(ofAll samples: [Matrix<Scalar>]) -> [Vector<Scalar>] {
    let values = values(Matrix(stackingColumns: samples))
    let columns = logits.columns
    return samples.indices.map { sample in
      Vector(count: columns) { values[sample * columns + $0] }
    }
  }

  func valuesWithGradient(
    _ samples: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>) {
    var slope = Matrix<Scalar>(rows: samples.rows, columns: samples.columns)
    let values = evaluate(samples, by: .mean) { pass, _, context in
      var nowhere: Model?
      let cotangents = model.headPullback(
        context, of: pass, weights: .ones(samples.columns), options: options, into: &nowhere)
      if let back = model.chainPullback(pass, cotangents, given: layer, into: &nowhere) {
        slope = back
      }
    }
    return (values ?? Vector(count: samples.columns), slope)
  }

  /// Runs the rest of the network for samples of the layer: one or several copies of all columns.
  private func evaluate(
    _ sample: Matrix<Scalar>, by draw: LatentDraw,
    _ body: (ChainPass<Scalar>, HeadTerms<Scalar>, Model.HeadContext) throws(CategoricalError)
      -> Void
  ) -> Vector<Scalar>? {
    let copies = logits.columns == 0 ? 1 : sample.columns / logits.columns
    do throws(CategoricalError) {
      var pass = pass.repeated(copies)
      pass.layers.append(
        .init(
          logits: logits.repeatingColumns(copies), sample: sample,
          code: model.layout.encode(sample)))
      var noise = noise
      noise.copies = copies
      try model.extend(&pass, by: draw, noise: noise)
      let (head, context) = try model.head(
        of: pass, targets: targets.repeatingColumns(copies), options: options, noise: noise)
      try body(pass, head, context)
      return head.signal(
        from: layer, reconstructedLayer: model.reconstructedLayer,
        weight: options.divergenceWeight)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  /// Adds what one-hot samples contribute to the gradient and to the terms.
  private func accumulate(
    _ pass: ChainPass<Scalar>, _ head: HeadTerms<Scalar>, _ context: Model.HeadContext
  ) throws(CategoricalError) {
    let weights = try weights(of: pass.layers[layer].sample, copies: pass.copies)
    let parts = model.headPullback(
      context, of: pass, weights: weights * scale, options: options, into: &gradient)
    for index in parts.logits.indices {
      cotangents.logits[index].add(parts.logits[index].map { $0.summingColumns(pass.copies) })
    }
    func mean(_ values: Vector<Scalar>) -> Double {
      Double(weights.dot(values)) / Double(max(logits.columns, 1))
    }
    let divergence = head.divergences.reduce(0) { $0 + mean($1) }
    terms.reconstruction += mean(head.reconstruction)
    terms.divergence += divergence
    terms.bound += mean(head.reconstruction) - divergence
  }

  /// How much one-hot samples count for in each column.
  private func weights(
    of sample: Matrix<Scalar>, copies: Int
  ) throws(CategoricalError) -> Vector<Scalar> {
    guard options.estimator == .exact else {
      return Vector(count: sample.columns, repeating: 1 / Scalar(options.estimator.samples))
    }
    let logProbabilities = try logSoftmax(logits, classes: model.layout.classes)
    return sample.multiplied(by: logProbabilities.repeatingColumns(copies)).columnSums()
      .applying(.exp)
  }
}
