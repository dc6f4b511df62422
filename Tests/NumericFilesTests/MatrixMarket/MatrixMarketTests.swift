import ComplexModule
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

@Suite struct MatrixMarketTests {
  static func read<Element: Scalar>(_ text: String) throws(FileError) -> Matrix<Element> {
    try MatrixMarket.decode(Array("%%MatrixMarket matrix \(text)".utf8))
  }

  // The expected matrices are those that SciPy 1.17 gives.
  static let samples: [(String, Matrix<Double>)] = [
    ("array real general\n2 2\n1\n2\n3\n4\n", [[1, 3], [2, 4]]),
    ("array real symmetric\n2 2\n1\n2\n3\n", [[1, 2], [2, 3]]),
    ("array real skew-symmetric\n3 3\n2\n3\n4", [[0, -2, -3], [2, 0, -4], [3, 4, 0]]),
    ("array integer general\n1 2\n-1\n+2\n", [[-1, 2]]),
    ("array double general\n1 2\ninf\n-1e-5\n", [[.infinity, -1e-5]]),
    ("coordinate real general\n2 2 3\n1 1 1\n1 1 2\n2 2 5\n", [[3, 0], [0, 5]]),
    ("coordinate real symmetric\n2 2 3\n1 1 1\n2 1 2\n2 1 5\n", [[1, 7], [7, 0]]),
    ("coordinate real symmetric\n2 2 2\n1 2 1\n2 1 2\n", [[0, 3], [3, 0]]),
    ("coordinate real skew-symmetric\n2 2 1\n1 2 2\n", [[0, 2], [-2, 0]]),
    ("coordinate pattern general\n2 2 3\n1 1\n1 1\n2 2\n", [[2, 0], [0, 1]]),
    ("coordinate pattern symmetric\n2 2 1\n2 1\n", [[0, 1], [1, 0]]),
    ("coordinate pattern skew-symmetric\n2 2 1\n2 1\n", [[0, -1], [1, 0]]),
    ("coordinate real hermitian\n2 2 1\n2 1 2\n", [[0, 2], [2, 0]]),
    ("coordinate real general\n1 2 0\n", [[0, 0]]),
    // Beyond SciPy 1.17, which divides by zero at the first.
    ("array real general\n0 3\n", Matrix(rows: 0, columns: 3)),
    ("array real skew-symmetric\n1 1\n", [[0]]),
    (
      "ARRAY Real GENERAL\r\n%c\r\n\r\n \t% d\r\n\r\n 1\t2 \r\n\r\n1\r\n%e\r\n 2\r\n\r\n", [[1, 2]]
    ),
  ]

  @Test(arguments: samples)
  func `what SciPy reads is read`(text: String, expected: Matrix<Double>) throws {
    #expect(try Self.read(text) == expected)
    #expect(
      try Self.read(text)
        == Matrix<Complex<Float>>(rows: expected.rows, columns: expected.columns) {
          Complex(Float(expected[$0, $1]))
        })
    let bytes = Array("%%matrixmarket MATRIX \(text)".utf8)
    #expect(try MatrixMarket.decode(Gzip.deflate(bytes)) == expected)
  }

  @Test func `complex matrices of each symmetry are read`() throws {
    typealias C = Complex<Double>
    let hermitian: Matrix<C> = [[C(1), C(2, -1)], [C(2, 1), C(3)]]
    #expect(try Self.read("array complex hermitian\n2 2\n1 0\n2 1\n3 0\n") == hermitian)
    #expect(
      try Self.read("coordinate complex hermitian\n2 2 3\n1 1 1 0\n2 1 2 1\n2 2 3 0\n") == hermitian
    )
    let symmetric: Matrix<C> = [[C(0), C(2, 3)], [C(2, 3), C(0)]]
    #expect(try Self.read("coordinate complex symmetric\n2 2 1\n2 1 2 3\n") == symmetric)
    let skew: Matrix<C> = [[C(0), C(-2, -3)], [C(2, 3), C(0)]]
    #expect(try Self.read("coordinate complex skew-symmetric\n2 2 1\n2 1 2 3\n") == skew)
    #expect(try Self.read("array complex skew-symmetric\n2 2\n2 3\n") == skew)
  }

  @Test(arguments: [MatrixMarket.Header.Format.array, .coordinate], ["a.mtx", "a.mtx.gz"])
  func `writing, then reading is the identity to the last bit`(
    format: MatrixMarket.Header.Format, name: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    let numbers = [
      0.1, 1 / 3, .pi, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.infinity, 0,
      .leastNormalMagnitude, 1e23, 9_007_199_254_740_991, 1.7976931348623157e308, 4.35,
    ]
    let matrix = Matrix(columnMajor: numbers, rows: 4, columns: 3)
    try matrix.writeMatrixMarket(to: path, format: format)
    #expect(try Matrix(matrixMarket: path) == matrix)
    let header = try MatrixMarket.describe(path)
    #expect(header.rows == 4 && header.columns == 3 && header.format == format)
    #expect(header.entryCount == (format == .array ? 12 : 11))
    #expect(try bytes(of: path).starts(with: [0x1F, 0x8B]) == (name == "a.mtx.gz"))

    let single = Matrix(rows: 4, columns: 3) { Float(matrix[$0, $1]) }
    try single.writeMatrixMarket(to: path, format: format)
    #expect(try Matrix(matrixMarket: path) == single)
    let complex = Matrix(rows: 2, columns: 2) { Complex(Float($0) / 3, -Float($1) / 7) }
    try complex.writeMatrixMarket(to: path, format: format)
    #expect(try Matrix(matrixMarket: path) == complex)
    for (rows, columns) in [(0, 0), (0, 3), (3, 0)] {
      let empty = Matrix<Double>(rows: rows, columns: columns)
      try empty.writeMatrixMarket(to: path, format: format)
      #expect(try Matrix(matrixMarket: path) == empty)
    }
  }

  @Test func `not a number is written and read`() throws {
    let matrix: Matrix<Double> = [[.nan, -.nan, -0.0]]
    let bytes = try MatrixMarket.encode(matrix)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "%%MatrixMarket matrix array real general\n1 3\nnan\nnan\n-0.0\n")
    let same: Matrix<Double> = try MatrixMarket.decode(bytes)
    #expect(same[0, 0].isNaN && same[0, 1].isNaN)
    #expect(same[0, 2].sign == .minus)
  }

  static let faults: [(String, FileError.Code, String)] = [
    ("array real general\n2 2\n1 2\n3 4\n", .malformed, "line 3: \"2\" is one word too many"),
    ("array real general\n2 2\n1\n2\n3\n4\n5\n", .trailingBytes, "line 7"),
    ("array real general\n2 2\n1\n2\n3\n", .truncated, "3 of 4"),
    ("array real general\n2 2\n1\n0x10\n3\n4\n", .malformed, "line 4: \"0x10\" is no number"),
    ("array real general\n2 2\n1d3\n1\n3\n4\n", .malformed, "line 3"),
    ("array real symmetric\n2 3\n1\n2\n3\n", .malformed, "line 2"),
    ("array pattern general\n2 2\n", .malformed, "line 1: an array of pattern"),
    ("array real\n1 1\n1\n", .malformed, "line 1"),
    ("vector array real general\n1 1\n1\n", .malformed, "line 1"),
    ("dense real general\n1 1\n1\n", .malformed, "\"dense\""),
    ("array quaternion general\n1 1\n1\n", .malformed, "\"quaternion\""),
    ("array real upper\n1 1\n1\n", .malformed, "\"upper\""),
    ("array real general\n1\n1\n", .malformed, "line 2: expected the numbers of rows"),
    ("array real general\n-1 1\n", .malformed, "negative"),
    ("array real general\n1.5 1\n", .malformed, "\"1.5\""),
    ("array real general\n1 99999999999999999999\n", .malformed, "line 2"),
    ("array real general\n9999999999 9999999999\n", .tooLarge, "line 2"),
    ("array real general\n3000000000 3000000000\n", .tooLarge, "limit"),
    ("array real general\n10000 10000\n1\n", .truncated, "100000000 entries"),
    ("array real general\n", .truncated, "sizes"),
    ("coordinate real general\n2 2 1\n0 1 1\n", .malformed, "line 3: row 0 is outside of 1 to 2"),
    ("coordinate real general\n2 2 1\n1 3 1\n", .malformed, "line 3: column 3"),
    ("coordinate real general\n2 2 1\n-1 1 1\n", .malformed, "line 3"),
    ("coordinate real general\n2 2 1\n1 1 1 x\n", .malformed, "\"x\" is one word too many"),
    ("coordinate real general\n2 2 2\n1 1 1\n", .truncated, "1 of 2"),
    ("coordinate real general\n2 2 1\n1 1 1\n2 2 2\n", .trailingBytes, "line 4"),
    ("coordinate real general\n90000 90000 1\n1 1 1\n", .tooLarge, "limit"),
    ("coordinate real general\n2 2 999999\n1 1 1\n", .truncated, "999999"),
    ("coordinate real general\n2 2\n1 1 1\n", .malformed, "line 2"),
    ("coordinate integer general\n2 2 1\n2 1 1.5\n", .malformed, "\"1.5\" is no integer"),
    ("coordinate integer general\n2 2 1\n2 1 9007199254740993\n", .mismatch, "does not hold"),
    ("coordinate real skew-symmetric\n2 2 1\n1 1 1\n", .malformed, "line 3: a skew-symmetric"),
    ("coordinate complex hermitian\n2 2 1\n1 1 1 5\n", .mismatch, "complex"),
    ("coordinate real general\n2 2 1\n1 1 \u{7}\n", .malformed, "\\u{7}"),
  ]

  @Test(arguments: faults)
  func `a fault is named with its line`(text: String, code: FileError.Code, part: String) {
    let message = expectError(code) { () throws(FileError) in
      let _: Matrix<Double> = try Self.read(text)
    }
    #expect(message.contains(part))
  }

  @Test(
    arguments: [
      ("coordinate complex hermitian\n2 2 1\n1 1 1 5\n", "line 3: a Hermitian"),
      ("array complex hermitian\n2 2\n1 0\n2 1\n3 1\n", "line 5: a Hermitian"),
      ("array complex hermitian\n2 2\n1 1\n2 1\n3 0\n", "line 3: a Hermitian"),
      ("array complex general\n1 1\n1\n", "line 3: expected a number"),
    ])
  func `a fault of complex numbers is named with its line`(text: String, part: String) {
    let message = expectError(.malformed) { () throws(FileError) in
      let _: Matrix<Complex<Double>> = try Self.read(text)
    }
    #expect(message.contains(part))
  }

  @Test(
    arguments: [
      "", "%%Matrix", "hello", "\n%%MatrixMarket matrix array real general\n1 1\n1\n",
    ])
  func `other texts are refused`(text: String) {
    expectError(text.isEmpty ? .truncated : .malformed) { () throws(FileError) in
      let _: Matrix<Double> = try MatrixMarket.decode(Array(text.utf8))
    }
  }

  @Test func `a packed comment without end does not fill the memory of a description`() throws {
    let folder = try TemporaryFolder()
    let banner = Array("%%MatrixMarket matrix array real general\n".utf8)
    let zeros = Gzip.deflate([UInt8](repeating: 0x25, count: 10_000_000))
    let bomb = Gzip.deflate(banner) + (0..<7).flatMap { _ in zeros }
    let path = try folder.file("bomb.mtx.gz", bomb)
    expectError(.tooLarge) { () throws(FileError) in _ = try MatrixMarket.describe(path) }
  }

  @Test func `a bomb stops at the limit`() {
    let bomb = Gzip.deflate(
      Array("%%MatrixMarket matrix array real general\n".utf8)
        + [UInt8](repeating: 0x0A, count: 20_000_000))
    expectError(.tooLarge) { () throws(FileError) in
      let _: Matrix<Double> = try MatrixMarket.decode(bomb, maximumByteCount: 1_000_000)
    }
  }
}
