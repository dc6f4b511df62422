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
