import Foundation
import NumericFiles
import Testing

/// A folder for runs of the tool, with a little data in it, that disappears with the value.
final class Workspace {
  let path = NSTemporaryDirectory() + "ToolTests-\(UUID())"

  /// Options of a training run that takes milliseconds a step.
  static let small = [
    "train", "--data", "data.npy", "--latents", "3", "--classes", "4", "--batch-size", "20",
    "--samples", "2", "--metrics-interval", "7", "--threads", "1",
  ]

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // Four by four pixels: two halves that are on or off.
    let values = (0..<200 * 16).map { index -> Float in
      let (sample, pixel) = (index / 16, index % 16)
      let isOn = pixel < 8 ? sample % 2 == 0 : sample % 3 == 0
      return isOn ? 0.9 : 0.1
    }
    try NPYArray(shape: [200, 4, 4], elements: .float(values)).write(to: path + "/data.npy")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and the folders above it.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// The bytes of a file.
  func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  /// The text of a file, or nothing.
  func text(_ name: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: path + "/" + name) ?? Data(), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Every file with its content.
  func contents() throws -> [String: Data] {
    var result: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      result[name] = FileManager.default.contents(atPath: path + "/" + name) ?? Data()
    }
    return result
  }

  /// Starts the small run.
  func start(_ arguments: String...) throws -> Tool {
    try Tool(Self.small + arguments, in: path)
  }

  /// Runs the small run to its end and expects success.
  func train(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let result = try await Tool(Self.small + arguments, in: path).finish()
    #expect(result.status == 0, "\(result.stderr)", sourceLocation: sourceLocation)
  }

  /// Expects that two runs left the same bytes behind.
  func expectEqualRuns(
    _ first: String, _ second: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for name in ["metrics.jsonl", "model.safetensors", "checkpoint.safetensors", "config.json"] {
      let equal = try bytes("\(first)/\(name)") == bytes("\(second)/\(name)")
      #expect(equal, "\(name) differs", sourceLocation: sourceLocation)
    }
  }
}

/// Reads one JSON object from a text that holds nothing else but a line feed.
func jsonObject(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> [String: Any] {
  #expect(
    text.hasSuffix("\n") && !text.dropLast().contains("\n"), "\(text)",
    sourceLocation: sourceLocation)
  let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  return try #require(object, sourceLocation: sourceLocation)
}
