extension IDX {
  /// Reads a file of bytes with a known number of axes.
  struct Decoder: StreamDecoder {
    let axes: Int
    let limit: Int

    /// Reads header, data, and then nothing.
    func decode<Stream: ByteStream & ~Copyable>(
      _ stream: consuming Stream
    ) throws(FileError) -> (shape: [Int], bytes: [UInt8]) {
      let path = stream.path
      func error(_ code: FileError.Code, _ message: String) -> FileError {
        FileError(code, path: path, message: message)
      }
      let magic = try stream.read(upTo: 4)
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
      let extents = try stream.read(upTo: 4 * axes)
      guard extents.count == 4 * axes else {
        throw error(.truncated, "ends in its header; fetch it again")
      }
      let shape = (0..<axes).map { axis in
        extents[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
      }
      guard let count = elementCount(of: shape), count <= limit else {
        throw error(.tooLarge, "declares more than \(limit) bytes of data; raise the limit")
      }
      let bytes = count <= stream.mostRemaining ? try stream.read(upTo: count) : []
      guard bytes.count == count else {
        throw error(
          .truncated, "holds less than the \(count) bytes that it declares; fetch it again")
      }
      // Reading on past the data also makes zlib verify the checksum.
      guard try stream.read(upTo: 1).isEmpty else {
        throw error(
          .trailingBytes, "goes on after the \(count) bytes that it declares; fetch it again")
      }
      return (shape, bytes)
    }
  }
}
