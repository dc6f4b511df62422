import ArgumentParser
import Foundation
import LinearAlgebra

/// Times the operations of the package.
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time sampling, layers and whole training steps.",
    discussion: """
      Prints one line of JSON for each figure with --json, otherwise a table. Figures of one machine \
      at one time: compare them only with figures of the same run. Training steps are timed in turns \
      with their matrix products alone, 'multiply_into' with the call of CBLAS below it. Allocations \
      are those of one call. 'Benchmarks/compare' runs this tool and its peers in turns.
      """)

  @Option(
    help: ArgumentHelp(
      "The operations (default: all). Known: \(Operation.names.joined(separator: ", ")).",
      valueName: "name,name"))
  var ops: String?

  @Option(
    help: ArgumentHelp(
      "The shapes: samples × classes, rows × columns, or m × n × k for products.",
      valueName: "RxC,RxC"))
  var shapes: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of threads (default: 1).", valueName: "n"))
  var threads = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of samples of which the median counts.", valueName: "n"))
  var rounds = 21

  @Flag(
    help: "Answer requests for single samples on standard input, for a driver that takes turns.")
  var serve = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
    guard rounds >= 1 else { throw ValidationError("--rounds is \(rounds), expected at least 1.") }
    for name in requestedNames where !Operation.names.contains(name) {
      throw ValidationError(
        "'\(name)' is no operation; known are \(Operation.names.joined(separator: ", ")).")
    }
    _ = try requestedShapes()
  }

  private var requestedNames: [String] {
    ops.map { $0.split(separator: ",").map(String.init) } ?? Operation.names
  }

  private func requestedShapes() throws -> [[Int]]? {
    try shapes?.split(separator: ",").map { text in
      let sizes = text.split(separator: "x").map { Int($0) ?? 0 }
      guard (2...3).contains(sizes.count), sizes.allSatisfy({ (1...1 << 24).contains($0) }),
        sizes.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) <= 1 << 40
      else {
        throw ValidationError("'\(text)' is no shape; write it like 12800x10, or 100x512x784.")
      }
      return sizes
    }
  }

  func run() throws {
    try ComputeThreads.with(threads) {
      if serve {
        var server = BenchmarkServer(threads: threads)
        try server.run()
      } else {
        try measure()
      }
    }
  }

  private func measure() throws {
    var rows: [(String, String)] = []
    let terminal = Terminal.standardError
    for name in requestedNames {
      for shape in try shapes(of: name) {
        guard let operation = try Operation.make(name, shape: shape) else { continue }
        let label = "\(name) \(shape.map(String.init).joined(separator: "×"))"
        if terminal.isInteractive { terminal.write("\r\u{1B}[K" + terminal.dim(label)) }
        let record = try measure(operation, name, shape)
        if output.json { try writeOutput(record.line) }
        rows.append((label, record.figure))
      }
    }
    if terminal.isInteractive { terminal.write("\r\u{1B}[K") }
    if !output.json { try writeOutput(table(rows)) }
  }

  /// Times an operation in turns with what it cannot be faster than.
  private func measure(
    _ operation: Operation, _ name: String, _ shape: [Int]
  ) throws -> BenchmarkRecord {
    let stopwatch = try Stopwatch(operation, seconds: 0.004)
    var samples: [Double] = []
    var limits: [Double] = []
    for _ in 0..<rounds {
      samples.append(try stopwatch.sample())
      if let limit = try stopwatch.sampleLimit() { limits.append(limit) }
    }
    let sorted = samples.sorted()
    let median = sorted[rounds / 2]
    var record = BenchmarkRecord(
      name, shape: shape, threads: threads, kind: operation.kind, seconds: median)
    record.rounds = rounds
    record.tenthOverMedian = sorted[rounds / 10] / median
    record.allocations = stopwatch.allocations
    if !limits.isEmpty {
      record.limitSeconds = limits.sorted()[rounds / 2]
      record.limitShare = zip(limits, samples).map { $0 / $1 }.sorted()[rounds / 2]
    }
    return record
  }

  /// The shapes at which an operation is timed.
  private func shapes(of name: String) throws -> [[Int]] {
    let standard = Operation.standardShapes(of: name)
    return Operation.isStep(name) ? standard : try requestedShapes() ?? standard
  }
}
