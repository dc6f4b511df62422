extension MatrixMarket {
  /// What the first lines of a file declare.
  public struct Header: Sendable, Hashable {
    /// How the entries are listed.
    public enum Format: String, Sendable, Hashable {
      /// Every entry, column by column.
      case array
      /// Some entries with their indices; the others are zero.
      case coordinate
    }

    /// What an entry is.
    public enum Field: String, Sendable, Hashable {
      /// A real number.
      case real
      /// A pair of real numbers.
      case complex
      /// An integer.
      case integer
      /// Nothing but its place, where the matrix is one.
      case pattern
    }

    /// Which entries follow from others and are not listed.
    public enum Symmetry: String, Sendable, Hashable {
      /// None.
      case general
      /// `a[i, j] = a[j, i]`.
      case symmetric
      /// `a[i, j] = -a[j, i]`; the diagonal is zero and not listed.
      case skewSymmetric = "skew-symmetric"
      /// `a[i, j]` is the conjugate of `a[j, i]`.
      case hermitian
    }

    /// How the entries are listed.
    public let format: Format
    /// What an entry is.
    public let field: Field
    /// Which entries follow from others.
    public let symmetry: Symmetry
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The number of entries that the file lists.
    public let entryCount: Int
  }
}

extension MatrixMarket.Header {
  /// Reads banner, comments and sizes.
  init<Stream: ByteStream & ~Copyable>(
    from reader: inout TextReader<Stream>
  ) throws(FileError) {
    (format, field, symmetry) = try Self.readBanner(&reader)
    guard let range = try reader.nextContentLine() else {
      throw reader.failure(.truncated, "ends before its sizes; it was cut short, fetch it again")
    }
    var tokens = LineTokens(range)
    let names = format == .array ? ["rows", "columns"] : ["rows", "columns", "entries"]
    var sizes: [Int] = []
    for name in names {
      guard let token = tokens.next(reader.buffer.span) else {
        throw reader.failureInLine("expected the numbers of \(names.joined(separator: ", "))")
      }
      sizes.append(try reader.size(token, "the number of \(name)"))
    }
    try reader.expectEnd(&tokens)
    (rows, columns) = (sizes[0], sizes[1])
    guard symmetry == .general || rows == columns else {
      throw reader.failureInLine("a \(symmetry.rawValue) matrix of \(rows) × \(columns)")
    }
    guard let count = Self.count(format, symmetry, rows, columns), count >= 0 else {
      throw reader.failureInLine(.tooLarge, "a matrix of \(rows) × \(columns) fits no memory")
    }
    entryCount = format == .array ? count : sizes[2]
  }

  private static func readBanner<Stream: ByteStream & ~Copyable>(
    _ reader: inout TextReader<Stream>
  ) throws(FileError) -> (Format, Field, Symmetry) {
    let range = try reader.nextLine() ?? 0..<0
    let words = String(decoding: reader.buffer[range.prefix(200)], as: UTF8.self)
      .lowercased().split { $0 == " " || $0 == "\t" }
    guard let banner = words.first, ["%%matrixmarket", "%matrixmarket"].contains(banner) else {
      throw reader.failure(
        range.isEmpty && reader.mostRemaining == 0 ? .truncated : .malformed,
        "does not begin with %%MatrixMarket; is it a Matrix Market file?")
    }
    guard words.count == 5, words[1] == "matrix" else {
      throw reader.failureInLine(
        "expected '%%MatrixMarket matrix' and three words for format, field and symmetry")
    }
    guard let format = Format(rawValue: String(words[2])) else {
      throw reader.failureInLine(
        "the format \(quoted(String(words[2]))) is not array or coordinate")
    }
    let fields: [Substring: Field] = [
      "real": .real, "double": .real, "complex": .complex, "integer": .integer,
      "unsigned-integer": .integer, "pattern": .pattern,
    ]
    guard let field = fields[words[3]] else {
      throw reader.failureInLine(
        "the field \(quoted(String(words[3]))) is not real, complex, integer or pattern")
    }
    guard let symmetry = Symmetry(rawValue: String(words[4])) else {
      throw reader.failureInLine(
        "the symmetry \(quoted(String(words[4]))) "
          + "is not general, symmetric, skew-symmetric or hermitian")
    }
    guard format == .coordinate || field != .pattern else {
      throw reader.failureInLine("an array of pattern; only coordinates can lack values")
    }
    return (format, field, symmetry)
  }

  /// The entries that an array lists, or for coordinates all of the matrix; nil beyond 63 bits.
  private static func count(
    _ format: Format, _ symmetry: Symmetry, _ rows: Int, _ columns: Int
  ) -> Int? {
    guard let all = elementCount(of: [rows, columns]) else { return nil }
    if format == .coordinate { return all }
    // n² does not overflow and n² ± n is even, so neither does what follows.
    return switch symmetry {
    case .general: all
    case .symmetric, .hermitian: all / 2 + (rows + 1) / 2
    case .skewSymmetric: (all - rows) / 2
    }
  }
}
