import Categorical
import LinearAlgebra
import NeuralNetwork

/// The state of a chain of stochastic layers in one pass: what each layer saw, drew and keeps.
struct ChainPass<Scalar: RealScalar>: Sendable {
  /// What one layer computed.
  struct Layer: Sendable {
    /// The logits of all classes.
    var logits: Matrix<Scalar>
    /// One-hot vectors, relaxed ones or probabilities.
    var sample: Matrix<Scalar>
    /// The sample's logarithms, where the sample was drawn in log space.
    var logSample: Matrix<Scalar>?
    /// The sample as the next network reads it.
    var code: Matrix<Scalar>
    /// What the backward pass through the network needs, a `Context` of its kind; nil where there was
    /// none.
    var network: (any Sendable)?
    /// What the backward pass through the draw needs; nil where there is no way back.
    var draw: PathwiseContext<Scalar>?
    /// The temperature of a sample in log space.
    var temperature: Scalar = 1
  }

  /// What the model conditions on, once for all samples of it.
  let inputs: Matrix<Scalar>
  /// The number of samples for each column of the inputs; those of all columns lie beside each other.
  var copies = 1
  /// The layers, `z₁` first.
  var layers: [Layer] = []

  /// The number of columns, samples included.
  var columns: Int { inputs.columns * copies }

  /// The samples of all layers below each other, for counting.
  var samples: Matrix<Scalar> {
    layers.count == 1 ? layers[0].sample : Matrix(stackingRows: layers.map(\.sample))
  }
}

extension ChainPass {
  /// The same samples again and again, to go on from in different ways; there is no way back through them.
  func repeated(_ copies: Int) -> ChainPass {
    var repeated = self
    repeated.copies *= copies
    repeated.layers = layers.map { layer in
      Layer(
        logits: layer.logits.repeatingColumns(copies),
        sample: layer.sample.repeatingColumns(copies), code: layer.code.repeatingColumns(copies))
    }
    return repeated
  }
}

/// What depends on the samples of a chain: the cotangents of all its layers.
struct ChainCotangents<Scalar: RealScalar>: Sendable {
  /// The cotangents of the codes, as the networks read them.
  var codes: [Matrix<Scalar>?]
  /// The cotangents of the samples.
  var samples: [Matrix<Scalar>?]
  /// The cotangents of the logarithms of the samples.
  var logSamples: [Matrix<Scalar>?]
  /// The cotangents of the logits at fixed samples.
  var logits: [Matrix<Scalar>?]

  init(layers: Int) {
    codes = Array(repeating: nil, count: layers)
    (samples, logSamples, logits) = (codes, codes, codes)
  }
}

extension Optional {
  /// Adds a matrix to one that may not be there yet.
  mutating func add<Scalar: RealScalar>(_ other: Matrix<Scalar>?) where Wrapped == Matrix<Scalar> {
    guard let other else { return }
    if self == nil { self = other } else { self? += other }
  }

  /// Changes the value in place, if there is one.
  mutating func update<Result>(_ body: (inout Wrapped) -> Result) -> Result? {
    guard var value = take() else { return nil }
    defer { self = value }
    return body(&value)
  }
}
