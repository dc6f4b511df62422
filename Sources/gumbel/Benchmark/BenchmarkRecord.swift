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
  var seconds: Double
  var rounds: Int?
  var tenthOverMedian: Double?

  enum CodingKeys: String, CodingKey {
    case op, shape, threads, peer, rounds
    case nanosecondsPerElement = "ns_per_element"
    case stepsPerSecond = "steps_per_s"
    case gigaflops = "gflops"
    case microseconds = "us"
    case seconds = "secs"
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

  /// The figure with its unit.
  var figure: String {
    if let nanosecondsPerElement { return "\(nanosecondsPerElement.fixed(2)) ns/element" }
    if let stepsPerSecond { return "\(stepsPerSecond.fixed(1)) steps/s" }
    return "\((gigaflops ?? 0).fixed(1)) GFLOP/s"
  }
}
