import Foundation

extension Picture {
  /// The picture as a PNG file of eight bits per pixel, without compression.
  ///
  /// A signature and three chunks: header, the rows wrapped in stored blocks of zlib, and the end.
  var png: Data {
    let header = bigEndian(width) + bigEndian(height) + [8, 0, 0, 0, 0]
    var rows: [UInt8] = []
    for y in 0..<height {
      rows.append(0)  // no filter
      for pixel in pixels[y * width..<(y + 1) * width] {
        rows.append(UInt8((255 * min(1, max(0, pixel))).rounded()))
      }
    }
    return Data(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", []))
  }
}

/// The length of the content, the type, the content, and the checksum of both.
private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
  var checksum: UInt32 = 0xFFFF_FFFF
  for byte in Array(type.utf8) + content {
    checksum ^= UInt32(byte)
    for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return bigEndian(content.count) + Array(type.utf8) + content + bigEndian(Int(~checksum))
}

/// Bytes in the format of zlib, in blocks that are not compressed, and their Adler checksum.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = [0x78, 0x01]
  for start in stride(from: 0, to: bytes.count, by: 65_535) {
    let block = bytes[start..<min(bytes.count, start + 65_535)]
    let (low, high) = (UInt8(block.count & 255), UInt8(block.count >> 8))
    result += [block.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high] + block
  }
  var (a, b) = (1, 0)
  for byte in bytes {
    a = (a + Int(byte)) % 65_521
    b = (b + a) % 65_521
  }
  return result + bigEndian(b << 16 | a)
}

private func bigEndian(_ value: Int) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
