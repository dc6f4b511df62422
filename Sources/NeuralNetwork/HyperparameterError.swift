/// A hyperparameter outside of its range, found while reading a configuration.
public struct HyperparameterError: Error, Hashable, CustomStringConvertible {
  /// Where the number stands, for example `"learningRate.floor"`.
  public let name: String

  /// The number found.
  public let value: Double

  /// What is asked of it, for example `"finite and not negative"`.
  public let requirement: String

  /// The name, the number and what is asked of it.
  public var description: String { "\(name) is \(value), but has to be \(requirement)" }
}

/// A range of numbers with the words for it.
enum Requirement: String {
  case nonNegative = "finite and not negative"
  case positive = "finite and positive"
  case fraction = "at least 0 and below 1"
  case count = "at least 0"
  case positiveCount = "at least 1"

  /// Throws unless the number lies in the range.
  func check(_ value: Double, _ name: String) throws(HyperparameterError) {
    let holds =
      switch self {
      case .nonNegative: value.isFinite && value >= 0
      case .positive: value.isFinite && value > 0
      case .fraction: value >= 0 && value < 1
      case .count: value >= 0
      case .positiveCount: value >= 1
      }
    guard holds else { throw HyperparameterError(name, value, rawValue) }
  }
}

extension HyperparameterError {
  init(_ name: String, _ value: Double, _ requirement: String) {
    self.init(name: name, value: value, requirement: requirement)
  }

  /// Runs a check of arguments that the program itself chose, where a bad one is misuse.
  static func trapping<R>(_ body: () throws(HyperparameterError) -> R) -> R {
    do {
      return try body()
    } catch {
      preconditionFailure(error.description)
    }
  }

  /// The same error with the place in the file that was being read.
  func located(at path: [any CodingKey]) -> HyperparameterError {
    HyperparameterError(
      (path.map(\.stringValue) + [name]).joined(separator: "."), value, requirement)
  }
}
