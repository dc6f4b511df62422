/// Why an experiment cannot be run, in one line that says what to do.
public struct ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line.
  public let description: String

  /// Makes an error.
  ///
  /// - Parameter description: What is wrong and what to do, in one line.
  public init(_ description: String) { self.description = description }
}
