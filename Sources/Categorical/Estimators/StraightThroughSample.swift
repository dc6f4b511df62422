public import LinearAlgebra

/// A one-hot sample and the probabilities that take its place in the backward pass.
public struct StraightThroughSample<Scalar: RealScalar>: Sendable, Equatable {
  /// The one-hot vectors `D`, exact zeros and ones.
  public var output: Matrix<Scalar>

  /// The probabilities `softmax(ℓ / τ)`, through which the gradient flows.
  public var surrogate: Matrix<Scalar>

  /// Makes room for a sample, to be overwritten by an in-place function.
  ///
  /// - Parameters:
  ///   - rows: The rows of the logits.
  ///   - columns: The columns of the logits.
  public init(rows: Int, columns: Int) {
    output = Matrix(rows: rows, columns: columns)
    surrogate = Matrix(rows: rows, columns: columns)
  }
}
