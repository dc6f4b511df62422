/// The header of an `.npy` file.
///
/// It is a Python literal such as
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
struct NPYHeader {
  /// A type of real numbers in NumPy's notation.
  struct ElementType {
    enum Kind: UInt8 {
      case boolean = 0x62  // b
      case signed = 0x69  // i
      case unsigned = 0x75  // u
      case real = 0x66  // f
    }

    let kind: Kind
    let byteCount: Int
    let isBigEndian: Bool

    /// Parses for instance `<f4`; nil for complex numbers, text, dates, objects and records.
    init?(_ text: String) {
      let bytes = Array(text.utf8)
      guard bytes.count == 3, let kind = Kind(rawValue: bytes[1]) else { return nil }
      let sizes: [UInt8] =
        switch kind {
        case .boolean: [1]
        case .signed, .unsigned: [1, 2, 4, 8]
        case .real: [2, 4, 8]
        }
      guard let byteCount = sizes.first(where: { $0 + 0x30 == bytes[2] }) else { return nil }
      switch bytes[0] {
      case UInt8(ascii: "<"): isBigEndian = false
      case UInt8(ascii: ">"): isBigEndian = true
      case UInt8(ascii: "|") where byteCount == 1: isBigEndian = false
      default: return nil
      }
      self.kind = kind
      self.byteCount = Int(byteCount)
    }
  }

  /// NumPy itself does not read longer ones.
  static let maximumByteCount = 10_000

  /// NumPy 2 has this many axes.
  static let maximumRank = 64

  let type: ElementType
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
        guard scanner.peek() != UInt8(ascii: "[") else {
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
    guard let type = ElementType(descriptor) else {
      throw FileError(
        .unsupported, path: path,
        message: "holds elements of type \(quoted(descriptor)); "
          + "save real numbers, for instance with astype('float32')")
    }
    self.type = type
    self.order = order
    self.shape = shape
  }

  /// The bytes before the data: magic, version 1.0, length, and the literal padded to 64 bytes.
  static func encoded(_ array: NPYArray) -> [UInt8] {
    let extents = array.shape.map(String.init)
    let tuple = extents.joined(separator: ", ") + (extents.count == 1 ? "," : "")
    let literal =
      "{'descr': '<f\(array.elements.stride)', "
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
