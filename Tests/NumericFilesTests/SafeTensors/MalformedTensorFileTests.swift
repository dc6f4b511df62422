import NumericFiles
import Testing

@Suite struct MalformedTensorFileTests {
  /// A header around one entry, with four bytes of data.
  static func entry(_ fields: String) -> [UInt8] {
    TensorFileTests.file(#"{"x":{\#(fields)}}"#, [0, 0, 0, 0])
  }

  @Test func `a file cut at any byte throws`() {
    let whole = TensorFileTests.example.encoded()
    for count in whole.indices {
      expectError(.truncated, .malformed) { () throws(FileError) in
        _ = try TensorFile(decoding: Array(whole[..<count]))
      }
    }
  }

  @Test func `a file with any byte changed throws or decodes, and never traps`() {
    let whole = TensorFileTests.example.encoded()
    for index in whole.indices {
      for byte: UInt8 in [0, 0x20, 0x22, 0x30, 0x39, 0x5B, 0x5C, 0x7B, 0x7F, 0xFF] {
        var damaged = whole
        damaged[index] = byte
        _ = try? TensorFile(decoding: damaged)
      }
    }
  }

  @Test func `bytes after the data are refused`() {
    expectError(.trailingBytes) { () throws(FileError) in
      _ = try TensorFile(decoding: TensorFileTests.example.encoded() + [0])
    }
  }

  @Test(
    arguments: [
      "", " {}", "[]", "null", "{", "{}}", "{},", "{,}", #"{"x"}"#, #"{"x":1}"#, #"{"x":null}"#,
      #"{"x":[]}"#, #"{"x":{}}"#, #"{x:{}}"#, #"{"x":{},}"#, #"{"__metadata__":1}"#,
      #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":{"a":{}}}"#,
      #"{"__metadata__":{"a":"1","a":"2"}}"#, #"{"__metadata__":{},"__metadata__":{}}"#,
      #"{"__metadata__":{"a":"\x"}}"#, #"{"__metadata__":{"a":"\u12"}}"#,
      #"{"__metadata__":{"a":"\ud800"}}"#, #"{"__metadata__":{"a":"\ud800\u0020"}}"#,
      #"{"__metadata__":{"a":"\udc00"}}"#, #"{"__metadata__":{"a":"\u+123"}}"#,
      #"{"__metadata__":{"a":"\"#, "{\"__metadata__\":{\"a\":\"\n\"}}",
    ])
  func `a header that is not the JSON of the format is refused`(header: String) {
    expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(decoding: TensorFileTests.file(header))
    }
  }

  @Test(
    arguments: [
      #""dtype":"F32","shape":[1]"#, #""dtype":"F32","data_offsets":[0,4]"#,
      #""shape":[1],"data_offsets":[0,4]"#, #""dtype":"F32","shape":[1],"data_offsets":[0]"#,
      #""dtype":"F32","shape":[1],"data_offsets":[0,4,8]"#,
      #""dtype":"F32","shape":[1],"data_offsets":[4,0]"#,
      #""dtype":"F32","shape":[2],"data_offsets":[0,4]"#,
      #""dtype":"F8_E4M3","shape":[1],"data_offsets":[4,0]"#,
      #""dtype":"U8","shape":[1],"data_offsets":[0,4]"#,
      #""dtype":"I64","shape":[1],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[-1],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[1.0],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[01],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[1e0],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[[1]],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":1,"data_offsets":[0,4]"#,
      #""dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1"#,
      #""dtype":1,"shape":[1],"data_offsets":[0,4]"#,
      // 2⁶⁴, and products and byte counts beyond 2⁶³.
      #""dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]"#,
      #""dtype":"F32","shape":[1],"data_offsets":[9223372036854775804,9223372036854775808]"#,
      // A gap at the start.
      #""dtype":"F32","shape":[0],"data_offsets":[4,4]"#,
    ])
  func `an entry with wrong fields is refused`(fields: String) {
    expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(decoding: Self.entry(fields))
    }
  }

  @Test(arguments: ["F8_E4M3", "F4", "C128", "f32", ""])
  func `other types are refused by name`(type: String) {
    let text = expectError(.unsupported) { () throws(FileError) in
      _ = try TensorFile(
        decoding: Self.entry(#""dtype":"\#(type)","shape":[1],"data_offsets":[0,4]"#))
    }
    #expect(text.contains("\"\(type)\""))
  }

  @Test(arguments: [
    ([0, 8], [4, 12], "overlaps"), ([0, 4], [8, 12], "gap"), ([0, 4], [0, 4], "overlaps"),
    ([4, 8], [8, 12], "gap"),
  ])
  func `tensors must lie end to end`(first: [Int], second: [Int], fault: String) {
    func entry(_ name: String, _ offsets: [Int]) -> String {
      let count = (offsets[1] - offsets[0]) / 4
      return #""\#(name)":{"dtype":"F32","shape":[\#(count)],"data_offsets":\#(offsets)}"#
    }
    let header = "{\(entry("x", first)),\(entry("y", second))}"
    let text = expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(
        decoding: TensorFileTests.file(header, [UInt8](repeating: 0, count: 12)))
    }
    #expect(text.contains(fault))
  }

  @Test func `two tensors of one name are refused`() {
    let entry = #""x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}"#
    let text = expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(decoding: TensorFileTests.file("{\(entry),\(entry)}"))
    }
    #expect(text.contains("a second entry \"x\""))
  }

  @Test func `deep nesting is refused where it begins`() {
    for opening in ["[", #"{"x":"#] {
      expectError(.malformed) { () throws(FileError) in
        let header = "{\"x\":" + String(repeating: opening, count: 100_000)
        _ = try TensorFile(decoding: TensorFileTests.file(header))
      }
    }
  }

  @Test func `a shape of endless axes is refused`() {
    let shape = Array(repeating: "0", count: 100_000).joined(separator: ",")
    expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(
        decoding: Self.entry(#""dtype":"F32","shape":[\#(shape)],"data_offsets":[0,0]"#))
    }
  }

  @Test(arguments: [100_000_001, UInt64(Int64.max), UInt64(Int64.max) + 1, .max])
  func `a header longer than the limit is refused before it is read`(length: UInt64) {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(decoding: bytes + Array("{}".utf8))
    }
  }

  @Test func `a name that is not UTF-8 is refused, and one with control characters is escaped`() {
    var bytes = TensorFileTests.file(#"{"?":{}}"#)
    bytes[10] = 0xFF
    expectError(.malformed) { () throws(FileError) in _ = try TensorFile(decoding: bytes) }
    let text = expectError(.malformed) { () throws(FileError) in
      _ = try TensorFile(decoding: TensorFileTests.file(#"{"\n\u001b[31m":{}}"#))
    }
    #expect(text.contains(#""\u{a}\u{1b}[31m""#))
  }

  @Test func `a large file is refused at the limit`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", TensorFileTests.example.encoded())
    expectError(.tooLarge) { () throws(FileError) in
      _ = try TensorFile.read(path, maximumByteCount: 100)
    }
  }
}
