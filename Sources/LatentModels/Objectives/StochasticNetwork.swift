import Categorical
import LinearAlgebra
import NeuralNetwork
import RandomStreams

/// A model whose latent variables form a chain of categorical layers, `x → z₁ → … → zₙ`.
///
/// A conforming model says which networks lead from layer to layer, and what the samples are worth: the
/// *head*. The gradients of all estimators, the `m`-sample bounds and their evaluation follow from these.
protocol StochasticNetwork: LatentModel {
  /// What the backward pass of the head needs.
  associatedtype HeadContext: Sendable
  /// The kind of the networks between the layers.
  associatedtype Network: LogitNetwork where Network.Scalar == Scalar

  /// The variables of each layer.
  var layout: CodeLayout { get }
  /// The number of layers.
  var layerCount: Int { get }
  /// The last layer whose sample the reconstruction depends on other than through the layers behind it.
  var reconstructedLayer: Int { get }

  /// The network that leads to a layer.
  func network(_ layer: Int) -> Network
  /// Lends the network that leads to a layer.
  mutating func withNetwork<Result>(
    _ layer: Int, _ body: (inout Network.Parameters) -> Result
  ) -> Result
  /// Takes the activations of the network that leads to a layer into its running means.
  mutating func observe(_ context: Network.Context, layer: Int)

  /// Computes what samples are worth.
  func head(
    of pass: ChainPass<Scalar>, targets: Matrix<Scalar>, options: ObjectiveOptions,
    noise: LatentNoise
  ) throws(CategoricalError) -> (terms: HeadTerms<Scalar>, context: HeadContext)

  /// Pulls cotangents of the objective, `log p(x|z) - β Σ divergences` of each column, back through the
  /// head and adds the gradient by its parameters, if there is one to add to.
  func headPullback(
    _ context: HeadContext, of pass: ChainPass<Scalar>, weights: Vector<Scalar>,
    options: ObjectiveOptions, into gradient: inout Self?
  ) -> ChainCotangents<Scalar>
}

/// What the samples of a chain are worth, one number for each column.
struct HeadTerms<Scalar: RealScalar>: Sendable {
  /// `log p(x|z)`.
  var reconstruction: Vector<Scalar>
  /// The divergence of each layer from its prior; empty for a model that has none.
  var divergences: [Vector<Scalar>]
  /// What multiplies the weight of each divergence in the objective; empty for ones.
  var factors: [Double] = []

  /// The bound: the reconstruction less the divergences.
  var bound: Vector<Scalar> {
    divergences.reduce(into: reconstruction) { $0.add($1, scaledBy: -1) }
  }

  /// The objective: the reconstruction less the weighted divergences.
  func objective(weight: Double) -> Vector<Scalar> {
    divergences.indices.reduce(into: reconstruction) {
      $0.add(divergences[$1], scaledBy: -Scalar(weight * factor($1)))
    }
  }

  private func factor(_ divergence: Int) -> Double {
    factors.isEmpty ? 1 : factors[divergence]
  }

  /// The part of the objective that depends on the sample of a layer and those behind it.
  func signal(from layer: Int, reconstructedLayer: Int, weight: Double) -> Vector<Scalar> {
    var signal =
      layer <= reconstructedLayer ? reconstruction : Vector(count: reconstruction.count)
    // The prior of a layer is given by the layer above, hence `layer - 1`.
    for index in divergences.indices.dropFirst(max(layer - 1, 0)) {
      signal.add(divergences[index], scaledBy: -Scalar(weight * factor(index)))
    }
    return signal
  }
}

extension StochasticNetwork {
  /// The logits of one layer for what it is conditioned on.
  func logits(
    of layer: Int, for input: Matrix<Scalar>
  ) -> (logits: Matrix<Scalar>, context: Network.Context) {
    let (output, context) = network(layer).forward(input)
    return (layout.logits(output), context)
  }

  /// Draws a layer's sample from its logits.
  func drawn(
    _ layer: Int, _ logits: Matrix<Scalar>, by draw: LatentDraw, noise: LatentNoise
  ) throws(CategoricalError) -> ChainPass<Scalar>.Layer {
    let classes = layout.classes
    func gumbel() -> Matrix<Scalar> { noise.gumbel(layer: layer, logits.shape)[0] }
    switch draw {
    case .pathwise(let estimator):
      var draws: [Matrix<Scalar>] = noise.gumbel(
        layer: layer, logits.shape, draws: 1 + estimator.conditionalDraws)
      let first = draws.removeFirst()
      let (sample, context) = try estimator.forward(
        logits, classes: classes, noise: PathwiseNoise(gumbel: first, conditional: draws))
      return .init(logits: logits, sample: sample, code: layout.encode(sample), draw: context)
    case .relaxed(let temperature):
      let distribution = try ExpConcrete(
        logits: logits, classes: classes, temperature: Scalar(temperature))
      let logSample = try distribution.sample(noise: gumbel())
      let sample = logSample.applying(.exp)
      return .init(
        logits: logits, sample: sample, logSample: logSample, code: layout.encode(sample),
        draw: PathwiseContext(
          classes: classes, surrogate: sample, temperature: Scalar(temperature)),
        temperature: Scalar(temperature))
    case .hard:
      let sample = try sampleGumbelMax(logits, classes: classes, noise: gumbel())
      return .init(logits: logits, sample: sample, code: layout.encode(sample))
    case .mean:
      let sample = try softmax(logits, classes: classes)
      return .init(
        logits: logits, sample: sample, code: layout.encode(sample),
        draw: PathwiseContext(classes: classes, surrogate: sample, temperature: 1))
    }
  }

  /// Runs the layers of a chain that are not there yet.
  func extend(
    _ pass: inout ChainPass<Scalar>, by draw: LatentDraw, noise: LatentNoise
  ) throws(CategoricalError) {
    for layer in pass.layers.count..<layerCount {
      let input = layer == 0 ? pass.inputs : pass.layers[layer - 1].code
      let (logits, context) = logits(of: layer, for: input)
      var next = try drawn(layer, logits, by: draw, noise: noise)
      next.network = context
      pass.layers.append(next)
    }
  }

  /// Runs a chain with several samples for each column of the inputs; the first network runs once.
  func chain(
    _ inputs: Matrix<Scalar>, samples: Int, by draw: LatentDraw, noise: LatentNoise
  ) throws(CategoricalError) -> ChainPass<Scalar> {
    let (logits, context) = logits(of: 0, for: inputs)
    var pass = ChainPass<Scalar>(inputs: inputs, copies: samples)
    var first = try drawn(0, logits.repeatingColumns(samples), by: draw, noise: noise)
    first.network = context
    pass.layers.append(first)
    try extend(&pass, by: draw, noise: noise)
    return pass
  }

  /// Goes back through draws and networks from the last layer down to one whose sample was given.
  ///
  /// - Parameters:
  ///   - pass: The forward pass.
  ///   - cotangents: What depends on the samples and logits directly.
  ///   - given: The layer whose sample was given from outside, or nil if all were drawn.
  ///   - gradient: Where the gradient by the networks is added, or nil where nobody asks for it.
  /// - Returns: The cotangent of the given sample.
  @discardableResult
  func chainPullback(
    _ pass: ChainPass<Scalar>, _ cotangents: ChainCotangents<Scalar>, given: Int? = nil,
    into gradient: inout Self?
  ) -> Matrix<Scalar>? {
    var cotangents = cotangents
    for index in (0..<layerCount).reversed() {
      let layer = pass.layers[index]
      var toSample = cotangents.samples[index].take()
      toSample.add(cotangents.codes[index].take().map { layout.encodePullback($0) })
      if index == given {
        return toSample ?? Matrix(rows: layout.sampleRows, columns: pass.columns)
      }
      var toLogits = cotangents.logits[index].take()
      if let draw = layer.draw {
        toLogits.add(toSample.map { draw.pullback($0) })
        if let logSample = layer.logSample, let toLogs = cotangents.logSamples[index] {
          toLogits.add(
            logSoftmaxPullback(
              toLogs, output: logSample, classes: layout.classes, temperature: layer.temperature))
        }
      }
      guard let toLogits, let context = layer.network as? Network.Context else { continue }
      let toOutput = layout.logitsPullback(
        index == 0 ? toLogits.summingColumns(pass.copies) : toLogits)
      let network = network(index)
      if index > 0, pass.layers[index - 1].draw != nil || index - 1 == given {
        cotangents.codes[index - 1].add(
          gradient.update {
            $0.withNetwork(index) { network.backward(toOutput, context, into: &$0) }
          } ?? network.inputCotangent(toOutput, context))
      } else {
        gradient?.withNetwork(index) { network.accumulateGradient(toOutput, context, into: &$0) }
      }
    }
    return nil
  }

  /// Lends a gradient to passes that can do without one.
  func lending<Result, Failure>(
    _ gradient: inout Self, to body: (inout Self?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var lent: Self? = gradient
    gradient = self  // so that nobody else holds it while it is written
    defer { gradient = lent ?? zeroGradient }
    return try body(&lent)
  }
}
