import ComplexModule
import Foundation
import LinearAlgebra
import NumericFiles
import RealModule
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
    #expect(text.contains("\"b\", \"a\", \"m\", \"empty\""))
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

  @Test func `integers, truth values and complex numbers are read exactly`() throws {
    let header =
      #"{"u":{"dtype":"U64","shape":[1],"data_offsets":[0,8]},"#
      + #""c":{"dtype":"C64","shape":[1],"data_offsets":[8,16]},"#
      + #""i":{"dtype":"I16","shape":[2],"data_offsets":[16,20]},"#
      + #""b":{"dtype":"BOOL","shape":[2],"data_offsets":[20,22]}}"#
    let data: [UInt8] = [
      1, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0xFE, 0xFF, 3, 0, 1, 0,
    ]
    let file = try TensorFile(decoding: Self.file(header, data))
    #expect(file["u"]?.elements == .uint64([1 << 53 + 1]))
    #expect(file["c"]?.elements == .complexFloat([Complex(1, -2)]))
    #expect(file["i"]?.elements == .int16([-2, 3]))
    #expect(file["b"]?.elements == .bool([true, false]))
    #expect(file.tensors.map(\.name) == ["u", "c", "i", "b"], "the order of the file")
    #expect(try TensorFile(decoding: file.encoded()) == file)
    #expect(try file.matrix(named: "i", as: Float.self) == [[-2], [3]])
    let pair: Matrix<Complex<Float>> = [[Complex(1, -2), Complex(3, 4)]]
    let complex = TensorFile(tensors: [Tensor(name: "p", pair)])
    #expect(try TensorFile(decoding: complex.encoded()).matrix(named: "p") == pair)
    #expect(try file.matrix(named: "i", as: Complex<Double>.self) == [[-2], [3]])
    for name in ["u", "c"] {
      expectError(.mismatch) { () throws(FileError) in
        _ = try file.matrix(named: name, as: Double.self)
      }
    }
  }

  @Test func `types to come are listed, and the other tensors are read by name`() throws {
    let header =
      #"{"__metadata__":{"k":"v"},"f8":{"dtype":"F8_E4M3","shape":[3,3],"data_offsets":[0,9]},"#
      + #""x":{"dtype":"F32","shape":[1],"data_offsets":[9,13]}}"#
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "a", Self.file(header, [UInt8](repeating: 1, count: 9) + [0, 0, 0x80, 0x3F]))
    let (tensors, metadata) = try TensorFile.list(path)
    #expect(metadata == ["k": "v"])
    #expect(tensors.map(\.name) == ["f8", "x"])
    #expect(tensors.map(\.typeName) == ["F8_E4M3", "F32"])
    #expect(tensors.map(\.type) == [nil, .float32])
    #expect(tensors.map(\.shape) == [[3, 3], [1]])
    let text = expectError(.unsupported) { () throws(FileError) in _ = try TensorFile.read(path) }
    #expect(text.contains("\"f8\"") && text.contains("\"F8_E4M3\""))
    let some = try TensorFile.read(path, tensors: ["x"])
    #expect(some["x"]?.elements == .float([1]) && some.tensors.count == 1)
    expectError(.mismatch) { () throws(FileError) in
      _ = try TensorFile.read(path, tensors: ["x", "y"])
    }
  }

  @Test func `names are written in natural order and kept in that of insertion`() throws {
    let names = ["l.10.w", "l.2.w", "l.2.b", "a", "l.02.b", "l.2", "l", "l.10", "é2", "é10"]
    let file = TensorFile(
      tensors: names.map { Tensor(name: $0, shape: [1], [1] as [Float]) })
    #expect(file.tensors.map(\.name) == names)
    let same = try TensorFile(decoding: file.encoded())
    #expect(
      same.tensors.map(\.name)
        == ["a", "l", "l.2", "l.02.b", "l.2.b", "l.2.w", "l.10", "l.10.w", "é2", "é10"])
    #expect(same == file)
    let reversed = TensorFile(tensors: file.tensors.reversed())
    #expect(reversed.encoded() == file.encoded())
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
    await #expect(processExitsWith: .failure) {
      _ = Tensor(name: "c", shape: [0], elements: .complexDouble([]))
    }
  }

  /// A file with a header, however wrong, and data.
  static func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
  }
}
