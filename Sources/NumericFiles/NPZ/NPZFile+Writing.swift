extension NPZFile {
  /// Writes the file, complete or not at all.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - compressed: Whether to pack the arrays by deflate, as `numpy.savez_compressed` does.
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full, or with code
  ///   `tooLarge` if the arrays exceed what a plain ZIP archive holds: 4 GiB and 65534 arrays.
  public func write(to path: String, compressed: Bool = false) throws(FileError) {
    var file = try AtomicFile(path)
    try encode(compressed: compressed, path: path) { (bytes) throws(FileError) in
      try file.write(bytes)
    }
    try file.commit()
  }

  /// The bytes that ``write(to:compressed:)`` writes.
  public func encoded(compressed: Bool = false) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    try encode(compressed: compressed, path: path) { (bytes) throws(FileError) in
      unsafe bytes.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
    }
    return result
  }

  private func encode(
    compressed: Bool, path: String, into write: (RawSpan) throws(FileError) -> Void
  ) throws(FileError) {
    var directory: [UInt8] = []
    var position = 0
    func check(_ number: Int) throws(FileError) {
      guard number < 0xFFFF_FFFF, items.count < 0xFFFF else {
        throw FileError(
          .tooLarge, path: path, message: "would exceed 4 GiB or 65534 arrays; write several files")
      }
    }
    func advance(_ count: Int) throws(FileError) {
      position += count
      try check(position)
    }
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
      let start = position
      let size = compressed ? packed.count : count
      try advance(zipHeaderCount + item.name.utf8.count + 4 + size)
      try check(count)
      // Both headers have these fields in common; the date is the first that the format knows.
      var fields: [UInt8] = []
      fields.append(littleEndian: 20 as UInt16)  // version
      fields.append(littleEndian: 0x0800 as UInt16)  // the name is UTF-8
      fields.append(littleEndian: (compressed ? 8 : 0) as UInt16)
      fields.append(littleEndian: 0 as UInt16)  // time
      fields.append(littleEndian: 0x0021 as UInt16)  // date
      fields.append(littleEndian: checksum)
      fields.append(littleEndian: UInt32(size))
      fields.append(littleEndian: UInt32(count))
      fields.append(littleEndian: UInt16(item.name.utf8.count + 4))
      fields.append(littleEndian: 0 as UInt16)  // extra fields
      let name = Array("\(item.name).npy".utf8)
      try unsafe write(([0x50, 0x4B, 3, 4] + fields + name).span.bytes)
      if compressed {
        try unsafe write(packed.span.bytes)
      } else {
        try unsafe write(header.span.bytes)
        try item.array.elements.withBytes(write)
      }
      directory += [0x50, 0x4B, 1, 2, 20, 3] + fields  // made on Unix, for the permissions below
      directory.append(littleEndian: 0 as UInt16)  // comment
      directory.append(littleEndian: 0 as UInt16)  // disk
      directory.append(littleEndian: 0 as UInt16)  // internal attributes
      directory.append(littleEndian: 0o600 << 16 as UInt32)
      directory.append(littleEndian: UInt32(start))
      directory += name
    }
    let start = position
    try advance(directory.count + 22)
    let size = directory.count
    directory += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    directory.append(littleEndian: UInt16(items.count))
    directory.append(littleEndian: UInt16(items.count))
    directory.append(littleEndian: UInt32(size))
    directory.append(littleEndian: UInt32(start))
    directory.append(littleEndian: 0 as UInt16)
    try unsafe write(directory.span.bytes)
  }
}
