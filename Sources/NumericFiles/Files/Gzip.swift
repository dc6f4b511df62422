internal import CZlib

/// Gzip, the format of RFC 1952, and its checksum.
public enum Gzip {
  /// The checksum of gzip and PNG: the reflected CRC of 32 bits with polynomial `04c11db7`.
  public static func crc32(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: unsafe crc32_z(0, bytes, bytes.count))
  }

  /// The checksum of bytes that follow others.
  static func crc32(_ previous: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.baseAddress else { return previous }
    let address = unsafe start.assumingMemoryBound(to: UInt8.self)
    return UInt32(truncatingIfNeeded: unsafe crc32_z(UInt(previous), address, bytes.count))
  }

  /// Unpacks gzip data.
  ///
  /// Lengths and checksums are verified, and several members in a row are joined, as the format asks.
  ///
  /// - Parameters:
  ///   - bytes: The packed data, all of it.
  ///   - limit: The largest result to accept in bytes; memory stays within twice this.
  ///   - path: What to call the data in messages.
  /// - Returns: The unpacked data.
  /// - Throws: ``FileError`` if the data is damaged, cut short, followed by other bytes, or unpacks to
  ///   more than `limit`.
  public static func inflate(
    _ bytes: [UInt8], limit: Int, path: String = "gzip data"
  ) throws(FileError) -> [UInt8] {
    var inflater = try Inflater(bytes, path: path)
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(max(limit, 0), 1 << 18) + 1)
    while true {
      var span = piece.mutableSpan
      let count = try unsafe span.withUnsafeMutableBytes { (buffer) throws(FileError) in
        try unsafe inflater.read(into: buffer)
      }
      guard count <= limit - result.count else {
        throw FileError(
          .tooLarge, path: path, message: "unpacks to more than \(limit) bytes; raise the limit")
      }
      result.append(contentsOf: piece[..<count])
      if count < piece.count { return result }
    }
  }

  /// Packs data into one gzip member without name or date: equal input gives equal output.
  ///
  /// - Parameters:
  ///   - bytes: The data.
  ///   - level: From 1, the fastest, to 9, the smallest.
  /// - Returns: The packed data.
  public static func deflate(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
    deflate(bytes, level: level, windowBits: gzipWindowBits)
  }

  static func deflate(_ bytes: [UInt8], level: Int, windowBits: Int32) -> [UInt8] {
    precondition((1...9).contains(level), "level \(level) is outside 1...9")
    var stream = unsafe z_stream()
    let version = unsafe zlibVersion()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let started = unsafe deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, version, size)
    precondition(started == Z_OK, "no memory to pack \(bytes.count) bytes")
    defer { _ = unsafe CZlib.deflateEnd(&stream) }
    var input = bytes
    var result = [UInt8](
      repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
    var (consumed, produced) = (0, 0)
    var status = Z_OK
    // zlib counts in 32 bits, so that a larger array takes several rounds.
    while status != Z_STREAM_END {
      let last = bytes.count - consumed <= largestRound
      status = unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe result.withUnsafeMutableBufferPointer { target in
          let offered = min(source.count - consumed, largestRound)
          let room = min(target.count - produced, largestRound)
          unsafe stream.next_in = source.baseAddress.map { unsafe $0 + consumed }
          unsafe stream.avail_in = uInt(offered)
          unsafe stream.next_out = target.baseAddress.map { unsafe $0 + produced }
          unsafe stream.avail_out = uInt(room)
          let status = unsafe CZlib.deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH)
          consumed += unsafe offered - Int(stream.avail_in)
          produced += unsafe room - Int(stream.avail_out)
          return status
        }
      }
      precondition(status == Z_OK || status == Z_STREAM_END, "zlib cannot pack: status \(status)")
    }
    result.removeLast(result.count - produced)
    return result
  }
}

/// Fifteen bits of window, plus sixteen for the wrapping of gzip.
let gzipWindowBits: Int32 = 15 + 16

/// Fifteen bits of window without wrapping, as in ZIP archives.
let rawWindowBits: Int32 = -15

/// The most bytes handed to zlib at once.
let largestRound = 1 << 30
