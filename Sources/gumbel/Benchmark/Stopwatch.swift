import CAllocations

/// Times an operation in short samples.
///
/// A machine that others share loses milliseconds at a time, so samples are short and many: one
/// untimed call, then as many as fill the least time.
struct Stopwatch {
  let operation: Operation
  /// The allocations of one call, or nil where they cannot be counted.
  let allocations: Double?
  private let calls: Int
  private let limitCalls: Int

  /// Warms the operation up, counts its allocations and finds out how often a sample calls it.
  init(_ operation: Operation, seconds: Double) throws {
    self.operation = operation
    try operation.run(3)
    allocations = try Self.allocations(of: operation.run)
    calls = try Self.calls(operation.run, filling: seconds)
    limitCalls = try operation.limit.map { try Self.calls($0, filling: seconds) } ?? 0
  }

  /// Takes one sample.
  ///
  /// - Returns: The seconds that one call took.
  func sample() throws -> Double { try Self.seconds(operation.run, calls: calls) }

  /// Takes one sample of the calls of BLAS that the operation consists of.
  ///
  /// - Returns: The seconds that they took for one call of the operation, or nil if there are none.
  func sampleLimit() throws -> Double? {
    try operation.limit.map { try Self.seconds($0, calls: limitCalls) }
  }

  private static func calls(
    _ run: (Int) throws -> Void, filling seconds: Double
  ) throws -> Int {
    let best = try (0..<3).map { _ in try Self.seconds(run, calls: 1) }.min() ?? 0
    return max(1, Int(seconds / max(best, 1e-7)))
  }

  /// The seconds of one call, the mean of several after an untimed one.
  private static func seconds(_ run: (Int) throws -> Void, calls: Int) throws -> Double {
    try run(1)
    let start = ContinuousClock.now
    try run(calls)
    return start.duration(to: .now) / .seconds(1) / Double(calls)
  }

  /// The mean number of allocations of a call, in all threads.
  private static func allocations(of run: (Int) throws -> Void) throws -> Double? {
    guard allocations_can_be_counted() else { return nil }
    let calls = 10
    allocations_start()
    defer { _ = allocations_stop() }
    try run(calls)
    return Double(allocations_stop()) / Double(calls)
  }
}
