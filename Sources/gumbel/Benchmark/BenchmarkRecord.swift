import Foundation

/// One figure, as a line of JSON or a row of a table.
struct BenchmarkRecord: Encodable {
  var op: String
  var shape: [Int]
  var threads: Int
  var peer = "swift_gumbel"
  var nanosecondsPerElement: Double?
  var stepsPerSecond: Double?
  var gigaflops: Double?
  var microseconds: Double?
  var nanoseconds: Double?
  var seconds: Double
  /// The allocations of one call.
  var allocations: Double?
  /// The time of the calls of BLAS that the operation consists of.
  var limitSeconds: Double?
  /// Their share of the operation's time, the median over the rounds.
  var limitShare: Double?
  var rounds: Int?
  var tenthOverMedian: Double?

  enum CodingKeys: String, CodingKey {
    case op, shape, threads, peer, rounds, allocations
    case nanosecondsPerElement = "ns_per_element"
    case stepsPerSecond = "steps_per_s"
    case gigaflops = "gflops"
    case microseconds = "us"
    case nanoseconds = "ns"
    case seconds = "secs"
    case limitSeconds = "limit_secs"
    case limitShare = "limit_share"
    case tenthOverMedian = "p10_over_median"
  }

  init(_ op: String, shape: [Int], threads: Int, kind: OperationKind, seconds: Double) {
    self.op = op
    self.shape = shape
    self.threads = threads
    self.seconds = seconds
    switch kind {
    case .elements(let count): nanosecondsPerElement = seconds * 1e9 / Double(max(count, 1))
    case .step: stepsPerSecond = 1 / seconds
    case .product(let multiplications):
      gigaflops = 2 * Double(multiplications) / seconds / 1e9
      microseconds = seconds * 1e6
    case .call: nanoseconds = seconds * 1e9
    }
  }

  /// The record on one line of JSON.
  var line: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The figure with its unit, what BLAS takes of it, and the allocations.
  var figure: String {
    ([speed] + [limit, allocations.map { "\($0.fixed(0)) allocations" }].compactMap(\.self))
      .joined(separator: ", ")
  }

  private var speed: String {
    if let nanosecondsPerElement { return "\(nanosecondsPerElement.fixed(2)) ns/element" }
    if let stepsPerSecond { return "\(stepsPerSecond.fixed(1)) steps/s" }
    if let nanoseconds { return "\(nanoseconds.fixed(1)) ns" }
    return "\((gigaflops ?? 0).fixed(1)) GFLOP/s"
  }

  private var limit: String? {
    guard let limitSeconds, let limitShare else { return nil }
    guard let nanoseconds else { return "products \((100 * limitShare).fixed(0)) %" }
    return "\((nanoseconds - limitSeconds * 1e9).fixed(1)) over CBLAS"
  }
}
