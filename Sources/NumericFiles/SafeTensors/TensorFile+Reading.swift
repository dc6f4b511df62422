/// What a safetensors file says about one of its tensors, without the numbers.
public struct TensorDescription: Sendable, Hashable {
  /// The name, unique within the file.
  public let name: String

  /// The type as the file names it, for instance `F32` or, of a type that is not read, `F8_E4M3`.
  public let typeName: String

  /// The type, or nil if this package does not read it.
  public let type: NumberType?

  /// The extent along each axis; empty for a single number.
  public let shape: [Int]
}

extension TensorFile {
  /// Reads a safetensors file, or some of its tensors.
  ///
  /// Tensors of 16 bits are widened to single precision, exactly; integers stay integers.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - names: The tensors to read, all unless given; the others may have types that are not read.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Returns: The tensors in the order of the file, and the metadata.
  /// - Throws: ``FileError`` if the file cannot be read or is damaged, if a tensor has a type that is
  ///   not read (see ``list(_:)``), or, with code `mismatch`, if a name is missing.
  public static func read(
    _ path: String, tensors names: Set<String>? = nil, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> TensorFile {
    var source = try FileSource(path, maximumByteCount: maximumByteCount)
    return try TensorFile(from: &source, names: names)
  }

  /// Decodes the bytes of a safetensors file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - names: The tensors to read, all unless given.
  ///   - path: What to call it in messages.
  /// - Throws: ``FileError`` like ``read(_:tensors:maximumByteCount:)``.
  public init(
    decoding bytes: [UInt8], tensors names: Set<String>? = nil, path: String = "safetensors data"
  ) throws(FileError) {
    var source = MemorySource(bytes, path: path)
    try self.init(from: &source, names: names)
  }

  /// What a safetensors file declares, read without its numbers.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The tensors in the order of the file, those of unknown types included, and the metadata.
  /// - Throws: ``FileError`` if the file cannot be read or is damaged.
  public static func list(
    _ path: String
  ) throws(FileError) -> (tensors: [TensorDescription], metadata: [String: String]) {
    var source = try FileSource(path)
    let header = try TensorHeader(from: &source)
    let tensors = header.entries.map {
      TensorDescription(name: $0.name, typeName: $0.typeName, type: $0.type, shape: $0.shape)
    }
    return (tensors, header.metadata)
  }

  private init<Source: ByteSource & ~Copyable>(
    from source: inout Source, names: Set<String>?
  ) throws(FileError) {
    let header = try TensorHeader(from: &source)
    self.init(metadata: header.metadata)
    path = source.path
    for entry in header.entries {
      if let names, !names.contains(entry.name) {
        try source.skip(entry.end - entry.start)
        continue
      }
      guard let type = entry.type else {
        throw source.failure(
          .unsupported,
          "tensor \(quoted(entry.name)) has type \(quoted(entry.typeName)), which is not read; "
            + "read the others by name, or convert it")
      }
      let count = (entry.end - entry.start) / type.byteCount
      let elements = try source.readNumbers(count: count, type: type)
      insert(Tensor(name: entry.name, shape: entry.shape, elements: elements))
    }
    for name in (names ?? []).sorted() { _ = try tensor(named: name) }
  }
}

extension TensorHeader {
  /// Reads the header and leaves the source at the data.
  fileprivate init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
    guard source.remaining >= 8 else {
      throw source.failure(.truncated, "is too short to be a safetensors file; copy it again")
    }
    let declared = try source.readArray(count: 1, of: UInt64.self)[0]
    guard declared <= Self.maximumByteCount else {
      throw source.failure(
        .malformed, "declares a header of \(declared) bytes; is it a safetensors file?")
    }
    guard declared <= source.remaining else {
      throw source.failure(
        .truncated,
        "holds \(source.remaining) of \(declared) header bytes; "
          + "the file was cut short, or is no safetensors file")
    }
    let text = try source.readArray(count: Int(declared), of: UInt8.self)
    try self.init(parsing: text, dataByteCount: source.remaining, path: source.path)
  }
}
