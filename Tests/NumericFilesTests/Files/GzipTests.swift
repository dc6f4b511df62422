import NumericFiles
import Testing

@Suite struct GzipTests {
  let text = Array("the quick brown fox jumps over the lazy dog, the quick brown fox".utf8)

  @Test func `the checksum has the check value of the catalogue`() {
    #expect(Gzip.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Gzip.crc32([]) == 0)
  }

  @Test(arguments: [0, 1, 1000, 262_144, 262_145, 1_000_000])
  func `unpacking undoes packing`(count: Int) throws {
    let data = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    #expect(try Gzip.inflate(Gzip.deflate(data), limit: count) == data)
  }

  @Test func `a member written by another program is read`() throws {
    // python3 -c "import gzip; print(gzip.compress(b'hello', mtime=0).hex(','))"
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 0x86, 0xA6, 0x10,
      0x36, 5, 0, 0, 0,
    ]
    #expect(try Gzip.inflate(packed, limit: 5) == Array("hello".utf8))
    #expect(try Gzip.inflate(packed + packed, limit: 10) == Array("hellohello".utf8))
  }

  @Test func `data cut at any byte is truncated`() {
    let packed = Gzip.deflate(text)
    for count in packed.indices {
      expectError(.truncated) { () throws(FileError) in
        _ = try Gzip.inflate(Array(packed[..<count]), limit: 1000)
      }
    }
  }

  @Test func `a flipped bit in data, checksum or length is found`() throws {
    let packed = Gzip.deflate(text)
    for index in packed.indices.dropFirst(10) {  // the header has ten bytes, some without meaning
      for bit in 0..<8 {
        var damaged = packed
        damaged[index] ^= 1 << bit
        let result = try? Gzip.inflate(damaged, limit: 1000)
        #expect(result == nil || result == text, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `bytes after the data are refused`() {
    expectError(.trailingBytes) { () throws(FileError) in
      _ = try Gzip.inflate(Gzip.deflate(text) + [0], limit: 1000)
    }
  }

  @Test func `a bomb stops at the limit`() {
    let bomb = Gzip.deflate([UInt8](repeating: 0, count: 20_000_000))
    #expect(bomb.count < 20_000)
    for limit in [0, 1, 262_143, 262_144, 1_000_000, 19_999_999] {
      expectError(.tooLarge) { () throws(FileError) in _ = try Gzip.inflate(bomb, limit: limit) }
    }
  }

  @Test func `packing is deterministic`() {
    #expect(Gzip.deflate(text) == Gzip.deflate(text))
  }
}
