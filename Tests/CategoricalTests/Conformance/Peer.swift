import Foundation

/// A library of the interpreter `python3` to compare with, and its script in `Tests/Peers`.
struct Peer {
  var module: String
  var script: String

  static let pyTorch = Peer(module: "torch", script: "compare_pytorch.py")
  static let tensorFlowProbability = Peer(
    module: "tensorflow_probability", script: "compare_tfp.py")

  /// Whether the interpreter finds the module, which is not loaded for that.
  var isInstalled: Bool {
    let question = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('\(module)'))"
    return ((try? Self.run(["-c", question]))?.status ?? 1) == 0
  }

  /// Has the script compare our results.
  func compare(_ cases: [ComparisonCase]) throws -> (status: Int32, report: String) {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let file = FileManager.default.temporaryDirectory.appending(
      path: "categorical-\(UUID().uuidString).json")
    try encoder.encode(cases).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Peers/\(script)").standardized.path
    return try Self.run([path, file.path])
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, report: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
