public import LinearAlgebra
public import NeuralNetwork

/// Running means by which the inputs and hidden activations of a perceptron are centered.
///
/// Layer `i` computes `W (h - c) + b` with `c` the running mean of its input `h`:
///
///     c ← decay · c + (1 - decay) · (mean of h over the batch)
///
/// No gradient flows through the means: they are buffers, which checkpoints hold and optimizers leave
/// alone.
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix C.2, after Mnih and Gregor (2014).
public struct Centering<Scalar: RealScalar>: ParameterFree, Equatable {
  /// How much of a running mean a batch leaves.
  static var decay: Scalar { 0.9 }

  /// The mean of each layer's input, a column; empty if nothing is centered.
  public private(set) var means: [Matrix<Scalar>]

  /// Starts with means of zero.
  ///
  /// - Parameters:
  ///   - perceptron: The network whose layers are centered.
  ///   - isCentered: Whether anything is centered at all.
  init(_ perceptron: MultilayerPerceptron<Scalar>, isCentered: Bool) {
    means = isCentered ? perceptron.layers.map { Matrix(rows: $0.inputs, columns: 1) } : []
  }

  /// Visits the means under their layers' numbers.
  public mutating func visitBuffers(
    _ path: String, _ body: (_ name: String, _ buffer: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in means.indices { try body(parameterName(path, "\(i).mean"), &means[i]) }
  }

  /// Moves the means towards those of a batch.
  mutating func observe(_ context: MultilayerPerceptron<Scalar>.Context) {
    for i in means.indices {
      means[i] *= Self.decay
      means[i].add(context.inputs[i].means(of: .rows).matrix, scaledBy: 1 - Self.decay)
    }
  }
}

/// A perceptron as its centering makes it: `W (h - c) + b = W h + (b - W c)`.
struct CenteredPerceptron<Scalar: RealScalar>: Sendable {
  private let perceptron: MultilayerPerceptron<Scalar>
  private let means: [Matrix<Scalar>]

  /// Takes a perceptron that is not centered.
  init(_ perceptron: MultilayerPerceptron<Scalar>) {
    self.perceptron = perceptron
    means = []
  }

  init(_ perceptron: MultilayerPerceptron<Scalar>, _ centering: Centering<Scalar>) {
    means = centering.means
    guard !means.isEmpty else {
      self.perceptron = perceptron
      return
    }
    self.perceptron = MultilayerPerceptron(
      layers: zip(perceptron.layers, means).map { layer, mean in
        Linear(weight: layer.weight, bias: layer.bias - layer.weight * mean)
      }, activation: perceptron.activation)
  }

  func forward(
    _ input: Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: MultilayerPerceptron<Scalar>.Context) {
    perceptron.forward(input)
  }

  /// The derivative by the input alone.
  func inputCotangent(
    _ cotangent: Matrix<Scalar>, _ context: MultilayerPerceptron<Scalar>.Context
  ) -> Matrix<Scalar> {
    perceptron.inputCotangent(cotangent, context)
  }

  /// Adds the gradient by the perceptron's own weights and biases; `∂W = ∂y (h - c)ᵀ`.
  func backward(
    _ cotangent: Matrix<Scalar>, _ context: MultilayerPerceptron<Scalar>.Context,
    into gradient: inout MultilayerPerceptron<Scalar>
  ) -> Matrix<Scalar> {
    correcting(&gradient) { perceptron.backward(cotangent, context, into: &$0) }
  }

  /// The same without the derivative by the input.
  func accumulateGradient(
    _ cotangent: Matrix<Scalar>, _ context: MultilayerPerceptron<Scalar>.Context,
    into gradient: inout MultilayerPerceptron<Scalar>
  ) {
    correcting(&gradient) { perceptron.accumulateGradient(cotangent, context, into: &$0) }
  }

  /// Subtracts from the weights' gradients what the centering takes away: `∂b cᵀ` of this pass.
  private func correcting<Result>(
    _ gradient: inout MultilayerPerceptron<Scalar>,
    _ pass: (inout MultilayerPerceptron<Scalar>) -> Result
  ) -> Result {
    guard !means.isEmpty else { return pass(&gradient) }
    let before = gradient.layers.map(\.bias)
    let result = pass(&gradient)
    let added = zip(gradient.layers, before).map { $0.bias - $1 }
    var place = 0
    gradient.visit("") { _, parameter in
      let layer = place / 2
      if place.isMultiple(of: 2) { parameter -= added[layer] * means[layer].transposed }
      place += 1
    }
    return result
  }
}
