public import LinearAlgebra

/// A sample of the Gumbel-Softmax distribution: the relaxed vectors and, if hard, their one-hot twins.
///
/// Both are kept, since the gradient of a hard sample is that of its relaxed twin and a density needs
/// the relaxed values.
public struct GumbelSoftmaxSample<Scalar: RealScalar>: Sendable, Equatable {
  /// The relaxed sample `y = softmax((ℓ + G) / τ)`.
  public var relaxed: Matrix<Scalar>

  /// The one-hot sample `one_hot(argmax (ℓ + G))`, or `nil` if the sample is soft.
  public var discrete: Matrix<Scalar>?

  /// What the forward pass goes on with: `discrete` if there is one, otherwise `relaxed`.
  public var output: Matrix<Scalar> { discrete ?? relaxed }

  /// Whether the output is one-hot.
  public var isHard: Bool { discrete != nil }

  /// Makes room for a sample, to be overwritten by the in-place ``gumbelSoftmax(_:classes:temperature:noise:into:)``.
  ///
  /// - Parameters:
  ///   - rows: The rows of the logits.
  ///   - columns: The columns of the logits.
  ///   - hard: Whether the output is one-hot.
  public init(rows: Int, columns: Int, hard: Bool = false) {
    relaxed = Matrix(rows: rows, columns: columns)
    discrete = hard ? Matrix(rows: rows, columns: columns) : nil
  }
}

extension Grouping {
  /// Traps unless a sample has the shape of the logits.
  func expect<Scalar: RealScalar>(_ sample: GumbelSoftmaxSample<Scalar>) {
    expect(sample.relaxed.shape, "the relaxed sample")
    if let discrete = sample.discrete { expect(discrete.shape, "the one-hot sample") }
  }
}
