extension NPZFile {
  /// Writes the file, complete or not at all.
  ///
  /// Beyond 4 GiB or 65534 arrays the archive takes the format's fields of 64 bits (ZIP64), as NumPy's
  /// own do; below it is one that every program reads.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - compressed: Whether to pack the arrays by deflate, as `numpy.savez_compressed` does.
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  public func write(to path: String, compressed: Bool = false) throws(FileError) {
    var file = try AtomicFile(path)
    try encode(compressed: compressed, limits: ZipLimits()) { (bytes) throws(FileError) in
      try file.write(bytes)
    }
    try file.commit()
  }

  /// The bytes that ``write(to:compressed:)`` writes.
  public func encoded(compressed: Bool = false) throws(FileError) -> [UInt8] {
    encoded(compressed: compressed, limits: ZipLimits())
  }

  /// The bytes of an archive that takes fields of 64 bits from other limits on.
  package func encoded(compressed: Bool = false, limits: ZipLimits) -> [UInt8] {
    var result: [UInt8] = []
    encode(compressed: compressed, limits: limits) { bytes in
      unsafe bytes.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
    }
    return result
  }

  private func encode<E: Error>(
    compressed: Bool, limits: ZipLimits, into write: (RawSpan) throws(E) -> Void
  ) throws(E) {
    var writer = ZipWriter(limits: limits)
    for item in items {
      let header = NPYHeader.encoded(item.array)
      var checksum = unsafe header.withUnsafeBytes { unsafe Gzip.crc32(0, $0) }
      var packed: [UInt8] = []
      var count = header.count
      item.array.elements.withBytes { bytes in
        count += bytes.byteCount
        unsafe bytes.withUnsafeBytes { data in
          checksum = unsafe Gzip.crc32(checksum, data)
          if compressed {
            packed = unsafe Gzip.deflate(
              header + Array(data), level: 6, windowBits: rawWindowBits)
          }
        }
      }
      let entry = writer.entry(
        "\(item.name).npy", method: compressed ? 8 : 0, checksum: checksum,
        packedCount: compressed ? packed.count : count, count: count)
      try unsafe write(entry.span.bytes)
      if compressed {
        try unsafe write(packed.span.bytes)
      } else {
        try unsafe write(header.span.bytes)
        try item.array.elements.withBytes(write)
      }
    }
    try unsafe write(writer.end().span.bytes)
  }
}
