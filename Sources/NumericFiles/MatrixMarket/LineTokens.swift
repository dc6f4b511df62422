/// The words of a line, between blanks.
struct LineTokens {
  private var position: Int
  private let end: Int

  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// Where the next word lies; nil if there is none.
  mutating func next(_ bytes: Span<UInt8>) -> Range<Int>? {
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    guard position < end else { return nil }
    let start = position
    while position < end, bytes[position] != 0x20, bytes[position] != 0x09 { position += 1 }
    return start..<position
  }
}

extension TextReader where Stream: ~Copyable {
  /// Advances to the next line that is neither blank nor a comment.
  mutating func nextContentLine() throws(FileError) -> Range<Int>? {
    while let range = try nextLine() {
      var tokens = LineTokens(range)
      guard let first = tokens.next(buffer.span) else { continue }
      if buffer[first.lowerBound] != UInt8(ascii: "%") { return range }
    }
    return nil
  }

  /// A word of the current line for a message.
  func word(_ token: Range<Int>) -> String {
    quoted(String(decoding: buffer[token.prefix(100)], as: UTF8.self))
  }

  /// A size or an index, which is not negative.
  func size(_ token: Range<Int>, _ name: String) throws(FileError) -> Int {
    guard let decimal = Decimal(buffer.span, token), decimal.end == token.upperBound,
      let integer = decimal.integer
    else { throw failureInLine("\(word(token)) for \(name) is no integer") }
    guard !integer.isNegative || integer.magnitude == 0 else {
      throw failureInLine("\(word(token)) for \(name) is negative")
    }
    guard let size = Int(exactly: integer.magnitude) else {
      throw failureInLine(.tooLarge, "\(word(token)) for \(name) is beyond 64 bits")
    }
    return size
  }

  /// Requires that the line has no further word.
  func expectEnd(_ tokens: inout LineTokens) throws(FileError) {
    if let token = tokens.next(buffer.span) {
      throw failureInLine("\(word(token)) is one word too many; one entry stands on each line")
    }
  }
}
