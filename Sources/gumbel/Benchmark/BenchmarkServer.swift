import Foundation

/// Answers requests for single samples, line by line, so that a driver can take turns with others.
///
/// A request is `{"op": …, "shape": […], "min_time": …}`; the answer has the seconds of one call, or
/// says that there is no such operation. `{"drop": true}` frees what was prepared, `{"quit": 1}` ends.
struct BenchmarkServer {
  let threads: Int
  private var stopwatches: [String: Stopwatch?] = [:]

  init(threads: Int) { self.threads = threads }

  private struct Request: Decodable {
    var op: String?
    var shape: [Int]?
    var minTime: Double?
    var quit: Int?
    var drop: Bool?

    enum CodingKeys: String, CodingKey {
      case op, shape, quit, drop
      case minTime = "min_time"
    }
  }

  private struct Greeting: Encodable {
    var peer = "swift_gumbel"
    var ready = true
  }

  private struct Refusal: Encodable {
    var peer = "swift_gumbel"
    var op: String
    var shape: [Int]
    var na: Bool?
    var error: String?
  }

  /// Serves until standard input ends or somebody says quit.
  mutating func run() throws {
    try writeLine(Greeting())
    while let line = readLine() {
      guard let request = try? JSONDecoder().decode(Request.self, from: Data(line.utf8)) else {
        try writeLine(Refusal(op: "", shape: [], error: "this is no request: \(line.prefix(100))"))
        continue
      }
      if request.quit != nil { return }
      if request.drop == true {
        stopwatches = [:]
        try writeLine(["dropped": true])
        continue
      }
      try answer(request)
    }
  }

  private mutating func answer(_ request: Request) throws {
    let (op, shape) = (request.op ?? "", request.shape ?? [])
    do {
      guard let stopwatch = try stopwatch(op, shape, seconds: request.minTime ?? 0.004) else {
        return try writeLine(Refusal(op: op, shape: shape, na: true))
      }
      var record = BenchmarkRecord(
        op, shape: shape, threads: threads, kind: stopwatch.operation.kind,
        seconds: try stopwatch.sample())
      record.allocations = stopwatch.allocations
      try writeLine(record)
    } catch {
      try writeLine(Refusal(op: op, shape: shape, error: "\(error)"))
    }
  }

  private mutating func stopwatch(
    _ op: String, _ shape: [Int], seconds: Double
  ) throws -> Stopwatch? {
    let key = "\(op) \(shape)"
    if let known = stopwatches[key] { return known }
    let made = try Operation.make(op, shape: shape).map { try Stopwatch($0, seconds: seconds) }
    stopwatches[key] = made
    return made
  }

  private func writeLine(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try writeOutput(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
