internal import CZlib

/// Portable Network Graphics.
///
/// > Reference: https://www.w3.org/TR/png
public enum PNG {
  /// Encodes a picture without loss, eight bits per channel.
  ///
  /// The signature is followed by three chunks: header, the packed rows, and the end.
  public static func encode(_ bitmap: Bitmap) -> [UInt8] {
    let colorType: UInt8 =
      switch bitmap.format {
      case .gray: 0
      case .rgb: 2
      case .grayAlpha: 4
      }
    // Depth 8, the colour type, then compression, filter and interlace method, all zero.
    let header =
      bigEndian(UInt32(bitmap.width)) + bigEndian(UInt32(bitmap.height)) + [8, colorType, 0, 0, 0]
    let stride = bitmap.width * bitmap.format.channels
    var rows: [UInt8] = []
    rows.reserveCapacity((stride + 1) * bitmap.height)
    for start in Swift.stride(from: 0, to: bitmap.bytes.count, by: stride) {
      rows.append(0)  // no filter
      rows.append(contentsOf: bitmap.bytes[start..<start + stride])
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", compressed(rows)) + chunk("IEND", [])
  }

  /// The length of the content, the type, the content, and the checksum of both.
  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + content
    let checksum = unsafe crc32_z(0, body, body.count)
    return bigEndian(UInt32(content.count)) + body + bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(count))
    let status = unsafe compress2(&result, &count, bytes, uLong(bytes.count), 9)
    precondition(status == Z_OK, "no memory to pack \(bytes.count) bytes")
    result.removeLast(result.count - Int(count))
    return result
  }
}
