import Figures
import Foundation
import Testing

@Suite struct PNGTests {
  /// The checksum bit by bit, as the specification defines it.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var remainder: UInt32 = .max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xEDB8_8320
      }
    }
    return ~remainder
  }

  /// Splits a file into its chunks and checks signature, lengths and checksums.
  static func chunks(_ file: [UInt8]) throws -> [(type: String, content: [UInt8])] {
    try #require(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    func number(_ offset: Int) -> Int { file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    var result: [(String, [UInt8])] = []
    var position = 8
    while position < file.count {
      let end = position + 8 + number(position)
      try #require(end + 4 <= file.count)
      #expect(number(end) == Int(checksum(file[position + 4..<end])))
      result.append(
        (
          String(decoding: file[position + 4..<position + 8], as: UTF8.self),
          Array(file[position + 8..<end])
        ))
      position = end + 4
    }
    return result
  }

  @Test func `the reference checksum has the check value of the catalogue`() {
    #expect(Self.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func `one pixel begins and ends with the bytes of the specification`() {
    let file = PNG.encode(Bitmap(width: 1, height: 1, bytes: [0]))
    let start: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
      1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55,
    ]
    let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    #expect(file.starts(with: start))
    #expect(file.suffix(12).elementsEqual(end))
  }

  @Test(arguments: [(Bitmap.Format.gray, UInt8(0)), (.rgb, 2), (.grayAlpha, 4)])
  func `the header names size and colour type`(format: Bitmap.Format, colorType: UInt8) throws {
    let bytes = [UInt8](repeating: 7, count: 300 * 2 * format.channels)
    let chunks = try Self.chunks(
      PNG.encode(Bitmap(width: 300, height: 2, format: format, bytes: bytes)))
    #expect(chunks.map(\.type) == ["IHDR", "IDAT", "IEND"])
    #expect(chunks[0].content == [0, 0, 1, 44, 0, 0, 0, 2, 8, colorType, 0, 0, 0])
  }

  static let hasPython = python("import zlib") == 0

  static func python(_ script: String, _ arguments: String...) -> Int32? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(.enabled(if: hasPython, "needs python3"))
  func `the rows are unfiltered and packed by zlib`() throws {
    let bytes = (0..<60).map { UInt8($0 * 4) }
    let file = PNG.encode(Bitmap(width: 5, height: 4, format: .rgb, bytes: bytes))
    let data = try #require(Self.chunks(file).first { $0.type == "IDAT" }).content
    let script = """
      import sys, zlib
      rows = zlib.decompress(bytes.fromhex(sys.argv[1]))
      pixels = bytes(4 * i for i in range(60))
      assert rows == b"".join(b"\\0" + pixels[i:i + 15] for i in range(0, 60, 15))
      """
    let hex = data.map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined()
    #expect(Self.python(script, hex) == 0)
  }

  @Test func `pixels that do not fill the picture trap`() async {
    await #expect(processExitsWith: .failure) { _ = Bitmap(width: 2, height: 2, bytes: [1, 2, 3]) }
    await #expect(processExitsWith: .failure) { _ = Bitmap(width: 0, height: 2, bytes: []) }
    await #expect(processExitsWith: .failure) {
      _ = Bitmap(width: 1 << 30, height: 1 << 30, format: .rgb, bytes: [])
    }
  }
}
