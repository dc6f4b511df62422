extension NPYArray {
  /// Reads an `.npy` file of version 1.0, 2.0 or 3.0.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - maximumByteCount: The largest file to accept, 4 GiB unless given.
  /// - Returns: The array in the order of the file.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged, or does not hold real numbers.
  public static func read(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> NPYArray {
    var source = try FileSource(path)
    guard source.remaining <= maximumByteCount else {
      throw source.failure(
        .tooLarge,
        "has \(source.remaining) bytes, more than the limit of \(maximumByteCount); raise the limit"
      )
    }
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

  private init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
    let header = try NPYHeader(from: &source)
    let stride = header.type.byteCount
    guard let count = elementCount(of: header.shape),
      case (let byteCount, let overflow) = count.multipliedReportingOverflow(by: stride), !overflow,
      byteCount <= source.remaining
    else {
      throw source.failure(
        .truncated,
        "holds \(source.remaining) data bytes, too few for the shape \(header.shape); "
          + "it was cut short, save it again")
    }
    guard byteCount == source.remaining else {
      throw source.failure(
        .trailingBytes,
        "goes on for \(source.remaining - byteCount) bytes after its data; save one array per file")
    }
    self.init(
      shape: header.shape, order: header.order,
      elements: try source.readElements(count: count, type: header.type))
  }
}

extension NPYHeader {
  fileprivate init<Source: ByteSource & ~Copyable>(from source: inout Source) throws(FileError) {
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
    guard source.remaining >= width else { throw source.failure(.truncated, "ends in its header") }
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

extension ByteSource where Self: ~Copyable {
  fileprivate mutating func readElements(
    count: Int, type: NPYHeader.ElementType
  ) throws(FileError) -> RealArray {
    switch (type.kind, type.byteCount) {
    case (.boolean, _), (.unsigned, 1): return try integers(count, type, of: UInt8.self)
    case (.signed, 1): return try integers(count, type, of: Int8.self)
    case (.signed, 2): return try integers(count, type, of: Int16.self)
    case (.unsigned, 2): return try integers(count, type, of: UInt16.self)
    case (.signed, 4): return try integers(count, type, of: Int32.self)
    case (.unsigned, 4): return try integers(count, type, of: UInt32.self)
    case (.signed, _): return try integers(count, type, of: Int64.self)
    case (.unsigned, _): return try integers(count, type, of: UInt64.self)
    case (.real, 2):
      let bits = try words(count, type, of: UInt16.self)
      return .float(bits.map { Float(Float16(bitPattern: $0)) })
    case (.real, 4):
      // The usual case takes one copy.
      if !type.isBigEndian { return .float(try readArray(count: count, zero: 0)) }
      return .float(try words(count, type, of: UInt32.self).map { Float(bitPattern: $0) })
    case (.real, _):
      if !type.isBigEndian { return .double(try readArray(count: count, zero: 0)) }
      return .double(try words(count, type, of: UInt64.self).map { Double(bitPattern: $0) })
    }
  }

  private mutating func words<Word: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, _ type: NPYHeader.ElementType, of: Word.Type
  ) throws(FileError) -> [Word] {
    let words = try readArray(count: count, of: Word.self)
    return type.isBigEndian ? words.map { $0.byteSwapped } : words
  }

  private mutating func integers<Word: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, _ type: NPYHeader.ElementType, of: Word.Type
  ) throws(FileError) -> RealArray {
    let words = try words(count, type, of: Word.self)
    if Word.bitWidth <= 16 { return .float(words.map { Float($0) }) }
    let numbers = words.map { Double($0) }
    if Word.bitWidth == 64 {
      for (word, number) in zip(words, numbers) where Word(exactly: number) != word {
        throw failure(
          .unsupported, "holds the integer \(word), which Double does not hold; save real numbers")
      }
    }
    return .double(numbers)
  }
}
