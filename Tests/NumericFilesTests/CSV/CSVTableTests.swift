import ComplexModule
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

@Suite struct CSVTableTests {
  static func read<Element: Scalar>(
    _ text: String, _ format: CSVFormat = CSVFormat()
  ) throws(FileError) -> CSVTable<Element> {
    try CSVTable(decoding: Array(text.utf8), format: format)
  }

  static let samples: [(String, CSVFormat, Matrix<Double>)] = [
    ("1,2\n3,4\n", CSVFormat(), [[1, 2], [3, 4]]),
    ("1,2\r\n3,4", CSVFormat(), [[1, 2], [3, 4]]),
    ("\u{FEFF}1\n\n 2\t\n\r\n", CSVFormat(), [[1], [2]]),
    ("1;2\n", CSVFormat(delimiter: .semicolon), [[1, 2]]),
    ("1,5;-2,25e1\n", CSVFormat(delimiter: .semicolon, decimalMark: .comma), [[1.5, -22.5]]),
    ("1\t 2\n", CSVFormat(delimiter: .tab), [[1, 2]]),
    ("\"1\",\" 2 \"\n", CSVFormat(), [[1, 2]]),
    ("# a \"note\"\n1,2\n  # 3\n", CSVFormat(comment: "#"), [[1, 2]]),
    ("1,,3\n,,\n", CSVFormat(missing: .number(-1)), [[1, -1, 3], [-1, -1, -1]]),
    ("\t\n", CSVFormat(delimiter: .tab, missing: .number(7)), [[7, 7]]),
    ("+.5,5.,1E+2,-0,Infinity,-INF\n", CSVFormat(), [[0.5, 5, 100, 0, .infinity, -.infinity]]),
    ("", CSVFormat(), Matrix(rows: 0, columns: 0)),
    ("a,b\n", CSVFormat(header: true), Matrix(rows: 0, columns: 2)),
  ]

  @Test(arguments: samples)
  func `tables are read`(text: String, format: CSVFormat, expected: Matrix<Double>) throws {
    let table: CSVTable<Double> = try Self.read(text, format)
    #expect(table.matrix == expected)
    let packed = Gzip.deflate(Array(text.utf8))
    #expect(try CSVTable(decoding: packed, format: format) == table)
    let single: CSVTable<Complex<Float>> = try Self.read(text, format)
    #expect(single.matrix.shape == expected.shape)
  }

  @Test func `names stand in the first row, in quotes or not`() throws {
    let text = "x, y ,\"a \"\"b\"\",\nc\",\"\"\r\n1,2,3,4\r\n"
    let table: CSVTable<Double> = try Self.read(text, CSVFormat(header: true))
    #expect(table.names == ["x", "y", "a \"b\",\nc", ""])
    #expect(table.matrix == [[1, 2, 3, 4]])
  }

  @Test func `complex numbers are read in every common notation`() throws {
    typealias C = Complex<Double>
    let table: CSVTable<C> = try Self.read("1+2j,(1-2i),-3j,4,+1e2-.5J, (0+infj)\n")
    let expected = [C(1, 2), C(1, -2), C(0, -3), C(4), C(100, -0.5)]
    #expect(expected.indices.allSatisfy { table.matrix[0, $0] == expected[$0] })
    #expect(table.matrix[0, 5].imaginaryPart == .infinity)
    for text in ["1+2", "1+2k", "j", "1 + 2j", "(1+2j", "1+2j3", "(", "()", "1++2j"] {
      expectError(.malformed) { () throws(FileError) in
        let _: CSVTable<C> = try Self.read(text)
      }
    }
  }

  @Test(
    arguments: [
      CSVFormat(header: true), CSVFormat(delimiter: .tab, header: true),
      CSVFormat(delimiter: .semicolon, header: true, decimalMark: .comma),
    ], ["a.csv", "a.csv.gz"])
  func `writing, then reading is the identity to the last bit`(
    format: CSVFormat, name: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    let numbers = [
      0.1, 1 / 3, .pi, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity, -0.0, 1e23,
    ]
    let names = ["a", "b \"quoted\", with;all\tof\nit", " blanks ", "#"]
    let matrix = Matrix(columnMajor: numbers, rows: 2, columns: 4)
    try CSVTable(matrix, names: names).write(to: path, format: format)
    #expect(try CSVTable.read(path, format: format) == CSVTable(matrix, names: names))
    let complex = Matrix(rows: 2, columns: 4) {
      Complex(Float(matrix[$0, $1]), Float(-matrix[1 - $0, $1]))
    }
    try CSVTable(complex, names: names).write(to: path, format: format)
    let same = try CSVTable<Complex<Float>>.read(path, format: format)
    #expect(
      same.matrix.elements.indices.allSatisfy {
        same.matrix.elements[$0].realPart == complex.elements[$0].realPart
          && same.matrix.elements[$0].imaginaryPart == complex.elements[$0].imaginaryPart
      })
  }

  @Test func `a matrix is written in one line`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.csv"
    let matrix: Matrix<Double> = [[1, .nan], [2.5, -1e-7]]
    try matrix.writeCSV(to: path, names: ["x", "y"])
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    #expect(text == "\"x\",\"y\"\n1.0,nan\n2.5,-1e-07\n")
    let same = try Matrix<Double>(csv: path, format: CSVFormat(header: true))
    #expect(same[0, 1].isNaN && same[1, 1] == -1e-7)
    try matrix.writeCSV(to: path)
    #expect(try Matrix<Float>(csv: path)[1, 0] == 2.5)
  }

  static let faults: [(String, CSVFormat, FileError.Code, String)] = [
    ("1,2\n3,x\n", CSVFormat(), .malformed, "line 2, column 2: \"x\" is no number"),
    ("a,b\n1,2\n", CSVFormat(), .malformed, "CSVFormat(header: true)"),
    ("a,b\n1,x\n", CSVFormat(header: true), .malformed, "line 2, column 2 (\"b\")"),
    ("\"a\nb\",c\n1,2\n1,?\n", CSVFormat(header: true), .malformed, "line 4, column 2 (\"c\")"),
    ("1,2\n3\n", CSVFormat(), .mismatch, "line 2: 1 fields, but the rows before have 2"),
    ("1,2\n3,4,5\n", CSVFormat(), .mismatch, "line 2: more than the 2 fields"),
    ("a\n1,2\n", CSVFormat(header: true), .mismatch, "line 2"),
    ("1,\n", CSVFormat(), .malformed, "line 1, column 2: an empty field"),
    ("1,\"2\n", CSVFormat(), .truncated, "line 1: a quote is opened"),
    ("1,2\"\n", CSVFormat(), .malformed, "line 1, column 2: a quote within"),
    ("\"1\"2,3\n", CSVFormat(), .malformed, "line 1, column 1: text after a closing quote"),
    ("1.5.2\n", CSVFormat(), .malformed, "\"1.5.2\""),
    ("1,5\n", CSVFormat(delimiter: .semicolon), .malformed, "\"1,5\""),
    ("1.5\n", CSVFormat(delimiter: .tab, decimalMark: .comma), .malformed, "\"1.5\""),
    ("0x1p3\n", CSVFormat(), .malformed, "\"0x1p3\""),
    ("1e\n", CSVFormat(), .malformed, "\"1e\""),
    ("1\r2\n", CSVFormat(), .malformed, "\\u{d}"),
    (".\n", CSVFormat(), .malformed, "\".\""),
    ("-\n", CSVFormat(), .malformed, "\"-\""),
    ("infinit\n", CSVFormat(), .malformed, "\"infinit\""),
    ("", CSVFormat(header: true), .truncated, "row of names"),
  ]

  @Test(arguments: faults)
  func `a fault is named with line and column`(
    text: String, format: CSVFormat, code: FileError.Code, part: String
  ) {
    let message = expectError(code) { () throws(FileError) in
      let _: CSVTable<Double> = try Self.read(text, format)
    }
    #expect(message.contains(part))
  }

  @Test func `UTF-16 is named, and names that are not UTF-8 are refused`() {
    let text = expectError(.unsupported) { () throws(FileError) in
      _ = try CSVTable<Double>(decoding: [0xFF, 0xFE, 0x31, 0])
    }
    #expect(text.contains("UTF-16"))
    expectError(.malformed) { () throws(FileError) in
      _ = try CSVTable<Double>(decoding: [0xFF, 0x0A], format: CSVFormat(header: true))
    }
  }

  @Test func `records longer than a piece are read, and the limits hold`() throws {
    let row = (0..<100_000).map { String($0) }.joined(separator: ",")
    let table: CSVTable<Double> = try Self.read("\(row)\n\(row)\n")
    #expect(table.matrix.shape == Shape(rows: 2, columns: 100_000))
    #expect(table.matrix[1, 99_999] == 99_999)
    expectError(.tooLarge) { () throws(FileError) in
      _ = try CSVTable<Double>(decoding: Array(row.utf8), maximumByteCount: 100_000)
    }
    let commas = [UInt8](repeating: 0x2C, count: 100_000)
    expectError(.tooLarge) { () throws(FileError) in
      _ = try CSVTable<Double>(
        decoding: commas, format: CSVFormat(missing: .number(0)), maximumByteCount: 200_000)
    }
  }
}
