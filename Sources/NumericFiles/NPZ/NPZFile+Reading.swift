extension NPZFile {
  /// Reads all arrays of an `.npz` file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The most bytes that the arrays together may take, 4 GiB unless given;
  ///     packed zeros take a thousandth of their size in the file.
  /// - Returns: The arrays in the order of the file.
  /// - Throws: ``FileError`` if the file cannot be read or is damaged, if an entry is encrypted or
  ///   packed by something else than deflate, or if one does not hold numbers; the message names it.
  public static func read(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> NPZFile {
    try NPZFile(from: SharedFile(path), maximumByteCount: maximumByteCount)
  }

  /// Decodes the bytes of an `.npz` file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - maximumByteCount: The most bytes that the arrays together may take, 4 GiB unless given.
  ///   - path: What to call the bytes in messages.
  /// - Throws: ``FileError`` like ``read(_:maximumByteCount:)``.
  public init(
    decoding bytes: [UInt8], maximumByteCount: Int = 1 << 32, path: String = "NumPy archive"
  ) throws(FileError) {
    try self.init(
      from: SharedBytes(bytes: bytes, path: path), maximumByteCount: maximumByteCount)
  }

  /// What an `.npz` file declares, read without the numbers.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: Name, type, shape and order of each array in the order of the file.
  /// - Throws: ``FileError`` like ``read(_:maximumByteCount:)``, as far as the headers show it.
  public static func list(_ path: String) throws(FileError) -> [ArrayDescription] {
    let archive = NPZArchive(try SharedFile(path))
    var result: [ArrayDescription] = []
    for entry in try archive.entries() {
      result.append(try archive.header(of: entry).description(name: shortName(entry.name)))
    }
    return result
  }

  /// Reads one array of an `.npz` file and passes over the others.
  ///
  /// - Parameters:
  ///   - name: The name, with or without `.npy`.
  ///   - path: The path of the file.
  ///   - maximumByteCount: The most bytes that the array may take, 4 GiB unless given.
  /// - Returns: The array.
  /// - Throws: ``FileError`` like ``read(_:maximumByteCount:)``, and with code `mismatch` if there is
  ///   no array of this name.
  public static func readArray(
    named name: String, from path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> NPYArray {
    let archive = NPZArchive(try SharedFile(path))
    let entries = try archive.entries()
    guard let entry = entries.first(where: { shortName($0.name) == shortName(name) }) else {
      throw missing(name, present: entries.map { shortName($0.name) }, path: path)
    }
    return try archive.array(of: entry, maximumByteCount: maximumByteCount)
  }

  private init(from source: some RandomAccess, maximumByteCount: Int) throws(FileError) {
    self.init()
    path = source.path
    let archive = NPZArchive(source)
    var left = maximumByteCount
    for entry in try archive.entries() {
      insert(try archive.array(of: entry, maximumByteCount: left), named: entry.name)
      left -= entry.count
    }
  }
}

/// Reads single entries of an archive.
private struct NPZArchive<Source: RandomAccess> {
  let source: Source

  init(_ source: Source) {
    self.source = source
  }

  /// The entries, whose names differ also without `.npy`; folders are passed over.
  func entries() throws(FileError) -> [ZipDirectory.Entry] {
    var names: Set<String> = []
    let entries = try ZipDirectory(source).entries.filter { !$0.name.hasSuffix("/") }
    for entry in entries where shortName(entry.name).utf8.count > NPZFile.maximumNameCount {
      throw source.failure(
        .unsupported, "has an entry with a name of 64 KiB; give it a shorter one")
    }
    for entry in entries where !names.insert(shortName(entry.name)).inserted {
      throw source.failure(
        .malformed,
        "has two arrays \(quoted(shortName(entry.name))); give every array its own name")
    }
    return entries
  }

  /// Reads the whole of an entry and verifies its checksum.
  func array(of entry: ZipDirectory.Entry, maximumByteCount: Int) throws(FileError) -> NPYArray {
    try naming(entry) { () throws(FileError) in
      guard entry.count <= maximumByteCount, entry.packedCount <= max(maximumByteCount, 1 << 20)
      else {
        throw source.failure(
          .tooLarge, "has \(entry.count) bytes, more than the limit; raise the limit")
      }
      let start = try dataStart(of: entry)
      let array: NPYArray
      let checksum: UInt32
      if entry.method == 0 {
        var bytes = StoredEntrySource(source, start: start, count: entry.count)
        array = try NPYArray(from: &bytes)
        checksum = bytes.checksum
      } else {
        let packed = try source.read(at: start, count: entry.packedCount)
        var bytes = try PackedEntrySource(packed, count: entry.count, path: source.path)
        array = try NPYArray(from: &bytes)
        try bytes.expectEnd()
        checksum = bytes.checksum
      }
      guard checksum == entry.checksum else {
        throw source.failure(.malformed, "has a wrong checksum; it is damaged, save it again")
      }
      return array
    }
  }

  /// Reads the header of the array in an entry, and of packed data no more than it takes.
  func header(of entry: ZipDirectory.Entry) throws(FileError) -> NPYHeader {
    try naming(entry) { () throws(FileError) in
      let start = try dataStart(of: entry)
      if entry.method == 0 {
        var bytes = StoredEntrySource(source, start: start, count: entry.count)
        let header = try NPYHeader(from: &bytes)
        _ = try header.checkedCount(for: bytes)
        return header
      }
      let packed = try source.read(at: start, count: min(entry.packedCount, 1 << 16))
      var bytes = try PackedEntrySource(
        packed, count: min(entry.count, NPYHeader.maximumByteCount + 12), path: source.path)
      return try NPYHeader(from: &bytes)
    }
  }

  /// Checks the entry's own header and returns where its data begin.
  private func dataStart(of entry: ZipDirectory.Entry) throws(FileError) -> Int {
    guard !entry.isEncrypted else {
      throw source.failure(.unsupported, "is encrypted; save it without a password")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw source.failure(
        .unsupported, "is packed by method \(entry.method); save it with numpy.savez")
    }
    guard entry.method == 8 || entry.count == entry.packedCount else {
      throw source.failure(.malformed, "has two different sizes; it is damaged, save it again")
    }
    // The directory has checked that header, name and data lie before `limit`.
    let header = try source.read(at: entry.start, count: zipHeaderCount)
    let nameCount = Int(header.integer(at: 26, as: UInt16.self))
    let extraCount = Int(header.integer(at: 28, as: UInt16.self))
    let start = entry.start + zipHeaderCount + nameCount + extraCount
    guard header.integer(at: 0) == 0x0403_4B50 as UInt32,
      header.integer(at: 8) == entry.method, nameCount == entry.name.utf8.count,
      start <= entry.limit, entry.packedCount <= entry.limit - start,
      try source.read(at: entry.start + zipHeaderCount, count: nameCount)
        .elementsEqual(entry.name.utf8)
    else {
      throw source.failure(
        .malformed, "has a header that contradicts the directory; it is damaged, save it again")
    }
    return start
  }

  /// Names the entry in the errors of a closure.
  private func naming<Result>(
    _ entry: ZipDirectory.Entry, _ body: () throws(FileError) -> Result
  ) throws(FileError) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      throw FileError(
        error.code, path: error.path, message: "entry \(quoted(entry.name)): \(error.message)",
        cause: error.cause)
    }
  }
}
