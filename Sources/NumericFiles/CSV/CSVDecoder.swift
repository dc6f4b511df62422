import LinearAlgebra

/// Reads a table record by record; memory holds one record and the numbers.
struct CSVDecoder<Element: Scalar>: StreamDecoder {
  let format: CSVFormat
  let maximumByteCount: Int

  func decode<Stream: ByteStream & ~Copyable>(
    _ stream: consuming Stream
  ) throws(FileError) -> CSVTable<Element> {
    format.check()
    var reader = try TextReader(stream, maximumByteCount: maximumByteCount)
    var names: [String]?
    var columns: Int?
    var rows = 0
    var values: [Element] = []
    while let range = try reader.nextRecord(quoting: format.delimiter.byte) {
      if isBlankOrComment(reader.buffer.span, range) { continue }
      if format.header, names == nil {
        let header = try self.names(&reader, range)
        (names, columns) = (header, header.count)
        continue
      }
      let count = try readRow(&reader, range, names: names, columns: columns, into: &values)
      columns = columns ?? count
      rows += 1
    }
    guard !format.header || names != nil else {
      throw reader.failure(.truncated, "has no row of names; it is empty")
    }
    let matrix = Matrix(countedRowMajor: values, rows: rows, columns: columns ?? 0)
    return CSVTable(matrix, names: names ?? [])
  }

  private func isBlankOrComment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // A tabulator that delimits is a field of its own.
    for position in range where !isBlank(bytes[position]) {
      return UInt32(bytes[position]) == format.comment?.value
    }
    return true
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte == 0x09 && format.delimiter != .tab)
  }

  // MARK: Names

  private func names<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>, _ range: Range<Int>
  ) throws(FileError) -> [String] {
    var result: [String] = []
    var position = range.lowerBound
    while true {
      let field = try field(&reader, position, range.upperBound, column: result.count + 1)
      guard let text = String(validating: field.content(reader.buffer), as: UTF8.self) else {
        throw reader.failure(
          inColumn: result.count + 1, .malformed, ": a name that is not UTF-8; save it in UTF-8")
      }
      result.append(text)
      guard field.end < range.upperBound else { return result }
      position = field.end + 1
    }
  }

  // MARK: Numbers

  /// Appends the numbers of a record and returns how many there are.
  private func readRow<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>, _ range: Range<Int>, names: [String]?, columns: Int?,
    into values: inout [Element]
  ) throws(FileError) -> Int {
    var column = 0
    var position = range.lowerBound
    let limit = maximumByteCount / MemoryLayout<Element>.stride
    while true {
      column += 1
      if let columns, column > columns {
        throw reader.failureInLine(.mismatch, "more than the \(columns) fields of the rows before")
      }
      let end = try appendNumber(
        &reader, position, range.upperBound, column: column, names: names, to: &values)
      guard values.count <= limit else {
        throw reader.failureInLine(
          .tooLarge, "the numbers take more than \(maximumByteCount) bytes; raise the limit")
      }
      guard end < range.upperBound else { break }
      position = end + 1
    }
    if let columns, column != columns {
      throw reader.failureInLine(
        .mismatch, "\(column) fields, but the rows before have \(columns)")
    }
    return column
  }

  /// Appends one number and returns where its field ends.
  private func appendNumber<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>, _ start: Int, _ limit: Int, column: Int, names: [String]?,
    to values: inout [Element]
  ) throws(FileError) -> Int {
    let field = try field(&reader, start, limit, column: column)
    let content = trimmed(reader.buffer.span, field.content)
    if content.isEmpty {
      guard case .number(let number) = format.missing else {
        throw failure(
          &reader, .malformed, column, names,
          "an empty field; say what it means with CSVFormat(missing:)")
      }
      values.append(Element(Element.RealPart(number)))
      return field.end
    }
    guard
      let value: Element = parseScalar(
        reader.buffer.span, content, mark: format.decimalMark.byte)
    else {
      let text = quoted(String(decoding: reader.buffer[content.prefix(100)], as: UTF8.self))
      let remedy =
        values.isEmpty && !format.header
        ? "; if this row holds names, say so with CSVFormat(header: true)" : ""
      throw failure(&reader, .malformed, column, names, "\(text) is no number\(remedy)")
    }
    values.append(value)
    return field.end
  }

  private func failure<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>, _ code: FileError.Code, _ column: Int, _ names: [String]?,
    _ message: String
  ) -> FileError {
    let name = names.map { " (\(quoted($0[column - 1])))" } ?? ""
    return reader.failure(inColumn: column, code, "\(name): \(message)")
  }

  // MARK: Fields

  /// Finds the field that begins at a position.
  private func field<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>, _ start: Int, _ limit: Int, column: Int
  ) throws(FileError) -> CSVField {
    let bytes = reader.buffer.span
    let delimiter = format.delimiter.byte
    guard start < limit, bytes[start] == 0x22 else {
      var end = start
      while end < limit, bytes[end] != delimiter {
        guard bytes[end] != 0x22 else {
          throw reader.failure(
            inColumn: column, .malformed,
            ": a quote within a field without quotes; put the field in quotes")
        }
        end += 1
      }
      return CSVField(content: trimmed(bytes, start..<end), end: end, isQuoted: false)
    }
    var end = start + 1
    while end < limit {
      if bytes[end] != 0x22 {
        end += 1
      } else if end + 1 < limit, bytes[end + 1] == 0x22 {
        end += 2
      } else {
        break
      }
    }
    let content = start + 1..<min(end, limit)
    end += 1
    guard end <= limit, end == limit || bytes[end] == delimiter else {
      throw reader.failure(
        inColumn: column, .malformed,
        ": text after a closing quote; double the quotes within a field")
    }
    return CSVField(content: content, end: end, isQuoted: true)
  }

  private func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

/// Where a field lies.
private struct CSVField {
  /// The text without the quotes around it, or without the blanks where there are none.
  let content: Range<Int>
  /// The delimiter behind it, or the end of the record.
  let end: Int
  let isQuoted: Bool

  /// The text, doubled quotes made single.
  func content(_ buffer: [UInt8]) -> [UInt8] {
    guard isQuoted else { return Array(buffer[content]) }
    var result: [UInt8] = []
    var position = content.lowerBound
    while position < content.upperBound {
      result.append(buffer[position])
      position += buffer[position] == 0x22 ? 2 : 1
    }
    return result
  }
}
