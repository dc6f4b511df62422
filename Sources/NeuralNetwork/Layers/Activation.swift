public import LinearAlgebra

/// An elementwise nonlinearity chosen at run time.
public enum Activation: Hashable, Sendable {
  /// `y = max(x, 0)`, as ``ReLU``.
  case relu
  /// `y = x` above zero and `slope · x` below, as ``LeakyReLU``.
  case leakyReLU(slope: Double)
  /// `y = tanh x`, as ``Tanh``.
  case tanh

  /// Applies the nonlinearity to every element.
  ///
  /// - Parameter input: Any matrix. Its storage is reused if nobody else holds it.
  /// - Returns: A matrix of the same shape.
  public func callAsFunction<Scalar: RealScalar>(
    _ input: consuming Matrix<Scalar>
  ) -> Matrix<Scalar> {
    switch self {
    case .relu: NeuralNetwork.relu(input)
    case .leakyReLU(let slope): NeuralNetwork.leakyReLU(input, slope: Scalar(slope))
    case .tanh: NeuralNetwork.tanh(input)
    }
  }

  /// The derivative of the nonlinearity, by its output.
  ///
  /// - Parameters:
  ///   - cotangent: The derivative of the objective by the output.
  ///   - output: What the nonlinearity returned.
  /// - Returns: The derivative of the objective by the input.
  /// - Precondition: Both have the same shape.
  public func pullback<Scalar: RealScalar>(
    _ cotangent: consuming Matrix<Scalar>, output: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    switch self {
    case .relu: reluPullback(cotangent, output: output)
    case .leakyReLU(let slope):
      leakyReLUPullback(cotangent, output: output, slope: Scalar(slope))
    case .tanh: tanhPullback(cotangent, output: output)
    }
  }
}

/// Traps unless a cotangent has the shape of its output.
func checkCotangent(_ cotangent: Shape, _ output: Shape) {
  precondition(
    cotangent == output, "the output was \(output), but its cotangent is \(cotangent)")
}
