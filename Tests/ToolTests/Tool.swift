import Foundation
import NumericFiles
import Testing

/// How the tool ended and what it said.
struct ToolResult {
  var status: Int32
  var wasKilled: Bool
  var stdout: String
  var stderr: String
}

/// The tool as a process of its own.
///
/// Its output goes into files, so no pipe can fill up, and standard error is no terminal.
final class Tool {
  private let process = Process()
  private let folder: String
  private let output = NSTemporaryDirectory() + "gumbel-\(UUID())"

  /// The tool beside the bundle of the tests.
  static let path: String = {
    let beside = Bundle.main.bundleURL.appendingPathComponent("gumbel").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("gumbel").path
  }()

  /// Starts the tool.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    executable: String = Tool.path
  ) throws {
    self.folder = folder
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment
      .merging(["COLUMNS": "80", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    for (suffix, set) in [
      (".out", { self.process.standardOutput = $0 }), (".err", { self.process.standardError = $0 }),
    ] as [(String, (FileHandle) -> Void)] {
      _ = FileManager.default.createFile(atPath: output + suffix, contents: nil)
      set(try FileHandle(forWritingTo: URL(fileURLWithPath: output + suffix)))
    }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    for suffix in [".out", ".err"] { try? FileManager.default.removeItem(atPath: output + suffix) }
  }

  var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until a condition holds; records an issue if it does not, or if the tool ends before.
  func wait(
    _ what: Comment, seconds: Double = 60, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: () -> Bool
  ) async throws {
    let start = ContinuousClock.now
    while !condition() {
      guard process.isRunning, start.duration(to: .now) < .seconds(seconds) else {
        Issue.record("waited in vain: \(what)", sourceLocation: sourceLocation)
        return
      }
      try await Task.sleep(for: .milliseconds(3))
    }
  }

  /// Waits for the end and returns what the tool said; after a time limit it is killed.
  func finish(
    seconds: Double = 120, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ToolResult {
    let start = ContinuousClock.now
    while process.isRunning {
      if start.duration(to: .now) > .seconds(seconds) {
        Issue.record("the tool ran for \(seconds) s", sourceLocation: sourceLocation)
        send(SIGKILL)
        process.waitUntilExit()
        break
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    func text(_ suffix: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: output + suffix)), as: UTF8.self)
    }
    return ToolResult(
      status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      stdout: try text(".out"), stderr: try text(".err"))
  }
}

/// Runs the tool to its end.
func runTool(
  _ arguments: String..., in folder: String = NSTemporaryDirectory(),
  environment: [String: String] = [:], seconds: Double = 120,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ToolResult {
  try await Tool(arguments, in: folder, environment: environment)
    .finish(seconds: seconds, sourceLocation: sourceLocation)
}

/// Runs the tool to its end and expects success.
@discardableResult
func succeed(
  _ arguments: String..., in folder: String, seconds: Double = 120,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ToolResult {
  let result = try await Tool(arguments, in: folder)
    .finish(seconds: seconds, sourceLocation: sourceLocation)
  #expect(
    result.status == 0 && !result.wasKilled, "\(arguments): \(result.stderr)",
    sourceLocation: sourceLocation)
  return result
}
