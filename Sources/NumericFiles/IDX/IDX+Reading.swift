extension IDX {
  /// Reads a file of bytes with a known number of axes.
  static func readContent(
    _ path: String, axes: Int, maximumByteCount: Int
  ) throws(FileError) -> (shape: [Int], bytes: [UInt8]) {
    var file = try FileSource(path)
    let magic = try file.read(upTo: 2)
    guard magic == [0x1F, 0x8B] else {
      return try file.content(after: magic, axes: axes, limit: maximumByteCount)
    }
    // Packing adds a few bytes to a million, so more than this packs more than the limit.
    guard file.remaining <= max(maximumByteCount, 1 << 20) else {
      throw file.failure(.tooLarge, "has \(file.remaining) bytes; raise the limit to read it")
    }
    var inflater = try Inflater(magic + file.read(upTo: file.remaining), path: path)
    return try inflater.content(after: inflater.read(upTo: 2), axes: axes, limit: maximumByteCount)
  }
}

/// Bytes whose number is known exactly in a plain file and within a factor in a packed one.
private protocol Input: ~Copyable {
  var path: String { get }

  /// A number that the rest does not exceed.
  var mostRemaining: Int { get }

  /// Reads a number of bytes, fewer only at the end, and allocates no more than ``mostRemaining``.
  mutating func read(upTo count: Int) throws(FileError) -> [UInt8]
}

extension FileSource: Input {
  fileprivate var mostRemaining: Int { remaining }

  fileprivate mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    try readArray(count: min(count, remaining), of: UInt8.self)
  }
}

extension Inflater: Input {
  fileprivate mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: min(count, mostRemaining))
    var span = result.mutableSpan
    let produced = try unsafe span.withUnsafeMutableBytes { (buffer) throws(FileError) in
      try unsafe read(into: buffer)
    }
    result.removeLast(result.count - produced)
    return result
  }
}

extension Input where Self: ~Copyable {
  private func error(_ code: FileError.Code, _ message: String) -> FileError {
    FileError(code, path: path, message: message)
  }

  /// Reads what follows the first two bytes: header, data, and then nothing.
  fileprivate mutating func content(
    after zeros: [UInt8], axes: Int, limit: Int
  ) throws(FileError) -> (shape: [Int], bytes: [UInt8]) {
    let magic = try zeros + read(upTo: 2)
    guard magic.count == 4 else { throw error(.truncated, "has no IDX header; fetch it again") }
    guard magic[0] == 0, magic[1] == 0 else {
      throw error(.malformed, "is neither an IDX file nor gzip; fetch it again")
    }
    guard magic[2] == 8 else {
      throw error(
        .unsupported, "holds numbers of IDX type \(magic[2]); only bytes, type 8, are read")
    }
    guard magic[3] == axes else {
      let found = [1: "labels", 3: "images"][Int(magic[3])] ?? "data of \(magic[3]) axes"
      throw error(
        .mismatch, "holds \(found), not \(axes == 3 ? "images" : "labels"); name the other file")
    }
    let extents = try read(upTo: 4 * axes)
    guard extents.count == 4 * axes else {
      throw error(.truncated, "ends in its header; fetch it again")
    }
    let shape = (0..<axes).map { axis in
      extents[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let count = elementCount(of: shape), count <= limit else {
      throw error(.tooLarge, "declares more than \(limit) bytes of data; raise the limit")
    }
    let bytes = count <= mostRemaining ? try read(upTo: count) : []
    guard bytes.count == count else {
      throw error(.truncated, "holds less than the \(count) bytes that it declares; fetch it again")
    }
    // Reading on past the data also makes zlib verify the checksum.
    guard try read(upTo: 1).isEmpty else {
      throw error(
        .trailingBytes, "goes on after the \(count) bytes that it declares; fetch it again")
    }
    return (shape, bytes)
  }
}
