extension TensorFile {
  /// Reads a safetensors file.
  ///
  /// Tensors of 16 bits are widened to single precision, exactly.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Returns: The tensors and the metadata.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged, or holds tensors of integers.
  public static func read(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> TensorFile {
    var source = try FileSource(path)
    guard source.remaining <= maximumByteCount else {
      throw source.failure(
        .tooLarge,
        "has \(source.remaining) bytes, more than the limit of \(maximumByteCount); raise the limit"
      )
    }
    return try TensorFile(from: &source)
  }

  /// Decodes the bytes of a safetensors file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What to call it in messages.
  /// - Throws: ``FileError`` like ``read(_:maximumByteCount:)``.
  public init(decoding bytes: [UInt8], path: String = "safetensors data") throws(FileError) {
    var source = MemorySource(bytes, path: path)
    try self.init(from: &source)
  }

  private init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
    guard source.remaining >= 8 else {
      throw source.failure(.truncated, "is too short to be a safetensors file; copy it again")
    }
    let declared = try source.readArray(count: 1, of: UInt64.self)[0]
    guard declared <= TensorHeader.maximumByteCount else {
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
    let header = try TensorHeader(
      parsing: text, dataByteCount: source.remaining, path: source.path)
    var tensors: [Tensor] = []
    tensors.reserveCapacity(header.entries.count)
    for entry in header.entries {
      let elements = try source.readElements(count: entry.count, type: entry.type)
      tensors.append(Tensor(name: entry.name, shape: entry.shape, elements: elements))
    }
    self.init(tensors: tensors, metadata: header.metadata)
    path = source.path
  }
}

extension ByteSource where Self: ~Copyable {
  fileprivate mutating func readElements(
    count: Int, type: TensorHeader.ElementType
  ) throws(FileError) -> RealArray {
    switch type {
    case .double: return .double(try readArray(count: count, zero: 0))
    case .float: return .float(try readArray(count: count, zero: 0))
    case .half:
      let halves: [Float16] = try readArray(count: count, zero: 0)
      return .float(halves.map { Float($0) })
    case .brainFloat:
      let words = try readArray(count: count, of: UInt16.self)
      return .float(words.map { Float(bitPattern: UInt32($0) << 16) })
    }
  }
}
