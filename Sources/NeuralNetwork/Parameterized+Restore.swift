public import LinearAlgebra

/// Why named matrices do not fit the parameters of a value.
public enum ParameterError: Error, Hashable, CustomStringConvertible {
  /// No matrix has the name of this parameter.
  case missing(name: String)
  /// No parameter has the name of this matrix.
  case unexpected(name: String)
  /// The matrix has another shape than the parameter of its name.
  case shapeMismatch(name: String, expected: Shape, found: Shape)

  /// What is wrong, with names and shapes.
  public var description: String {
    switch self {
    case .missing(let name):
      "the parameter '\(name)' is missing"
    case .unexpected(let name):
      "there is no parameter '\(name)' here"
    case .shapeMismatch(let name, let expected, let found):
      "the parameter '\(name)' is \(expected), but \(found) was given"
    }
  }
}

extension Parameterized {
  /// Sets all parameters and buffers from matrices with their names, or changes nothing.
  ///
  /// - Parameters:
  ///   - named: The matrices. Entries outside of `path` belong to others and are passed over.
  ///   - path: The name of this value among them, or `""` if all entries are for it.
  /// - Throws: ``ParameterError`` if a parameter is missing, has another shape, or if a matrix below
  ///   `path` is no parameter.
  public mutating func restore(
    from named: [String: Matrix<Scalar>], path: String = ""
  ) throws(ParameterError) {
    var restored = self
    var used: Set<String> = []
    var failure: ParameterError?
    restored.visitState(path) { name, parameter in
      guard let found = named[name] else {
        failure = failure ?? .missing(name: name)
        return
      }
      guard found.shape == parameter.shape else {
        failure =
          failure ?? .shapeMismatch(name: name, expected: parameter.shape, found: found.shape)
        return
      }
      parameter = found
      used.insert(name)
    }
    if let failure { throw failure }
    let ours = path.isEmpty ? "" : "\(path)."
    let unexpected = named.keys.filter { $0.hasPrefix(ours) && !used.contains($0) }
    if let name = unexpected.min() { throw .unexpected(name: name) }
    self = restored
  }
}
