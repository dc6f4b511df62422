public import LinearAlgebra

/// What a ``Learner`` has learned: matrices by name, numbers as `1 × 1`.
///
/// In double precision, as it is kept, so that a file of tensors holds it bit for bit.
public typealias LearnedState = [String: Matrix<Double>]

/// A value that learns while it is used, and whose state can be saved and put back.
///
/// A checkpoint takes ``learned``; after `restore`, a value made with the same settings goes on as the
/// saved one would have, bit for bit. Settings, such as rates and temperatures that are not learned, are no
/// part of it, so that a schedule can make a new estimator at each step and hand the state on:
///
/// ```swift
/// var estimator = name.makeEstimator(temperature: schedule.value(at: step))
/// try estimator.restore(learned)
/// let estimate = try estimator.estimate(objective, at: logits, classes: 2, using: &stream)
/// learned = estimator.learned
/// ```
public protocol Learner: Sendable {
  /// What was learned so far; empty for a value that does not learn.
  ///
  /// The names are those of parts, joined by dots. They depend on the settings only.
  var learned: LearnedState { get }

  /// Takes what another value of the same settings had learned, or changes nothing.
  ///
  /// - Parameter learned: What ``learned`` returned.
  /// - Throws: ``CategoricalError/mismatchedState(name:)`` if a matrix is missing, unknown or of a wrong
  ///   shape.
  mutating func restore(_ learned: LearnedState) throws(CategoricalError)
}

/// A number as a matrix of a ``LearnedState``.
func learnedNumber(_ value: Double) -> Matrix<Double> { [[value]] }

/// Numbers as a matrix of a ``LearnedState``, in one column.
func learnedColumn(_ values: [Double]) -> Matrix<Double> {
  Matrix(rows: values.count, columns: 1) { row, _ in values[row] }
}

extension LearnedState {
  /// Throws unless the names are these, besides any below a part.
  func expectNames(
    _ names: some Collection<String>, below part: String? = nil
  ) throws(CategoricalError) {
    for name in names where self[name] == nil { throw .mismatchedState(name: name) }
    for name in keys.sorted() where !names.contains(name) {
      if let part, name.hasPrefix(part + ".") { continue }
      throw .mismatchedState(name: name)
    }
  }

  /// The number of a name.
  func number(_ name: String) throws(CategoricalError) -> Double {
    guard let matrix = self[name], matrix.shape == Shape(rows: 1, columns: 1) else {
      throw .mismatchedState(name: name)
    }
    return matrix[0, 0]
  }

  /// The elements of a matrix of one column.
  func column(_ name: String) throws(CategoricalError) -> [Double] {
    guard let matrix = self[name], matrix.columns == 1 else { throw .mismatchedState(name: name) }
    return (0..<matrix.rows).map { matrix[$0, 0] }
  }

  /// Adds the state of a part, with its name before theirs.
  mutating func add(_ members: LearnedState, below part: String) {
    for (name, matrix) in members { self["\(part).\(name)"] = matrix }
  }

  /// The state of a part, without its name before theirs.
  func members(below part: String) -> LearnedState {
    var members: LearnedState = [:]
    for (name, matrix) in self where name.hasPrefix(part + ".") {
      members[String(name.dropFirst(part.count + 1))] = matrix
    }
    return members
  }
}
