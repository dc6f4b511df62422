/// Bytes of which any part can be read at any time.
protocol RandomAccess {
  /// Where the bytes come from, for messages.
  var path: String { get }

  /// The number of bytes.
  var byteCount: Int { get }

  /// Fills the buffer with the bytes from a position on, which are all there.
  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError)
}

extension RandomAccess {
  /// Reads a part that the caller has checked against ``byteCount``.
  func read(at position: Int, count: Int) throws(FileError) -> [UInt8] {
    precondition(position >= 0 && count <= byteCount - position)
    return try Array(capacity: count) { (output) throws(FileError) in
      guard count > 0 else { return }
      try unsafe output.withUnsafeMutableBufferPointer { (buffer, filled) throws(FileError) in
        let target = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<count])
        try unsafe read(at: position, into: UnsafeMutableRawBufferPointer(target))
        filled = count
      }
    }
  }

  func failure(_ code: FileError.Code, _ message: String) -> FileError {
    FileError(code, path: path, message: message)
  }
}

/// An open file that several readers share.
final class SharedFile: RandomAccess {
  private let source: FileSource
  let byteCount: Int
  var path: String { source.path }

  init(_ path: String) throws(FileError) {
    let source = try FileSource(path)
    byteCount = source.remaining
    self.source = source
  }

  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    try unsafe source.read(at: position, into: buffer)
  }
}

/// Bytes in memory.
struct SharedBytes: RandomAccess {
  let bytes: [UInt8]
  let path: String
  var byteCount: Int { bytes.count }

  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    let range = position..<position + buffer.count
    unsafe bytes.withUnsafeBytes {
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range]))
    }
  }
}

/// Little-endian integers in bytes.
extension [UInt8] {
  /// The integer at a position that the caller has checked.
  func integer<Integer: FixedWidthInteger>(
    at position: Int, as type: Integer.Type = Integer.self
  ) -> Integer {
    let width = Integer.bitWidth / 8
    return self[position..<position + width].reversed().reduce(0) { $0 << 8 | Integer($1) }
  }

  /// Appends an integer.
  mutating func append<Integer: FixedWidthInteger>(littleEndian value: Integer) {
    for shift in stride(from: 0, to: Integer.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
