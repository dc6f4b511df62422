extension NPYArray {
  /// Reads an `.npy` file of version 1.0, 2.0 or 3.0.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Returns: The array in the order of the file.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged, or does not hold numbers.
  public static func read(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> NPYArray {
    var source = try FileSource(path, maximumByteCount: maximumByteCount)
    return try NPYArray(from: &source)
  }

  /// Decodes the bytes of an `.npy` file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What to call it in messages.
  /// - Throws: ``FileError`` like ``read(_:maximumByteCount:)``.
  public init(decoding bytes: [UInt8], path: String = "NumPy data") throws(FileError) {
    var source = MemorySource(bytes, path: path)
    try self.init(from: &source)
  }

  /// What an `.npy` file declares, read without its numbers.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: Type, shape and order; the name is empty.
  /// - Throws: ``FileError`` if the header cannot be read or the file ends before the data.
  public static func describe(_ path: String) throws(FileError) -> ArrayDescription {
    var source = try FileSource(path)
    let header = try NPYHeader(from: &source)
    _ = try header.checkedCount(for: source)
    return header.description(name: "")
  }

  /// Reads an array that takes up the rest of a source.
  init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
    let header = try NPYHeader(from: &source)
    let count = try header.checkedCount(for: source)
    self.init(
      shape: header.shape, order: header.order,
      elements: try source.readNumbers(
        count: count, type: header.type, isBigEndian: header.isBigEndian))
    path = source.path
  }
}

extension NPYHeader {
  func description(name: String) -> ArrayDescription {
    ArrayDescription(name: name, type: type, shape: shape, order: order)
  }

  /// The number of elements, whose bytes are exactly those that remain.
  func checkedCount<Source: ByteSource & ~Copyable>(
    for source: borrowing Source
  ) throws(FileError) -> Int {
    guard let count = elementCount(of: shape),
      case (let byteCount, let overflow) = count.multipliedReportingOverflow(by: type.byteCount),
      !overflow, byteCount <= source.remaining
    else {
      throw source.failure(
        .truncated,
        "holds \(source.remaining) data bytes, too few for the shape \(shape); "
          + "it was cut short, save it again")
    }
    guard byteCount == source.remaining else {
      throw source.failure(
        .trailingBytes,
        "goes on for \(source.remaining - byteCount) bytes after its data; save one array per file")
    }
    return count
  }

  /// Reads the header and leaves the source at the data.
  init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
    guard source.remaining >= 10 else {
      throw source.failure(.truncated, "is too short to be an .npy file; save it again")
    }
    let start = try source.readArray(count: 8, of: UInt8.self)
    guard start.starts(with: Self.magic) else {
      throw source.failure(.malformed, "does not begin like an .npy file; save it with numpy.save")
    }
    guard (1...3).contains(start[6]), start[7] == 0 else {
      throw source.failure(
        .unsupported, "has version \(start[6]).\(start[7]); only 1.0, 2.0 and 3.0 can be read")
    }
    let width = start[6] == 1 ? 2 : 4
    guard source.remaining >= width else {
      throw source.failure(.truncated, "ends in its header; it was cut short, save it again")
    }
    let digits = try source.readArray(count: width, of: UInt8.self)
    let length = digits.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.maximumByteCount else {
      throw source.failure(.malformed, "declares a header of \(length) bytes; is it an .npy file?")
    }
    guard length <= source.remaining else {
      throw source.failure(.truncated, "ends in its header; it was cut short, save it again")
    }
    let text = try source.readArray(count: length, of: UInt8.self)
    try self.init(parsing: text, path: source.path)
  }
}
