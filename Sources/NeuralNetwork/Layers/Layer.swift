public import LinearAlgebra

/// A differentiable map with parameters.
///
/// Matrices are features × batch: a sample is a column. `forward` returns, beside the output, a
/// *context*: exactly what `backward` needs. `backward` takes the *cotangent* of the output, that is
/// the derivative of the objective by it, *adds* the derivative by the parameters to a gradient, which
/// is a value of the layer's own type, and returns the derivative by the input:
///
///     let (output, context) = layer.forward(input)
///     var gradient = layer.zeroGradient
///     let inputCotangent = layer.backward(outputCotangent, context, into: &gradient)
///
/// Because gradients accumulate, shared parameters and micro-batches need no special case. A layer is
/// a deterministic map: randomness such as noise or a dropout mask belongs to its input.
///
/// Inputs and cotangents are `consuming`, so that a layer may work in place on storage that nobody else
/// holds. A caller that goes on using its argument keeps it unchanged.
public protocol Layer<Input, Output>: Parameterized {
  /// What the layer takes, usually a matrix of features × batch.
  associatedtype Input: Sendable
  /// What the layer returns.
  associatedtype Output: Sendable
  /// What `backward` needs to know of `forward`, and nothing else.
  associatedtype Context: Sendable

  /// Computes the output and keeps what the backward pass needs.
  func forward(_ input: consuming Input) -> (output: Output, context: Context)

  /// Adds the derivative by the parameters to `gradient` and returns the derivative by the input.
  ///
  /// - Parameters:
  ///   - cotangent: The derivative of the objective by the output.
  ///   - context: What `forward` returned with that output.
  ///   - gradient: Where the derivative by the parameters is added.
  /// - Returns: The derivative of the objective by the input.
  func backward(
    _ cotangent: consuming Output, _ context: Context, into gradient: inout Self
  ) -> Input

  /// Adds the derivative by the parameters like `backward`, without the derivative by the input.
  ///
  /// The first layer of a model is trained by this, since nothing asks for the derivative by data.
  ///
  /// - Parameters:
  ///   - cotangent: The derivative of the objective by the output.
  ///   - context: What `forward` returned with that output.
  ///   - gradient: Where the derivative by the parameters is added.
  func accumulateGradient(
    _ cotangent: consuming Output, _ context: Context, into gradient: inout Self)

  /// The number of layers that this one counts for in the names of a ``Chain``.
  static var chainLength: Int { get }

  /// Visits the parameters as the part of a ``Chain`` that starts at an index.
  ///
  /// - Parameters:
  ///   - path: The name of the chain.
  ///   - index: The number of the first layer of this part.
  ///   - body: What to do with one parameter.
  mutating func visitChain(
    _ path: String, from index: Int,
    _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows
}

extension Layer {
  /// Computes the output alone: inference.
  public func callAsFunction(_ input: consuming Input) -> Output { forward(input).output }

  /// Calls `backward` and drops the derivative by the input.
  ///
  /// - Parameters:
  ///   - cotangent: The derivative of the objective by the output.
  ///   - context: What `forward` returned with that output.
  ///   - gradient: Where the derivative by the parameters is added.
  public func accumulateGradient(
    _ cotangent: consuming Output, _ context: Context, into gradient: inout Self
  ) {
    _ = backward(cotangent, context, into: &gradient)
  }

  /// One layer counts for one.
  public static var chainLength: Int { 1 }

  /// Visits the parameters under the layer's number, as in `"0.weight"`.
  ///
  /// - Parameters:
  ///   - path: The name of the chain.
  ///   - index: The number of the layer.
  ///   - body: What to do with one parameter.
  public mutating func visitChain(
    _ path: String, from index: Int,
    _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try visit(parameterName(path, "\(index)"), body)
  }
}

/// A value without parameters, whose visitors have nothing to visit.
public protocol ParameterFree: Parameterized {}

extension ParameterFree {
  /// Visits nothing.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {}

  /// Visits nothing.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {}
}
