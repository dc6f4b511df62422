/// Bytes whose number is known exactly in a plain file and within a factor in a packed one.
protocol ByteStream: ~Copyable {
  /// Where the bytes come from, for messages.
  var path: String { get }

  /// A number that the rest does not exceed.
  var mostRemaining: Int { get }

  /// Reads a number of bytes, fewer only at the end, and allocates no more than ``mostRemaining``.
  mutating func read(upTo count: Int) throws(FileError) -> [UInt8]
}

extension FileSource: ByteStream {
  var mostRemaining: Int { remaining }

  mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    try readArray(count: min(count, remaining), of: UInt8.self)
  }
}

extension MemorySource: ByteStream {
  var mostRemaining: Int { remaining }

  mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    try readArray(count: min(count, remaining), of: UInt8.self)
  }
}

extension Inflater: ByteStream {
  mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: min(count, mostRemaining))
    var span = result.mutableSpan
    let produced = try unsafe span.withUnsafeMutableBytes { (buffer) throws(FileError) in
      try unsafe read(into: buffer)
    }
    result.removeLast(result.count - produced)
    return result
  }
}

extension FileSource {
  /// Whether the file begins like gzip; nothing is consumed.
  func isPacked() throws(FileError) -> Bool {
    guard remaining >= 2 else { return false }
    var magic: [UInt8] = [0, 0]
    var span = magic.mutableSpan
    try unsafe span.withUnsafeMutableBytes { (buffer) throws(FileError) in
      try unsafe read(at: 0, into: buffer)
    }
    return magic == gzipMagic
  }
}

/// How every member of gzip data begins.
let gzipMagic: [UInt8] = [0x1F, 0x8B]

/// Something that reads a whole stream and gives a result; it is plain or unpacked on the way.
protocol StreamDecoder {
  associatedtype Result

  /// Reads to the end of the stream.
  func decode<Stream: ByteStream & ~Copyable>(_ stream: consuming Stream) throws(FileError)
    -> Result
}

extension StreamDecoder {
  /// Decodes a file, plain or gzip; the first bytes tell.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The largest file to accept, packed or not. The decoder itself limits what
  ///     comes out of a packed one.
  /// - Returns: What the decoder makes of the content.
  /// - Throws: ``FileError`` if the file cannot be read, or as the decoder does.
  func decode(_ path: String, maximumByteCount: Int) throws(FileError) -> Result {
    var file = try FileSource(path)
    if try file.isPacked() {
      // Packing adds a few bytes to a million, so more than this packs more than the limit.
      guard file.remaining <= max(maximumByteCount, 1 << 20) else {
        throw file.failure(.tooLarge, "has \(file.remaining) bytes; raise the limit to read it")
      }
      return try decode(Inflater(file.read(upTo: file.remaining), path: path))
    }
    return try decode(file)
  }

  /// Decodes bytes in memory, plain or gzip.
  func decode(_ bytes: [UInt8], path: String) throws(FileError) -> Result {
    if bytes.starts(with: gzipMagic) { return try decode(Inflater(bytes, path: path)) }
    return try decode(MemorySource(bytes, path: path))
  }
}
