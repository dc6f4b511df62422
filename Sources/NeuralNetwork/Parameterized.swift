public import LinearAlgebra

/// A value made of named matrices: a layer, a model, or what an optimizer remembers.
///
/// A struct of matrices is its own tangent space, so the gradient of a model is another value of the
/// model's type. Two visitors, each one hand-written line per member, are all that optimizers,
/// clipping, checkpoints and gradient checks need:
///
///     mutating func visit(_ path: String, _ body: (String, inout Matrix<Scalar>) throws -> Void) rethrows {
///       try encoder.visit(parameterName(path, "encoder"), body)
///       try decoder.visit(parameterName(path, "decoder"), body)
///     }
///     mutating func visit(with other: Self, _ body: (inout Matrix<Scalar>, Matrix<Scalar>) throws -> Void) rethrows {
///       try encoder.visit(with: other.encoder, body)
///       try decoder.visit(with: other.decoder, body)
///     }
///
/// Both visit the same matrices in the same order, always the order of declaration, and never look at
/// the values. Names join their parts with dots, as in `"encoder.0.weight"`, and are unique.
public protocol Parameterized<Scalar>: Sendable {
  /// The type of all elements, `Float` or `Double`.
  associatedtype Scalar: RealScalar

  /// Visits every parameter with its name.
  ///
  /// - Parameters:
  ///   - path: The name of this value in its owner, or `""` at the top.
  ///   - body: What to do with one parameter.
  mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows

  /// Visits every parameter together with its counterpart in another value of the same structure.
  ///
  /// - Parameters:
  ///   - other: A gradient, an average, or a second model.
  ///   - body: What to do with one pair.
  /// - Precondition: Both values have the same parameters.
  mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows

  /// Visits every buffer with its name: what training changes, but not along a gradient.
  ///
  /// A running mean is one. Checkpoints hold buffers beside the parameters; optimizers, norms and sums,
  /// which know the other two visitors alone, never see them. Most values have none, among them all
  /// layers, whose passes change nothing.
  ///
  /// - Parameters:
  ///   - path: The name of this value in its owner, or `""` at the top.
  ///   - body: What to do with one buffer.
  mutating func visitBuffers(
    _ path: String, _ body: (_ name: String, _ buffer: inout Matrix<Scalar>) throws -> Void
  ) rethrows
}

/// The name of a member inside a value that itself has a name.
///
/// - Parameters:
///   - path: The name of the owner, or `""` at the top.
///   - member: The name of the member in its owner.
/// - Returns: `"path.member"`, or `member` alone at the top.
public func parameterName(_ path: String, _ member: String) -> String {
  path.isEmpty ? member : "\(path).\(member)"
}

extension Parameterized {
  /// Visits nothing: most values have no buffers.
  public mutating func visitBuffers(
    _ path: String, _ body: (_ name: String, _ buffer: inout Matrix<Scalar>) throws -> Void
  ) rethrows {}

  /// Visits all that a checkpoint holds: every parameter, then every buffer.
  ///
  /// - Parameters:
  ///   - path: The name of this value in its owner, or `""` at the top.
  ///   - body: What to do with one matrix.
  public mutating func visitState(
    _ path: String, _ body: (_ name: String, _ matrix: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try visit(path, body)
    try visitBuffers(path, body)
  }

  /// The parameters with their names, in the order of the visitors.
  ///
  /// The matrices share their storage with this value, so nothing is copied.
  public var parameters: [(name: String, value: Matrix<Scalar>)] {
    var copy = self
    var result: [(name: String, value: Matrix<Scalar>)] = []
    copy.visit("") { name, parameter in result.append((name, parameter)) }
    return result
  }

  /// The names of the parameters, in the order of the visitors.
  public var parameterNames: [String] { parameters.map(\.name) }

  /// The number of scalars in all parameters.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }
}
