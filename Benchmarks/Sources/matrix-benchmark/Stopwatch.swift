import Foundation

/// Times two ways to compute the same thing, in turns.
///
/// A round runs ours and then the other so often that each takes at least two milliseconds; what
/// disturbs a round hits both. One JSON line per case holds the times of all rounds.
struct Stopwatch {
  /// Only cases whose names contain one of these are run; all if there are none.
  var filters: [String] = []
  /// How long all rounds of one case may take.
  var budget = Duration.milliseconds(300)
  /// Only the names are printed.
  var listsOnly = false

  struct Line: Codable {
    var name: String
    var source: String
    /// Nanoseconds per call in each round.
    var ours: [Double]
    /// The same for the raw call or the pointer loop.
    var other: [Double]?
  }

  /// Runs a case; the closures repeat what they time as often as they are told.
  func measure(
    _ name: String, ours: (Int) throws -> Void, other: ((Int) throws -> Void)? = nil
  ) throws {
    guard filters.isEmpty || filters.contains(where: name.contains) else { return }
    if listsOnly { return print(name) }
    var line = Line(name: name, source: "swift", ours: [], other: other == nil ? nil : [])
    let counts = (try repetitions(ours), try other.map { try repetitions($0) } ?? 0)
    let start = ContinuousClock.now
    while line.ours.count < 5 || (line.ours.count < 101 && start.duration(to: .now) < budget) {
      line.ours.append(try time(counts.0, ours))
      if let other { line.other?.append(try time(counts.1, other)) }
    }
    let data = try? JSONEncoder().encode(line)
    print(data.map { String(decoding: $0, as: UTF8.self) } ?? "")
    fflush(nil)
  }

  /// How often to repeat, so that one round takes two milliseconds.
  private func repetitions(_ body: (Int) throws -> Void) throws -> Int {
    var count = 1
    while true {
      let nanoseconds = try time(count, body) * Double(count)
      if nanoseconds > 2e6 { return count }
      count = nanoseconds < 2e5 ? count * 8 : Int(Double(count) * 2.2e6 / nanoseconds) + 1
    }
  }

  /// Nanoseconds per call.
  private func time(_ count: Int, _ body: (Int) throws -> Void) throws -> Double {
    let duration = try ContinuousClock().measure { try body(count) }
    let (seconds, attoseconds) = duration.components
    return (Double(seconds) * 1e9 + Double(attoseconds) * 1e-9) / Double(count)
  }
}

/// Keeps the optimizer from dropping a result.
@inline(never)
@_optimize(none)
func consume<T>(_ value: T) {}
