/// How a table of numbers is written as text.
///
///     let table = try CSVTable<Double>.read("iris.csv", format: CSVFormat(header: true))
///     let german = CSVFormat(delimiter: .semicolon, decimalMark: .comma)
public struct CSVFormat: Sendable, Hashable {
  /// What separates the fields of a row.
  public enum Delimiter: Sendable, Hashable {
    /// A comma.
    case comma
    /// A semicolon, which spreadsheets write where the comma is the decimal mark.
    case semicolon
    /// A tabulator.
    case tab

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 0x09
      }
    }
  }

  /// What separates the digits of a fraction.
  public enum DecimalMark: Sendable, Hashable {
    /// A point.
    case point
    /// A comma; then the delimiter is something else.
    case comma

    var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  }

  /// What an empty field means.
  public enum MissingValue: Sendable, Hashable {
    /// The file is refused.
    case error
    /// A number, often `nan`.
    case number(Double)
  }

  /// What separates the fields of a row.
  public var delimiter: Delimiter

  /// Whether the first row holds the names of the columns.
  public var header: Bool

  /// What separates the digits of a fraction.
  public var decimalMark: DecimalMark

  /// What an empty field means.
  public var missing: MissingValue

  /// The character that makes the rest of its line a comment if it is the first on it; nil for none.
  public var comment: Unicode.Scalar?

  /// Describes a format; unless told otherwise commas, points, no header and no comments.
  ///
  /// - Precondition: The comma is not both delimiter and decimal mark; the comment is in ASCII.
  public init(
    delimiter: Delimiter = .comma, header: Bool = false, decimalMark: DecimalMark = .point,
    missing: MissingValue = .error, comment: Unicode.Scalar? = nil
  ) {
    self.delimiter = delimiter
    self.header = header
    self.decimalMark = decimalMark
    self.missing = missing
    self.comment = comment
    check()
  }

  func check() {
    precondition(
      delimiter != .comma || decimalMark != .comma, "a comma cannot be delimiter and decimal mark")
    precondition(comment?.isASCII ?? true, "a comment begins with a character of ASCII")
  }
}
