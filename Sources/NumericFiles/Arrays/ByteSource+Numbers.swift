import ComplexModule
import LinearAlgebra

extension NumberType {
  /// The type that holds a scalar bit for bit.
  init<Element: Scalar>(of type: Element.Type) {
    self =
      switch (Element.isComplex, MemoryLayout<Element.RealPart>.size) {
      case (false, 4): .float32
      case (false, _): .float64
      case (true, 4): .complex64
      case (true, _): .complex128
      }
  }
}

extension ByteSource where Self: ~Copyable {
  /// Reads numbers of a type.
  ///
  /// The caller has checked that `count` numbers remain.
  mutating func readNumbers(
    count: Int, type: NumberType, isBigEndian: Bool = false
  ) throws(FileError) -> NumberArray {
    let swap = isBigEndian
    return switch type {
    case .bool: .bool(try readWords(count, swap, of: UInt8.self).map { $0 != 0 })
    case .int8: .int8(try readWords(count, swap))
    case .int16: .int16(try readWords(count, swap))
    case .int32: .int32(try readWords(count, swap))
    case .int64: .int64(try readWords(count, swap))
    case .uint8: .uint8(try readWords(count, swap))
    case .uint16: .uint16(try readWords(count, swap))
    case .uint32: .uint32(try readWords(count, swap))
    case .uint64: .uint64(try readWords(count, swap))
    case .float16:
      .float(try readWords(count, swap, of: UInt16.self).map { Float(Float16(bitPattern: $0)) })
    case .bfloat16:
      .float(try readWords(count, swap).map { Float(bitPattern: UInt32($0 as UInt16) << 16) })
    case .float32: .float(try readReals(count, swap))
    case .float64: .double(try readReals(count, swap))
    case .complex64: .complexFloat(try readPairs(count, swap))
    case .complex128: .complexDouble(try readPairs(count, swap))
    }
  }

  private mutating func readWords<Word: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, _ swap: Bool, of: Word.Type = Word.self
  ) throws(FileError) -> [Word] {
    let words = try readArray(count: count, of: Word.self)
    return swap ? words.map { $0.byteSwapped } : words
  }

  private mutating func readReals<Real: RealScalar & BitwiseCopyable>(
    _ count: Int, _ swap: Bool
  ) throws(FileError) -> [Real] {
    var reals: [Real] = try readArray(count: count, zero: 0)
    if swap { swapBytes(of: &reals) }
    return reals
  }

  /// Complex numbers are pairs of real ones in a file as in memory.
  private mutating func readPairs<Part: RealScalar & BitwiseCopyable>(
    _ count: Int, _ swap: Bool
  ) throws(FileError) -> [Complex<Part>] {
    let parts: [Part] = try readReals(2 * count, swap)
    return (0..<count).map { Complex(parts[2 * $0], parts[2 * $0 + 1]) }
  }

  /// Fills the memory of scalars with the bytes that follow.
  ///
  /// - Precondition: The bytes are of the scalar's own type and remain in the source.
  mutating func readMatrix<Element: Scalar>(
    rows: Int, columns: Int
  ) throws(FileError) -> Matrix<Element> {
    try Matrix(rows: rows, columns: columns) { (output) throws(FileError) in
      try unsafe output.withUnsafeMutableBufferPointer { (buffer, count) throws(FileError) in
        let needed = rows * columns
        guard needed > 0 else { return }
        try unsafe read(into: UnsafeMutableRawBufferPointer(buffer))
        count = needed
      }
    }
  }
}

/// Reverses the bytes of every number.
private func swapBytes<Real: BitwiseCopyable>(of values: inout [Real]) {
  let width = MemoryLayout<Real>.size
  unsafe values.withUnsafeMutableBytes { bytes in
    for start in stride(from: 0, to: bytes.count, by: width) {
      for offset in 0..<width / 2 {
        unsafe bytes.swapAt(start + offset, start + width - 1 - offset)
      }
    }
  }
}
