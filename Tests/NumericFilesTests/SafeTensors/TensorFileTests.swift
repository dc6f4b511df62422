import Foundation
import NumericFiles
import Testing

@Suite struct TensorFileTests {
  static let example = TensorFile(
    tensors: [
      Tensor(name: "b", shape: [2], [1, -2] as [Float]),
      Tensor(name: "a", shape: [], [0.5] as [Float]),
      Tensor(name: "m", shape: [1, 2], [3, 4] as [Double]),
      Tensor(name: "empty", shape: [0, 7], [] as [Float]),
    ], metadata: ["z": "1", "note": "a \"quoted\"\n\\ line é"])

  @Test func `one tensor gives the bytes of the format's description`() {
    let file = TensorFile(tensors: [Tensor(name: "x", shape: [1], [1] as [Float])])
    let header = #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    #expect(header.utf8.count == 54)
    let expected = [56, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0x20, 0x20, 0, 0, 0x80, 0x3F]
    #expect(file.encoded() == expected)
  }

  @Test func `the header is sorted and padded to eight bytes`() {
    let bytes = Self.example.encoded()
    let length = Int(bytes[0]) + Int(bytes[1]) << 8
    #expect(length.isMultiple(of: 8))
    #expect(
      String(decoding: bytes[8..<8 + length], as: UTF8.self).trimmingCharacters(in: .whitespaces)
        == #"{"__metadata__":{"note":"a \"quoted\"\u000a\\ line é","z":"1"},"#
        + #""m":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]},"#
        + #""a":{"dtype":"F32","shape":[],"data_offsets":[16,20]},"#
        + #""b":{"dtype":"F32","shape":[2],"data_offsets":[20,28]},"#
        + #""empty":{"dtype":"F32","shape":[0,7],"data_offsets":[28,28]}}"#)
  }

  @Test func `the order of insertion does not change the bytes`() {
    var other = TensorFile(metadata: Self.example.metadata)
    for tensor in Self.example.tensors.reversed() { other.insert(tensor) }
    #expect(other == Self.example)
    #expect(other.encoded() == Self.example.encoded())
  }

  @Test func `saving, then loading is the identity`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.safetensors"
    let special: [Float] = [0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .pi]
    for file in [
      TensorFile(), Self.example,
      TensorFile(tensors: [Tensor(name: "é\u{1}", shape: [6], special)]),
    ] {
      try file.write(to: path)
      let same = try TensorFile.read(path)
      #expect(same == file)
      #expect(same.path == path)
      #expect(try bytes(of: path) == file.encoded())
    }
  }

  @Test func `tensors are found by name`() throws {
    let file = Self.example
    #expect(file["b"]?.elements.floats == [1, -2])
    #expect(file["m"]?.elements.doubles == [3, 4])
    #expect(file["m"]?.shape == [1, 2])
    #expect(file["missing"] == nil)
    let text = expectError(.mismatch) { () throws(FileError) in
      _ = try file.tensor(named: "missing")
    }
    #expect(text.contains("\"m\", \"a\", \"b\", \"empty\""))
  }

  @Test func `numbers of sixteen bits widen exactly`() throws {
    let header =
      #"{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#
      + #""g":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]}}"#
    // 1.5 and the least subnormal in half precision; -2 in bfloat16.
    let file = try TensorFile(decoding: Self.file(header, [0x00, 0x3E, 0x01, 0x00, 0x00, 0xC0]))
    #expect(file["h"]?.elements == .float([1.5, 0x1p-24]))
    #expect(file["g"]?.elements == .float([-2]))
  }

  @Test func `the names, the shapes and the reserved word are preconditions`() async {
    await #expect(processExitsWith: .failure) {
      let tensor = Tensor(name: "a", shape: [1], [1] as [Float])
      _ = TensorFile(tensors: [tensor, tensor])
    }
    await #expect(processExitsWith: .failure) {
      var file = TensorFileTests.example
      file.insert(Tensor(name: "a", shape: [1], [1] as [Float]))
    }
    await #expect(processExitsWith: .failure) { _ = Tensor(name: "a", shape: [2], [1] as [Float]) }
    await #expect(processExitsWith: .failure) {
      _ = Tensor(name: "__metadata__", shape: [1], [1] as [Float])
    }
  }

  /// A file with a header, however wrong, and data.
  static func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
  }
}
