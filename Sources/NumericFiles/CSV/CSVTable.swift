import ComplexModule
public import LinearAlgebra

/// Numbers in rows and columns, perhaps with names, as spreadsheets exchange them: RFC 4180.
///
///     let table = try CSVTable<Double>.read("iris.csv", format: CSVFormat(header: true))
///     table.names                 // ["sepal length", …]
///     try table.write(to: "copy.csv", format: CSVFormat(header: true))
///
/// A row of the text is a row of the matrix. Numbers are read independently of the locale and rounded
/// correctly; they are written in the shortest notation that reads back as the same number. Fields may
/// stand in quotes and blanks may surround them; lines end with or without a carriage return; blank
/// lines are passed over. Complex numbers are written `1.0+2.0j`, and read with `i` or `j`, in
/// parentheses or not.
///
/// > Reference: Shafranovich, Common Format and MIME Type for CSV Files, RFC 4180 (2005).
public struct CSVTable<Element: Scalar>: Sendable, Equatable {
  /// The numbers.
  public let matrix: Matrix<Element>

  /// The names of the columns; empty without a header.
  public let names: [String]

  /// Makes a table.
  ///
  /// - Precondition: There is one name for each column, or none at all.
  public init(_ matrix: Matrix<Element>, names: [String] = []) {
    precondition(
      names.isEmpty || names.count == matrix.columns,
      "\(names.count) names for \(matrix.columns) columns")
    self.matrix = matrix
    self.names = names
  }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - format: The delimiter and so on.
  ///   - maximumByteCount: The largest text and the largest matrix to accept, 4 GiB unless given.
  /// - Returns: The numbers and, if the format says so, the names in the first row.
  /// - Throws: ``FileError`` that names the line and the column if a field is no number, if rows differ
  ///   in length, or if quotes are wrong.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func read(
    _ path: String, format: CSVFormat = CSVFormat(), maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> CSVTable {
    try CSVDecoder<Element>(format: format, maximumByteCount: maximumByteCount)
      .decode(path, maximumByteCount: maximumByteCount)
  }

  /// Decodes the bytes of a table, plain or gzip.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - format: The delimiter and so on.
  ///   - maximumByteCount: The largest text and the largest matrix to accept, 4 GiB unless given.
  ///   - path: What to call the bytes in messages.
  /// - Throws: ``FileError`` like ``read(_:format:maximumByteCount:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    decoding bytes: [UInt8], format: CSVFormat = CSVFormat(), maximumByteCount: Int = 1 << 32,
    path: String = "CSV data"
  ) throws(FileError) {
    self = try CSVDecoder<Element>(format: format, maximumByteCount: maximumByteCount)
      .decode(bytes, path: path)
  }

  /// Writes the table, complete or not at all.
  ///
  /// - Parameters:
  ///   - path: The path of the file; one that ends in `.gz` is packed.
  ///   - format: The delimiter and the decimal mark; the names are written if it has a header.
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  /// - Precondition: There are names if the format has a header.
  public func write(to path: String, format: CSVFormat = CSVFormat()) throws(FileError) {
    var output = try TextOutput(path)
    try encode(format, into: &output)
    try output.commit()
  }

  /// The bytes that ``write(to:format:)`` writes to a plain file.
  public func encoded(format: CSVFormat = CSVFormat()) throws(FileError) -> [UInt8] {
    var output = TextOutput()
    try encode(format, into: &output)
    return output.bytes
  }
}

extension CSVTable {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  private func encode(_ format: CSVFormat, into output: inout TextOutput) throws(FileError) {
    format.check()
    let delimiter = format.delimiter.byte
    if format.header {
      precondition(names.count == matrix.columns, "a header without names")
      for (column, name) in names.enumerated() {
        if column > 0 { output.append(delimiter) }
        output.append(quotedField(name))
      }
      output.append("\n")
    }
    let elements = matrix.elements
    for row in 0..<(matrix.columns == 0 ? 0 : matrix.rows) {
      for column in 0..<matrix.columns {
        if column > 0 { output.append(delimiter) }
        let element = elements[row + column * matrix.rows]
        append(element.realPart, format, to: &output)
        guard Element.isComplex else { continue }
        let imaginary = element.imaginaryPart
        if imaginary.isNaN || imaginary.sign == .plus { output.append("+") }
        append(imaginary, format, to: &output)
        output.append("j")
      }
      output.append("\n")
      try output.flushIfLong()
    }
  }

  private func append(
    _ number: Element.RealPart, _ format: CSVFormat, to output: inout TextOutput
  ) {
    guard format.decimalMark == .comma else { return output.append(number) }
    output.append(number.isNaN ? "nan" : "\(number)".replacing(".", with: ","))
  }
}

/// A name in quotes, so that whatever it holds is read back.
private func quotedField(_ text: String) -> String {
  "\"" + text.replacing("\"", with: "\"\"") + "\""
}

extension Matrix {
  /// Reads a table of numbers; a row of the text is a row of the matrix, see ``CSVTable``.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - format: The delimiter and so on; names in the first row are passed over.
  /// - Throws: ``FileError`` like ``CSVTable/read(_:format:maximumByteCount:)``.
  public init(csv path: String, format: CSVFormat = CSVFormat()) throws(FileError) {
    self = try CSVTable.read(path, format: format).matrix
  }

  /// Writes the matrix as a table of numbers, complete or not at all.
  ///
  /// - Parameters:
  ///   - path: The path of the file; one that ends in `.gz` is packed.
  ///   - names: The names of the columns, written as the first row unless there are none.
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  /// - Precondition: There is one name for each column, or none at all.
  public func writeCSV(to path: String, names: [String] = []) throws(FileError) {
    try CSVTable(self, names: names).write(
      to: path, format: CSVFormat(header: !names.isEmpty))
  }
}
