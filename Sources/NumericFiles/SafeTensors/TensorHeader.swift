/// The checked header of a safetensors file: where each tensor lies, and the metadata.
struct TensorHeader {
  struct Entry {
    var name: String
    var typeName: String
    /// Nil for a type that is not read; then nothing ties the shape to the range.
    var type: NumberType?
    var shape: [Int]
    var start: Int
    var end: Int
  }

  /// The limit of the reference implementation.
  static let maximumByteCount = 100_000_000

  /// No array library has more axes; it keeps a header of commas from filling the memory.
  static let maximumRank = 64

  /// In the order of the data.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  /// Parses a header and checks that its tensors fill `dataByteCount` bytes without gap or overlap.
  init(parsing bytes: [UInt8], dataByteCount: Int, path: String) throws(FileError) {
    guard bytes.first == UInt8(ascii: "{") else {
      throw FileError(
        .malformed, path: path, message: "has no header in JSON; is it a safetensors file?")
    }
    var scanner = HeaderScanner(bytes, path: path)
    var names: Set<String> = []
    try scanner.object { (scanner, name) throws(FileError) in
      guard names.insert(name).inserted else {
        throw scanner.failure("a second entry \(quoted(name))")
      }
      if name == "__metadata__" {
        metadata = try scanner.textDictionary()
      } else {
        entries.append(try scanner.entry(name))
      }
    }
    try scanner.expectEnd()
    // Empty tensors may share their position; they stay in the order of the header.
    entries = entries.enumerated().sorted {
      ($0.element.start, $0.element.end, $0.offset) < ($1.element.start, $1.element.end, $1.offset)
    }.map(\.element)
    var position = 0
    for entry in entries {
      guard entry.start == position else {
        let fault = entry.start < position ? "overlaps another" : "leaves a gap"
        throw FileError(
          .malformed, path: path,
          message: "the data of tensor \(quoted(entry.name)) \(fault) at byte \(entry.start); "
            + "save the file again")
      }
      position = entry.end
    }
    guard position <= dataByteCount else {
      throw FileError(
        .truncated, path: path,
        message: "holds \(dataByteCount) of \(position) data bytes; "
          + "the file was cut short, copy it again")
    }
    guard position == dataByteCount else {
      throw FileError(
        .trailingBytes, path: path,
        message: "goes on for \(dataByteCount - position) bytes after its tensors; "
          + "the file is damaged, copy it again")
    }
  }
}

extension HeaderScanner {
  /// Reads `{"key": …, …}`; the closure reads each value.
  fileprivate mutating func object(
    _ value: (inout HeaderScanner, String) throws(FileError) -> Void
  ) throws(FileError) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try jsonString()
      try expect(":")
      try value(&self, key)
    } while skip(",")
    try expect("}")
  }

  fileprivate mutating func textDictionary() throws(FileError) -> [String: String] {
    var result: [String: String] = [:]
    try object { (scanner, key) throws(FileError) in
      guard result[key] == nil else { throw scanner.failure("a second key \(quoted(key))") }
      result[key] = try scanner.jsonString()
    }
    return result
  }

  private mutating func integers(atMost limit: Int) throws(FileError) -> [Int] {
    try expect("[")
    if skip("]") { return [] }
    var result: [Int] = []
    repeat {
      guard result.count < limit else { throw failure("more than \(limit) integers") }
      result.append(try integer())
    } while skip(",")
    try expect("]")
    return result
  }

  /// Reads `{"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}` and checks it in itself.
  fileprivate mutating func entry(_ name: String) throws(FileError) -> TensorHeader.Entry {
    var typeName: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { (scanner, key) throws(FileError) in
      switch key {
      case "dtype" where typeName == nil: typeName = try scanner.jsonString()
      case "shape" where shape == nil:
        shape = try scanner.integers(atMost: TensorHeader.maximumRank)
      case "data_offsets" where offsets == nil: offsets = try scanner.integers(atMost: 2)
      default: throw scanner.failure("an unexpected key \(quoted(key))")
      }
    }
    guard let typeName, let shape, let offsets, offsets.count == 2 else {
      throw failure("tensor \(quoted(name)) lacks dtype, shape or data_offsets")
    }
    guard offsets[0] <= offsets[1] else {
      throw failure("tensor \(quoted(name)) ends before it begins")
    }
    let type = NumberType(tensorName: typeName)
    if let type {
      guard let count = elementCount(of: shape),
        case (let byteCount, let overflow) = count.multipliedReportingOverflow(by: type.byteCount),
        !overflow, offsets[1] - offsets[0] == byteCount
      else {
        throw failure("tensor \(quoted(name)) has a shape that does not fit its data_offsets")
      }
    }
    return TensorHeader.Entry(
      name: name, typeName: typeName, type: type, shape: shape, start: offsets[0], end: offsets[1])
  }
}

extension NumberType {
  /// The name in a safetensors file.
  var tensorName: String {
    switch self {
    case .bool: "BOOL"
    case .int8: "I8"
    case .int16: "I16"
    case .int32: "I32"
    case .int64: "I64"
    case .uint8: "U8"
    case .uint16: "U16"
    case .uint32: "U32"
    case .uint64: "U64"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .float32: "F32"
    case .float64: "F64"
    case .complex64: "C64"
    case .complex128: preconditionFailure("safetensors has no complex numbers of 128 bits")
    }
  }

  fileprivate init?(tensorName: String) {
    guard
      let type = Self.allCases.first(where: { $0 != .complex128 && $0.tensorName == tensorName })
    else { return nil }
    self = type
  }
}
