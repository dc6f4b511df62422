/// The checked header of a safetensors file: where each tensor lies, and the metadata.
struct TensorHeader {
  struct Entry {
    var name: String
    var type: ElementType
    var shape: [Int]
    var count: Int
    var start: Int
    var end: Int
  }

  /// The types that are read; half precision becomes single precision.
  enum ElementType: String {
    case double = "F64"
    case float = "F32"
    case half = "F16"
    case brainFloat = "BF16"

    var stride: Int {
      switch self {
      case .double: 8
      case .float: 4
      case .half, .brainFloat: 2
      }
    }
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
    entries.sort { ($0.start, $0.end) < ($1.start, $1.end) }
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
    guard let type = TensorHeader.ElementType(rawValue: typeName) else {
      throw failure(
        "tensor \(quoted(name)) has type \(quoted(typeName)), "
          + "and only F64, F32, F16 and BF16 can be read; convert it,", code: .unsupported)
    }
    guard let count = elementCount(of: shape),
      case (let byteCount, let overflow) = count.multipliedReportingOverflow(by: type.stride),
      !overflow,
      offsets[0] <= offsets[1], offsets[1] - offsets[0] == byteCount
    else { throw failure("tensor \(quoted(name)) has a shape that does not fit its data_offsets") }
    return TensorHeader.Entry(
      name: name, type: type, shape: shape, count: count, start: offsets[0], end: offsets[1])
  }
}
