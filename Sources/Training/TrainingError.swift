/// A condition of the data, the options or the numbers that ends a training run.
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An option or a field of a configuration has a value that makes no sense.
  case invalid(name: String, value: String, expected: String)
  /// Data that a run cannot use.
  case unusableData(path: String, reason: String)
  /// The bound stopped being a number.
  case diverged(step: Int, reason: String)
  /// A checkpoint that does not belong to this run.
  case mismatch(path: String, reason: String)

  /// A sentence that names the thing and the fix.
  public var description: String {
    switch self {
    case .invalid(let name, let value, let expected):
      "\(name) is \(value); expected \(expected)"
    case .unusableData(let path, let reason):
      "\(path): \(reason)"
    case .diverged(let step, let reason):
      "training diverged at step \(step): \(reason); try a lower learning rate"
    case .mismatch(let path, let reason):
      "\(path): \(reason)"
    }
  }
}
