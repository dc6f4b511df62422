/// Text that arrives piece by piece, one line or record after the other.
///
/// The buffer holds the current record and what was read beyond it, so memory is bounded by the
/// longest record rather than by the file. Pieces grow with the buffer: a record of any length is
/// scanned a constant number of times.
struct TextReader<Stream: ByteStream & ~Copyable>: ~Copyable {
  private var stream: Stream
  private let maximumByteCount: Int
  private var receivedCount = 0
  private var isAtEnd = false
  private var next = 0

  /// The bytes around the current record.
  private(set) var buffer: [UInt8] = []

  /// The number of the line in which the current record begins, from one.
  private(set) var line = 0

  /// The number of line breaks within the current record.
  private var breaks = 1

  init(_ stream: consuming Stream, maximumByteCount: Int) throws(FileError) {
    self.stream = stream
    self.maximumByteCount = maximumByteCount
    while buffer.count < 3, try receive() {}
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw failure(.unsupported, "is text in UTF-16; save it in UTF-8")
    }
  }

  /// An error about the whole text.
  func failure(_ code: FileError.Code, _ message: String) -> FileError {
    FileError(code, path: stream.path, message: message)
  }

  /// An error at the current line.
  func failureInLine(_ code: FileError.Code, _ message: String) -> FileError {
    failure(code, "line \(line): \(message)")
  }

  /// An error in a column, counted from one, of the current line.
  func failure(inColumn column: Int, _ code: FileError.Code, _ message: String) -> FileError {
    failure(code, "line \(line), column \(column)\(message)")
  }

  /// An error of the format at the current line.
  func failureInLine(_ message: String) -> FileError { failureInLine(.malformed, message) }

  /// Where the text comes from.
  var path: String { stream.path }

  /// A number of bytes that the text after the current record does not exceed.
  var mostRemaining: Int {
    let (sum, overflow) = (buffer.count - next).addingReportingOverflow(stream.mostRemaining)
    return overflow ? .max : sum
  }

  /// Advances to the next line.
  ///
  /// - Returns: Where the line lies in ``buffer``, without its end; nil after the last.
  mutating func nextLine() throws(FileError) -> Range<Int>? {
    try nextRecord(quoting: nil)
  }

  /// Advances to the next record: a line, or several if quotes hold line breaks.
  ///
  /// - Parameter delimiter: What separates the fields, at whose start a quote has its meaning; nil if
  ///   quotes have none.
  /// - Returns: Where the record lies in ``buffer``, without its end; nil after the last.
  /// - Throws: ``FileError`` if the text cannot be read, is too long, or ends within quotes.
  mutating func nextRecord(quoting delimiter: UInt8?) throws(FileError) -> Range<Int>? {
    line += breaks
    while true {
      let found =
        delimiter.map { recordEnd(in: buffer.span, from: next, delimiter: $0) }
        ?? lineEnd(in: buffer.span, from: next)
      if found.end < buffer.count {
        let range = next..<found.end
        next = found.end + 1
        breaks = found.breaks + 1
        return withoutCarriageReturn(range)
      }
      if try receive() { continue }
      guard next < buffer.count else { return nil }
      guard !found.isQuoted else {
        throw failureInLine(.truncated, "a quote is opened and never closed; close it")
      }
      let range = next..<buffer.count
      next = buffer.count
      breaks = found.breaks + 1
      return withoutCarriageReturn(range)
    }
  }

  private func withoutCarriageReturn(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty || buffer[range.upperBound - 1] != 0x0D
      ? range : range.lowerBound..<range.upperBound - 1
  }

  /// Forgets what lies before the current record and appends a piece; false at the end.
  private mutating func receive() throws(FileError) -> Bool {
    guard !isAtEnd else { return false }
    buffer.removeFirst(next)
    next = 0
    let piece = try stream.read(upTo: max(1 << 18, buffer.count))
    isAtEnd = piece.isEmpty
    receivedCount += piece.count
    guard receivedCount <= maximumByteCount else {
      throw failure(.tooLarge, "has more than \(maximumByteCount) bytes of text; raise the limit")
    }
    buffer.append(contentsOf: piece)
    return !isAtEnd
  }
}

/// Where a record ends in a buffer, at its line feed or at the end of the buffer.
private struct RecordEnd {
  var end: Int
  var breaks = 0
  var isQuoted = false
}

private func lineEnd(in bytes: Span<UInt8>, from start: Int) -> RecordEnd {
  var position = start
  while position < bytes.count, bytes[position] != 0x0A { position += 1 }
  return RecordEnd(end: position)
}

/// Finds the line feed outside of quotes; only a quote at the start of a field opens one.
private func recordEnd(
  in bytes: Span<UInt8>, from start: Int, delimiter: UInt8
) -> RecordEnd {
  var result = RecordEnd(end: start)
  var isAtFieldStart = true
  while result.end < bytes.count {
    let byte = bytes[result.end]
    if result.isQuoted {
      // A doubled quote closes the field and opens it again, which comes to the same here.
      if byte == 0x22 { result.isQuoted = false }
      if byte == 0x0A { result.breaks += 1 }
    } else if byte == 0x0A {
      return result
    } else if byte == 0x22 {
      let reopens = result.end > start && bytes[result.end - 1] == 0x22
      if isAtFieldStart || reopens { result.isQuoted = true }
      isAtFieldStart = false
    } else {
      isAtFieldStart = byte == delimiter
    }
    result.end += 1
  }
  return result
}
