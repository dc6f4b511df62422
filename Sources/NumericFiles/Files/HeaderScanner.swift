/// Reads the small texts that head numeric files, byte by byte and without recursion.
///
/// Both the JSON of safetensors and the Python literal of `.npy` are objects of known fields, so each
/// reader asks for exactly what may come next. Anything else, deep nesting included, is refused where
/// it begins.
struct HeaderScanner {
  private let bytes: [UInt8]
  private let path: String
  private(set) var position = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// An error at the current byte.
  func failure(_ message: String, code: FileError.Code = .malformed) -> FileError {
    FileError(
      code, path: path,
      message:
        "\(message) at byte \(position) of the header; the file is damaged or of another kind"
    )
  }

  /// The next byte after blanks, not consumed; nil at the end.
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Consumes a character if it is next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Consumes a character that must be next.
  mutating func expect(_ character: Unicode.Scalar) throws(FileError) {
    guard skip(character) else { throw failure("expected \(character)") }
  }

  /// Consumes a word that must be next.
  mutating func expect(word: StaticString) throws(FileError) {
    _ = peek()
    let expected = "\(word)".utf8
    guard bytes[position...].starts(with: expected) else { throw failure("expected \(word)") }
    position += expected.count
  }

  /// Requires that only blanks follow.
  mutating func expectEnd() throws(FileError) {
    guard peek() == nil else { throw failure("unexpected text") }
  }

  /// A non-negative decimal integer.
  mutating func integer() throws(FileError) -> Int {
    guard let first = peek(), isDigit(first) else { throw failure("expected an integer") }
    var value = 0
    let start = position
    while position < bytes.count, isDigit(bytes[position]) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(bytes[position] - 0x30))
      guard !overflow, !carry else { throw failure("an integer beyond 64 bits") }
      value = sum
      position += 1
    }
    guard first != 0x30 || position == start + 1 else { throw failure("a zero before an integer") }
    return value
  }

  /// A string between double quotes with the escapes of JSON.
  mutating func jsonString() throws(FileError) -> String {
    try expect("\"")
    var content: [UInt8] = []
    while true {
      // Plain stretches are copied at once.
      let start = position
      while position < bytes.count, bytes[position] >= 0x20, bytes[position] != 0x22,
        bytes[position] != 0x5C
      { position += 1 }
      content.append(contentsOf: bytes[start..<position])
      guard position < bytes.count, bytes[position] >= 0x20 else {
        throw failure("a string without end")
      }
      position += 1
      if bytes[position - 1] == 0x22 { break }
      try content.append(contentsOf: String(escapedScalar()).utf8)
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw failure("a string that is not UTF-8")
    }
    return text
  }

  /// A string between single or double quotes without escapes, as Python writes short ones.
  mutating func pythonString() throws(FileError) -> String {
    guard let quote = peek(), quote == 0x22 || quote == 0x27 else {
      throw failure("expected a string")
    }
    position += 1
    guard let end = bytes[position...].firstIndex(of: quote),
      !bytes[position..<end].contains(0x5C),
      let text = String(validating: bytes[position..<end], as: UTF8.self)
    else { throw failure("a string without end") }
    position = end + 1
    return text
  }

  /// What follows a backslash.
  private mutating func escapedScalar() throws(FileError) -> Unicode.Scalar {
    guard position < bytes.count else { throw failure("a string without end") }
    position += 1
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw failure("an unknown escape")
    }
    var value = try fourHexDigits()
    if value >> 10 == 0xD800 >> 10, bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      let low = try fourHexDigits()
      guard low >> 10 == 0xDC00 >> 10 else { throw failure("half a surrogate pair") }
      value = 0x1_0000 + ((value & 0x3FF) << 10) + (low & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(value) else { throw failure("half a surrogate pair") }
    return scalar
  }

  private mutating func fourHexDigits() throws(FileError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("expected four hexadecimal digits") }
    position += 4
    return value
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
