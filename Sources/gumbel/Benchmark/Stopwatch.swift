/// Times an operation in short samples.
///
/// A machine that others share loses milliseconds at a time, so samples are short and many: one
/// untimed call, then as many as fill the least time.
struct Stopwatch {
  let operation: Operation
  private let calls: Int

  /// Warms the operation up and finds out how often a sample calls it.
  init(_ operation: Operation, seconds: Double) throws {
    self.operation = operation
    for _ in 0..<3 { try operation.call() }
    var best = Double.infinity
    for _ in 0..<3 { best = min(best, try Self.seconds(operation, calls: 1)) }
    calls = max(1, Int(seconds / max(best, 1e-7)))
  }

  /// Takes one sample.
  ///
  /// - Returns: The seconds that one call took.
  func sample() throws -> Double {
    try operation.call()
    return try Self.seconds(operation, calls: calls) / Double(calls)
  }

  private static func seconds(_ operation: Operation, calls: Int) throws -> Double {
    let start = ContinuousClock.now
    for _ in 0..<calls { try operation.call() }
    return start.duration(to: .now) / .seconds(1)
  }
}
