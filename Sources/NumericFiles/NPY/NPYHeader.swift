/// The header of an `.npy` file.
///
/// It is a Python literal such as
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
struct NPYHeader {
  /// NumPy itself does not read longer ones.
  static let maximumByteCount = 10_000

  /// NumPy 2 has this many axes.
  static let maximumRank = 64

  let type: NumberType
  let isBigEndian: Bool
  let order: NPYArray.Order
  let shape: [Int]

  /// Parses a header without the bytes before the literal.
  init(parsing bytes: [UInt8], path: String) throws(FileError) {
    var scanner = HeaderScanner(bytes, path: path)
    var descriptor: String?
    var order: NPYArray.Order?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try scanner.pythonString()
      try scanner.expect(":")
      switch key {
      case "descr" where descriptor == nil:
        guard scanner.peek() == 0x22 || scanner.peek() == 0x27 else {
          throw scanner.failure("a type of records, save plain numbers;", code: .unsupported)
        }
        descriptor = try scanner.pythonString()
      case "fortran_order" where order == nil:
        let isTrue = scanner.peek() == UInt8(ascii: "T")
        try scanner.expect(word: isTrue ? "True" : "False")
        order = isTrue ? .columnMajor : .rowMajor
      case "shape" where shape == nil:
        shape = try scanner.tuple(atMost: Self.maximumRank)
      default: throw scanner.failure("an unexpected key \(quoted(key))")
      }
      guard scanner.skip(",") else {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
    guard let descriptor, let order, let shape else {
      throw scanner.failure("no descr, fortran_order or shape")
    }
    guard let (type, isBigEndian) = NumberType.parse(descriptor) else {
      throw FileError(
        .unsupported, path: path,
        message: "holds \(kind(ofType: descriptor)) of type \(quoted(descriptor)); "
          + "save numbers, for instance with astype('float32')")
    }
    self.type = type
    self.isBigEndian = isBigEndian
    self.order = order
    self.shape = shape
  }

  /// The bytes before the data: magic, version 1.0, length, and the literal padded to 64 bytes.
  static func encoded(_ array: NPYArray) -> [UInt8] {
    let extents = array.shape.map(String.init)
    let tuple = extents.joined(separator: ", ") + (extents.count == 1 ? "," : "")
    let literal =
      "{'descr': '\(array.elements.type.descriptor)', "
      + "'fortran_order': \(array.order == .columnMajor ? "True" : "False"), 'shape': (\(tuple)), }"
    let unpadded = magic.count + 4 + literal.utf8.count + 1
    let text = literal + String(repeating: " ", count: -unpadded & 63) + "\n"
    let length = text.utf8.count
    precondition(length <= maximumByteCount, "an array of \(extents.count) axes")
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
  }

  /// `\x93NUMPY`.
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
}

extension HeaderScanner {
  /// Reads `()`, `(3,)` or `(3, 4)`; Python 2 wrote `(3L, 4L)`.
  fileprivate mutating func tuple(atMost limit: Int) throws(FileError) -> [Int] {
    try expect("(")
    var result: [Int] = []
    while !skip(")") {
      guard result.count < limit else { throw failure("more than \(limit) axes") }
      result.append(try integer())
      _ = skip("L")
      guard skip(",") else {
        guard result.count > 1 else { throw failure("expected a comma") }
        try expect(")")
        break
      }
    }
    return result
  }
}

extension NumberType {
  /// NumPy's notation, for instance `<f4`.
  fileprivate var descriptor: String {
    switch self {
    case .bool: "|b1"
    case .int8: "|i1"
    case .uint8: "|u1"
    case .int16, .int32, .int64: "<i\(byteCount)"
    case .uint16, .uint32, .uint64: "<u\(byteCount)"
    case .float16, .float32, .float64: "<f\(byteCount)"
    case .complex64, .complex128: "<c\(byteCount)"
    case .bfloat16: preconditionFailure("NumPy has no bfloat16")
    }
  }

  /// Parses for instance `<f4` or `>c16`; nil for text, dates, objects and the like.
  fileprivate static func parse(_ text: String) -> (NumberType, isBigEndian: Bool)? {
    let isBigEndian = text.hasPrefix(">")
    for type in allCases where type != .bfloat16 {
      let descriptor = type.descriptor
      // A single byte has no order, so each of the three signs may stand before it.
      let isMatch =
        switch text.utf8.first {
        case UInt8(ascii: "<"), UInt8(ascii: ">"): true
        case UInt8(ascii: "|"): type.byteCount == 1
        default: false
        }
      if isMatch, text.utf8.dropFirst().elementsEqual(descriptor.utf8.dropFirst()) {
        return (type, isBigEndian)
      }
    }
    return nil
  }
}

/// A word for what NumPy stores under a type that is not read.
private func kind(ofType descriptor: String) -> String {
  switch descriptor.utf8.dropFirst().first {
  case UInt8(ascii: "O"): "Python objects"
  case UInt8(ascii: "U"), UInt8(ascii: "S"), UInt8(ascii: "a"): "text"
  case UInt8(ascii: "M"), UInt8(ascii: "m"): "dates or durations"
  case UInt8(ascii: "V"): "raw bytes"
  default: "elements"
  }
}
