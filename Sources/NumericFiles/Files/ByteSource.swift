/// A known number of bytes, read once from front to back.
///
/// The readers of this module take their input through this protocol, so that each can be tested and
/// fuzzed on bytes in memory and never needs more of a file than it has checked so far.
protocol ByteSource: ~Copyable {
  /// Where the bytes come from, for messages.
  var path: String { get }

  /// The number of bytes not yet read.
  var remaining: Int { get }

  /// Fills the buffer, which is no larger than ``remaining``.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError)

  /// Passes over bytes, no more than ``remaining``.
  mutating func skip(_ count: Int) throws(FileError)
}

extension ByteSource where Self: ~Copyable {
  /// Reads an array of numbers in the byte order of the machine, which is little-endian.
  ///
  /// The caller has checked `count` against ``remaining``: nothing is allocated on the word of a file.
  mutating func readArray<Element: FixedWidthInteger & BitwiseCopyable>(
    count: Int, of type: Element.Type
  ) throws(FileError) -> [Element] {
    try readArray(count: count, zero: 0)
  }

  /// Reads an array of any plain type; `zero` names the type.
  mutating func readArray<Element: BitwiseCopyable>(
    count: Int, zero: Element
  ) throws(FileError) -> [Element] {
    #if _endian(big)
    #error("NumericFiles copies little-endian numbers")
    #endif
    precondition(count <= remaining / MemoryLayout<Element>.stride, "unchecked count \(count)")
    return try Array(capacity: count) { (output) throws(FileError) in
      guard count > 0 else { return }
      try unsafe output.withUnsafeMutableBufferPointer { (buffer, filled) throws(FileError) in
        let target = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<count])
        try unsafe read(into: UnsafeMutableRawBufferPointer(target))
        filled = count
      }
    }
  }

  /// An error about the bytes of this source.
  func failure(_ code: FileError.Code, _ message: String) -> FileError {
    FileError(code, path: path, message: message)
  }
}

/// Bytes in memory.
struct MemorySource: ByteSource {
  let path: String
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  var remaining: Int { bytes.count - position }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    precondition(buffer.count <= remaining)
    let range = position..<position + buffer.count
    unsafe bytes.withUnsafeBytes {
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range]))
    }
    position = range.upperBound
  }

  mutating func skip(_ count: Int) throws(FileError) {
    precondition(count <= remaining)
    position += count
  }
}
