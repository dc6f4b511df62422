import Foundation
import NumericFiles
import Testing

/// The model of a run is a file for others.
@Suite struct ModelFileTests {
  static let hasSafetensors: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import safetensors.numpy"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test func `its header says names, types, shapes and places`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "3", "--hidden", "5", "--output", "run")
    let bytes = try work.bytes("run/model.safetensors")
    let length = (0..<8).reduce(0) { $0 + Int(bytes[$1]) << (8 * $1) }
    #expect(length % 8 == 0)
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    let metadata = try #require(header["__metadata__"] as? [String: String])
    #expect(metadata["format"] == "swift-gumbel model 1" && metadata["step"] == "3")
    let shapes: [String: [Int]] = [
      "encoder.0.weight": [5, 16], "encoder.0.bias": [5], "encoder.1.weight": [12, 5],
      "encoder.1.bias": [12], "decoder.0.weight": [5, 12], "decoder.0.bias": [5],
      "decoder.1.weight": [16, 5], "decoder.1.bias": [16],
    ]
    #expect(Set(header.keys) == Set(shapes.keys).union(["__metadata__"]))
    var covered = 0
    for (name, shape) in shapes {
      let entry = try #require(header[name] as? [String: Any])
      #expect(entry["dtype"] as? String == "F32" && entry["shape"] as? [Int] == shape, "\(name)")
      let places = try #require(entry["data_offsets"] as? [Int])
      #expect(places[1] - places[0] == 4 * shape.reduce(1, *))
      covered += places[1] - places[0]
    }
    #expect(covered == bytes.count - 8 - length)
  }

  @Test(.enabled(if: hasSafetensors, "needs python3 with safetensors and numpy"))
  func `Python opens it`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "3", "--output", "run")
    let script = """
      import safetensors.numpy
      m = safetensors.numpy.load_file("run/model.safetensors")
      assert m["encoder.0.weight"].shape == (12, 16) and m["decoder.0.bias"].shape == (16,)
      """
    let result = try await Tool(
      ["python3", "-c", script], in: work.path, executable: "/usr/bin/env"
    ).finish()
    #expect(result.status == 0, "\(result.stderr)")
  }
}
