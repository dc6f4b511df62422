import LinearAlgebra

extension MatrixMarket {
  struct HeaderDecoder: StreamDecoder {
    func decode<Stream: ByteStream & ~Copyable>(
      _ stream: consuming Stream
    ) throws(FileError) -> Header {
      // Room for comments, but not for a packed line without end.
      var reader = try TextReader(stream, maximumByteCount: 1 << 26)
      return try Header(from: &reader)
    }
  }

  /// Reads the whole of a file into a matrix.
  struct Decoder<Element: Scalar>: StreamDecoder {
    let maximumByteCount: Int

    func decode<Stream: ByteStream & ~Copyable>(
      _ stream: consuming Stream
    ) throws(FileError) -> Matrix<Element> {
      var reader = try TextReader(stream, maximumByteCount: maximumByteCount)
      let header = try Header(from: &reader)
      guard Element.isComplex || header.field != .complex else {
        throw reader.failure(
          .mismatch, "holds complex numbers where real ones are asked for; ask for Complex<Double>")
      }
      // No overflow: the header has checked the product.
      let stride = MemoryLayout<Element>.stride
      guard
        case (let size, false) = (header.rows * header.columns)
          .multipliedReportingOverflow(by: stride), size <= maximumByteCount
      else {
        throw reader.failure(
          .tooLarge,
          "declares a matrix of \(header.rows) × \(header.columns), more than the limit of "
            + "\(maximumByteCount) bytes; raise the limit")
      }
      // An entry takes a digit and a line feed at least, the last one perhaps no line feed.
      guard header.entryCount <= reader.mostRemaining / 2 + 1 else {
        throw reader.failure(
          .truncated,
          "declares \(header.entryCount) entries and is too short for them; fetch it again")
      }
      return header.format == .array
        ? try readArray(&reader, header) : try readCoordinates(&reader, header)
    }

    // MARK: Array

    private func readArray<Stream: ByteStream & ~Copyable>(
      _ reader: inout TextReader<Stream>, _ header: Header
    ) throws(FileError) -> Matrix<Element> {
      let values = try readValues(&reader, header)
      if header.symmetry == .general {
        return Matrix(columnMajor: values, rows: header.rows, columns: header.columns)
      }
      var result = Matrix<Element>(rows: header.rows, columns: header.columns)
      var position = 0
      for column in 0..<header.columns {
        let first = header.symmetry == .skewSymmetric ? column + 1 : column
        for row in first..<max(first, header.rows) {
          result[row, column] = values[position]
          if row != column { result[column, row] = header.mirrored(values[position]) }
          position += 1
        }
      }
      return result
    }

    private func readValues<Stream: ByteStream & ~Copyable>(
      _ reader: inout TextReader<Stream>, _ header: Header
    ) throws(FileError) -> [Element] {
      var values: [Element] = []
      // The stream may be a bomb; what it holds counts, not what it declares.
      values.reserveCapacity(min(header.entryCount, 1 << 16))
      var (length, left) = (header.rows, header.rows)
      while let range = try reader.nextContentLine() {
        guard values.count < header.entryCount else {
          throw reader.failureInLine(
            .trailingBytes, "goes on after its \(header.entryCount) entries; fetch it again")
        }
        var tokens = LineTokens(range)
        let value: Element = try reader.value(&tokens, header.field)
        // Of a Hermitian matrix each column begins on the diagonal and is one shorter than the last.
        guard header.symmetry != .hermitian || left < length || value.imaginaryPart == 0 else {
          throw reader.failureInLine("a Hermitian matrix with a diagonal that is not real")
        }
        left -= 1
        if left == 0 {
          length -= 1
          left = length
        }
        values.append(value)
      }
      guard values.count == header.entryCount else {
        throw reader.failure(
          .truncated,
          "ends after \(values.count) of \(header.entryCount) entries; fetch it again")
      }
      return values
    }

    // MARK: Coordinates

    private func readCoordinates<Stream: ByteStream & ~Copyable>(
      _ reader: inout TextReader<Stream>, _ header: Header
    ) throws(FileError) -> Matrix<Element> {
      // The whole file is checked before the matrix, which may be much larger, takes memory.
      var positions: [Int] = []
      var values: [Element] = []
      while let range = try reader.nextContentLine() {
        guard values.count < header.entryCount else {
          throw reader.failureInLine(
            .trailingBytes, "goes on after its \(header.entryCount) entries; fetch it again")
        }
        var tokens = LineTokens(range)
        let row = try reader.index(&tokens, "row", header.rows)
        let column = try reader.index(&tokens, "column", header.columns)
        let value: Element = try reader.value(&tokens, header.field)
        if row == column {
          guard header.symmetry != .skewSymmetric || value == 0 else {
            throw reader.failureInLine("a skew-symmetric matrix with a diagonal that is not zero")
          }
          guard header.symmetry != .hermitian || value.imaginaryPart == 0 else {
            throw reader.failureInLine("a Hermitian matrix with a diagonal that is not real")
          }
        }
        positions.append(row + column * header.rows)
        values.append(value)
      }
      guard values.count == header.entryCount else {
        throw reader.failure(
          .truncated,
          "ends after \(values.count) of \(header.entryCount) entries; fetch it again")
      }
      var result = Matrix<Element>(rows: header.rows, columns: header.columns)
      var elements = result.mutableElements
      for (position, value) in zip(positions, values) {
        elements[position] += value
        let (row, column) = (position % header.rows, position / header.rows)
        if header.symmetry != .general, row != column {
          elements[column + row * header.rows] += header.mirrored(value)
        }
      }
      return result
    }
  }
}

extension MatrixMarket.Header {
  /// The entry across the diagonal.
  fileprivate func mirrored<Element: Scalar>(_ value: Element) -> Element {
    switch symmetry {
    case .general, .symmetric: value
    case .skewSymmetric: -value
    case .hermitian: value.conjugate
    }
  }
}

extension TextReader where Stream: ~Copyable {
  /// An index, which counts from one in the file and from zero here.
  fileprivate func index(
    _ tokens: inout LineTokens, _ name: String, _ count: Int
  ) throws(FileError) -> Int {
    guard let token = tokens.next(buffer.span) else {
      throw failureInLine("expected a \(name) index")
    }
    let index = try size(token, "the \(name)")
    guard index >= 1, index <= count else {
      throw failureInLine("\(name) \(index) is outside of 1 to \(count); indices count from one")
    }
    return index - 1
  }

  /// The value at the end of a line.
  fileprivate func value<Element: Scalar>(
    _ tokens: inout LineTokens, _ field: MatrixMarket.Header.Field
  ) throws(FileError) -> Element {
    var parts: (Element.RealPart, Element.RealPart) = (0, 0)
    switch field {
    case .pattern: parts.0 = 1
    case .real: parts.0 = try real(&tokens)
    case .complex: parts = (try real(&tokens), try real(&tokens))
    case .integer: parts.0 = try integer(&tokens)
    }
    try expectEnd(&tokens)
    return Element(realPart: parts.0, imaginaryPart: parts.1)
  }

  private func real<Real: RealScalar>(_ tokens: inout LineTokens) throws(FileError) -> Real {
    guard let token = tokens.next(buffer.span) else { throw failureInLine("expected a number") }
    guard let decimal = Decimal(buffer.span, token), decimal.end == token.upperBound else {
      throw failureInLine("\(word(token)) is no number")
    }
    return decimal.value(buffer.span)
  }

  private func integer<Real: RealScalar>(_ tokens: inout LineTokens) throws(FileError) -> Real {
    guard let token = tokens.next(buffer.span) else { throw failureInLine("expected an integer") }
    guard let decimal = Decimal(buffer.span, token), decimal.end == token.upperBound,
      let integer = decimal.integer
    else { throw failureInLine("\(word(token)) is no integer of 64 bits") }
    guard let value = Real(exactly: integer.magnitude) else {
      throw failureInLine(.mismatch, "\(Real.self) does not hold the integer \(word(token))")
    }
    return integer.isNegative ? -value : value
  }
}
