import LinearAlgebra
import NeuralNetwork

/// A network that gives the logits of a stochastic layer, as the passes through it see it.
protocol LogitNetwork<Scalar>: Sendable {
  associatedtype Scalar: RealScalar
  /// What is trained, and the type of its gradient.
  associatedtype Parameters: LogitParameters where Parameters.Scalar == Scalar
  /// What the backward pass needs.
  associatedtype Context: Sendable

  func forward(_ input: Matrix<Scalar>) -> (output: Matrix<Scalar>, context: Context)

  /// The derivative by the input alone.
  func inputCotangent(_ cotangent: Matrix<Scalar>, _ context: Context) -> Matrix<Scalar>

  /// Adds the gradient by the parameters and returns the derivative by the input.
  func backward(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Parameters
  ) -> Matrix<Scalar>

  /// Adds the gradient by the parameters alone.
  func accumulateGradient(
    _ cotangent: Matrix<Scalar>, _ context: Context, into gradient: inout Parameters)
}

/// Parameters whose last layer gives logits.
protocol LogitParameters<Scalar>: Parameterized {
  /// Lends the last layer, whose sizes must stay.
  mutating func withLastLayer<Result>(_ body: (inout Linear<Scalar>) -> Result) -> Result
}

extension MultilayerPerceptron: LogitParameters {}
extension ConvolutionalPerceptron: LogitParameters {}

extension ConvolutionalPerceptron: LogitNetwork {}
