import NumericFiles
import Testing

@Suite struct MalformedNPZTests {
  static let array = NPYArray(shape: [2], elements: .uint8([7, 9]))

  static func whole(compressed: Bool = false) throws -> [UInt8] {
    var file = NPZFile()
    file.insert(array, named: "x")
    file.insert(array, named: "y")
    return try file.encoded(compressed: compressed)
  }

  /// Where a signature begins, from the back.
  static func position(of kind: UInt8, in bytes: [UInt8]) -> Int {
    bytes.indices.last {
      bytes[$0...].starts(with: [0x50, 0x4B, kind, kind + 1])
    } ?? 0
  }

  /// Changes the second entry of the directory.
  static func damaged(
    _ offset: Int, _ values: [UInt8], compressed: Bool = false
  ) throws -> [UInt8] {
    var bytes = try whole(compressed: compressed)
    let position = position(of: 1, in: bytes) + offset
    bytes.replaceSubrange(position..<position + values.count, with: values)
    return bytes
  }

  @discardableResult
  func refuses(_ code: FileError.Code, _ bytes: [UInt8]) -> String {
    expectError(code) { () throws(FileError) in _ = try NPZFile(decoding: bytes) }
  }

  @Test func `encryption and other methods are refused by the name of the entry`() throws {
    #expect(try refuses(.unsupported, Self.damaged(8, [1])).contains("\"y.npy\": is encrypted"))
    #expect(
      try refuses(.unsupported, Self.damaged(10, [12])).contains(
        "\"y.npy\": is packed by method 12"))
  }

  @Test func `sizes, checksums and headers must agree`() throws {
    for compressed in [false, true] {
      #expect(
        try refuses(.malformed, Self.damaged(16, [1, 2, 3, 4], compressed: compressed))
          .contains("\"y.npy\": has a wrong checksum"))
    }
    try refuses(.malformed, Self.damaged(24, [1]))  // two sizes
    try refuses(.malformed, Self.damaged(20, [255, 255, 0, 0]))  // beyond the archive
    try refuses(.truncated, Self.damaged(24, [129], compressed: true))
    try refuses(.trailingBytes, Self.damaged(24, [131], compressed: true))
    try refuses(.malformed, Self.damaged(24, [0, 0, 0, 0x70], compressed: true))  // a bomb
    try refuses(.malformed, Self.damaged(46, [0x7A]))  // another name than in the entry
    try refuses(.malformed, Self.damaged(46, [0x78]))  // the name of the first
    try refuses(.unsupported, Self.damaged(46, [0xFF]))
    try refuses(.malformed, Self.damaged(42, [1, 0]))  // overlaps the first
    try refuses(.malformed, Self.damaged(42, [0, 0]))
    try refuses(.malformed, Self.damaged(42, [255, 255, 255, 255]))  // 64 bits without a field
    try refuses(.malformed, Self.damaged(0, [0]))
    try refuses(.malformed, Self.damaged(28, [255, 255]))
    var swollen = try Self.whole()
    swollen.append(contentsOf: [0, 0])  // a comment that is not declared
    refuses(.truncated, swollen)
  }

  @Test func `the end must lead to the directory`() throws {
    for (offset, value, code) in [
      (4, 1, .unsupported), (8, 1, .unsupported), (12, 1, .malformed), (15, 0x7F, .malformed),
      (16, 9, .malformed), (19, 0x7F, .malformed), (20, 1, .truncated), (0, 0, .truncated),
    ] as [(Int, UInt8, FileError.Code)] {
      var bytes = try Self.whole()
      bytes[bytes.count - 22 + offset] = value
      refuses(code, bytes)
    }
    var bytes = try Self.whole()
    bytes[bytes.count - 22 + 8] = 3
    bytes[bytes.count - 22 + 10] = 3
    #expect(refuses(.malformed, bytes).contains("lists 2 entries and declares 3"))
    refuses(.truncated, [])
    refuses(.malformed, Array("<!doctype html>".utf8))
  }

  @Test func `a comment and foreign bytes before the directory are passed over`() throws {
    var bytes = try Self.whole()
    bytes[bytes.count - 2] = 3
    #expect(try NPZFile(decoding: bytes + Array("abc".utf8)).items.count == 2)
  }

  @Test func `sizes of 64 bits are read`() throws {
    // The last entry with all ones and an extra field, then the record of 64 bits and its locator.
    var bytes = try Self.whole()
    let end = bytes.count - 22
    let entry = Self.position(of: 1, in: bytes)
    let directory = Int(bytes[end + 16]) | Int(bytes[end + 17]) << 8
    func wide(_ value: Int) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let start = Int(bytes[entry + 42]) | Int(bytes[entry + 43]) << 8
    let size = Int(bytes[entry + 24])
    let extra = [1, 0, 24, 0] + wide(size) + wide(size) + wide(start)
    for offset in [20, 24, 42] {
      bytes.replaceSubrange(entry + offset..<entry + offset + 4, with: [255, 255, 255, 255])
    }
    bytes[entry + 30] = UInt8(extra.count)
    let body = Array(bytes[..<end]) + extra
    let record =
      [0x50, 0x4B, 6, 6] + wide(44) + [45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0] + wide(2) + wide(2)
      + wide(body.count - directory) + wide(directory)
    let locator = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + wide(body.count) + [1, 0, 0, 0]
    let last = [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + [UInt8](repeating: 255, count: 12) + [0, 0]
    let file = try NPZFile(decoding: body + record + locator + last)
    #expect(file["y"] == Self.array && file["x"] == Self.array)
    for index in (body + record).indices.dropFirst(directory) {
      var damaged = body + record + locator + last
      damaged[index] = 0xFF
      _ = try? NPZFile(decoding: damaged)
    }
  }

  @Test func `an entry that holds no numbers is named`() throws {
    // "x" made into a text by its magic.
    var bytes = try Self.whole()
    bytes[35] = 0x20
    #expect(refuses(.malformed, bytes).contains("entry \"x.npy\": does not begin like"))
  }
}
