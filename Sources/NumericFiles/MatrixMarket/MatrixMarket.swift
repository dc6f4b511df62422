import ComplexModule
public import LinearAlgebra

/// The text format of the Matrix Market, plain or packed by gzip.
///
///     let a: Matrix<Double> = try MatrixMarket.read("bcsstk01.mtx.gz")
///     try a.writeMatrixMarket(to: "a.mtx")
///
/// Arrays and coordinates are read, with real, complex, integer and pattern entries, general,
/// symmetric, skew-symmetric and Hermitian; the result is always the whole matrix. As in SciPy,
/// entries at the same place add up, and one above the diagonal of a symmetric matrix counts like its
/// mirror image. Stricter than SciPy, integers with a fraction, further words on a line, and a diagonal
/// that contradicts the symmetry are errors rather than ignored.
///
/// > Reference: Boisvert, Pozo and Remington, The Matrix Market Exchange Formats, NISTIR 5935 (1996).
public enum MatrixMarket {
  /// Reads a matrix.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - type: The scalar; real numbers are rounded correctly, integers must be exact.
  ///   - maximumByteCount: The largest text and the largest matrix to accept, in bytes, 4 GiB unless
  ///     given.
  /// - Returns: The matrix with all its entries.
  /// - Throws: ``FileError`` that names the line if the file is damaged, and with code `mismatch` if it
  ///   holds complex numbers and the scalar is real, or an integer that the scalar does not hold.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func read<Element: Scalar>(
    _ path: String, as type: Element.Type = Element.self, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> Matrix<Element> {
    try Decoder<Element>(maximumByteCount: maximumByteCount)
      .decode(path, maximumByteCount: maximumByteCount)
  }

  /// Decodes the bytes of a file, plain or gzip.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - type: The scalar.
  ///   - maximumByteCount: The largest text and the largest matrix to accept, in bytes.
  ///   - path: What to call the bytes in messages.
  /// - Returns: The matrix with all its entries.
  /// - Throws: ``FileError`` like ``read(_:as:maximumByteCount:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func decode<Element: Scalar>(
    _ bytes: [UInt8], as type: Element.Type = Element.self, maximumByteCount: Int = 1 << 32,
    path: String = "Matrix Market data"
  ) throws(FileError) -> Matrix<Element> {
    try Decoder<Element>(maximumByteCount: maximumByteCount).decode(bytes, path: path)
  }

  /// What a file declares, read without its entries.
  ///
  /// - Parameter path: A plain or a gzip file.
  /// - Returns: The three words of the banner and the sizes.
  /// - Throws: ``FileError`` if the first lines cannot be read.
  public static func describe(_ path: String) throws(FileError) -> Header {
    try HeaderDecoder().decode(path, maximumByteCount: 1 << 32)
  }
}

extension Matrix {
  /// Reads a matrix from a file in the format of the Matrix Market, see ``MatrixMarket``.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - maximumByteCount: The largest text and the largest matrix to accept, 4 GiB unless given.
  /// - Throws: ``FileError`` like ``MatrixMarket/read(_:as:maximumByteCount:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(matrixMarket path: String, maximumByteCount: Int = 1 << 32) throws(FileError) {
    self = try MatrixMarket.read(path, maximumByteCount: maximumByteCount)
  }

  /// Writes the matrix in the format of the Matrix Market, complete or not at all.
  ///
  /// Every number is written in the shortest notation that reads back as the same number.
  ///
  /// - Parameters:
  ///   - path: The path of the file; one that ends in `.gz` is packed.
  ///   - format: Every entry, or with `coordinate` only those that are not zero. A negative zero is
  ///     left out too.
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  public func writeMatrixMarket(
    to path: String, format: MatrixMarket.Header.Format = .array
  ) throws(FileError) {
    var output = try TextOutput(path)
    try MatrixMarket.encode(self, format, into: &output)
    try output.commit()
  }
}

extension MatrixMarket {
  /// The bytes that ``LinearAlgebra/Matrix/writeMatrixMarket(to:format:)`` writes to a plain file.
  public static func encode<Element: Scalar>(
    _ matrix: Matrix<Element>, format: Header.Format = .array
  ) throws(FileError) -> [UInt8] {
    var output = TextOutput()
    try encode(matrix, format, into: &output)
    return output.bytes
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  fileprivate static func encode<Element: Scalar>(
    _ matrix: Matrix<Element>, _ format: Header.Format, into output: inout TextOutput
  ) throws(FileError) {
    let field = Element.isComplex ? "complex" : "real"
    output.append("%%MatrixMarket matrix \(format.rawValue) \(field) general\n")
    output.append("\(matrix.rows) \(matrix.columns)")
    let elements = matrix.elements
    if format == .coordinate {
      var count = 0
      for position in elements.indices where elements[position] != 0 { count += 1 }
      output.append(" \(count)")
    }
    output.append("\n")
    for position in elements.indices {
      let element = elements[position]
      if format == .coordinate {
        if element == 0 { continue }
        output.append("\(position % matrix.rows + 1) \(position / matrix.rows + 1) ")
      }
      output.append(element.realPart)
      if Element.isComplex {
        output.append(" ")
        output.append(element.imaginaryPart)
      }
      output.append("\n")
      try output.flushIfLong()
    }
  }
}
