public import LinearAlgebra

/// Two layers, the second applied to what the first returns.
///
///     y = second(first(x))
///
/// Longer chains are chains of chains; ``sequential(_:)`` writes them as a list. Composition is
/// associative, and so are the names: however a chain is nested, its layers are numbered from zero, those
/// without parameters too, as in `"0.weight"`, `"0.bias"`, `"2.weight"`, `"2.bias"`.
public struct Chain<First: Layer, Second: Layer>: Layer
where First.Output == Second.Input, First.Scalar == Second.Scalar {
  /// The scalar of both layers.
  public typealias Scalar = First.Scalar

  /// What is kept for the backward passes of both layers.
  public struct Context: Sendable {
    /// What the first layer keeps.
    public let first: First.Context
    /// What the second layer keeps.
    public let second: Second.Context
  }

  /// The layer that takes the input.
  public var first: First

  /// The layer that returns the output.
  public var second: Second

  /// Creates a chain.
  ///
  /// - Parameters:
  ///   - first: The layer that takes the input.
  ///   - second: The layer that returns the output.
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Applies the first, then the second layer; the context is that of both.
  public func forward(
    _ input: consuming First.Input
  ) -> (output: Second.Output, context: Context) {
    let (middle, firstContext) = first.forward(input)
    let (output, secondContext) = second.forward(consume middle)
    return (output, Context(first: firstContext, second: secondContext))
  }

  /// Goes back through the second, then the first layer.
  public func backward(
    _ cotangent: consuming Second.Output, _ context: Context, into gradient: inout Self
  ) -> First.Input {
    let middle = second.backward(cotangent, context.second, into: &gradient.second)
    return first.backward(consume middle, context.first, into: &gradient.first)
  }

  /// Goes back through both layers, but not from the first to the input.
  public func accumulateGradient(
    _ cotangent: consuming Second.Output, _ context: Context, into gradient: inout Self
  ) {
    let middle = second.backward(cotangent, context.second, into: &gradient.second)
    first.accumulateGradient(consume middle, context.first, into: &gradient.first)
  }
}

extension Chain {
  /// Visits the parameters of all layers under their numbers.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try visitChain(path, from: 0, body)
  }

  /// Visits the parameters of both chains.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try first.visit(with: other.first, body)
    try second.visit(with: other.second, body)
  }

  /// The number of layers in both parts.
  public static var chainLength: Int { First.chainLength + Second.chainLength }

  /// Visits the first part from `index` and the second behind it.
  public mutating func visitChain(
    _ path: String, from index: Int,
    _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try first.visitChain(path, from: index, body)
    try second.visitChain(path, from: index + First.chainLength, body)
  }
}

extension Chain: Equatable where First: Equatable, Second: Equatable {}
