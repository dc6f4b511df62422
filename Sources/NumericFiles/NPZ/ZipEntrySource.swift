/// The bytes of an entry that is not packed.
struct StoredEntrySource<Archive: RandomAccess>: ByteSource {
  private let archive: Archive
  private var position: Int
  private(set) var remaining: Int
  private(set) var checksum: UInt32 = 0
  var path: String { archive.path }

  init(_ archive: Archive, start: Int, count: Int) {
    self.archive = archive
    position = start
    remaining = count
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    precondition(buffer.count <= remaining)
    try unsafe archive.read(at: position, into: buffer)
    checksum = unsafe Gzip.crc32(checksum, UnsafeRawBufferPointer(buffer))
    position += buffer.count
    remaining -= buffer.count
  }

  mutating func skip(_ count: Int) throws(FileError) {
    _ = try readArray(count: count, of: UInt8.self)
  }
}

/// The bytes of an entry packed by deflate, as many as it declares.
struct PackedEntrySource: ByteSource, ~Copyable {
  private var inflater: Inflater
  private(set) var remaining: Int
  private(set) var checksum: UInt32 = 0
  var path: String { inflater.path }

  init(_ packed: [UInt8], count: Int, path: String) throws(FileError) {
    let inflater = try Inflater(packed, path: path, windowBits: rawWindowBits)
    guard count <= inflater.mostRemaining else {
      throw inflater.failure(
        .malformed, "declares more bytes than its packed data can hold; save it again")
    }
    self.inflater = inflater
    remaining = count
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    precondition(buffer.count <= remaining)
    guard try unsafe inflater.read(into: buffer) == buffer.count else {
      throw failure(.truncated, "unpacks to less than it declares; it is damaged, save it again")
    }
    checksum = unsafe Gzip.crc32(checksum, UnsafeRawBufferPointer(buffer))
    remaining -= buffer.count
  }

  mutating func skip(_ count: Int) throws(FileError) {
    _ = try readArray(count: count, of: UInt8.self)
  }

  /// Requires that the packed data end with what was read.
  mutating func expectEnd() throws(FileError) {
    guard try inflater.read(upTo: 1).isEmpty else {
      throw failure(
        .trailingBytes, "unpacks to more than it declares; it is damaged, save it again")
    }
  }
}

extension Inflater {
  fileprivate func failure(_ code: FileError.Code, _ message: String) -> FileError {
    FileError(code, path: path, message: message)
  }
}
