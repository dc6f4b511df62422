import ComplexModule
import LinearAlgebra
import NumericFiles
import Testing

/// A reader of bytes and small files that it accepts.
struct Reader: Sendable, CustomTestStringConvertible {
  let name: String
  let samples: [[UInt8]]
  /// What a fuzzer splices in: words of the format, sizes at the edge.
  let words: [String]
  /// Whether a file cut anywhere before the given number of bytes from its end is refused.
  let tolerance: Int
  let read: @Sendable ([UInt8]) throws(FileError) -> Void

  var testDescription: String { name }

  static let limit = 1 << 20

  static let all: [Reader] = [npy, npz, matrixMarket, csv, tensors, idx, gzip]

  static let npy = Reader(
    name: "npy",
    samples: NPYArrayTests.allTypes.prefix(13).map { NPYArray(shape: [2], elements: $0).encoded() },
    words: ["'descr'", "<c16", ">f8", "|O", "True", "(0,9223372036854775807)", "(1,)", "}"],
    tolerance: 0
  ) { (bytes) throws(FileError) in
    let array = try NPYArray(decoding: bytes)
    _ = array.rowMajorElements
    _ = try? array.matrix(as: Float.self)
    _ = try? array.samples(as: Complex<Double>.self)
    _ = try? array.integers(as: Int8.self)
  }

  static let npz = Reader(
    name: "npz",
    samples: [
      (try? MalformedNPZTests.whole()) ?? [],
      (try? MalformedNPZTests.whole(compressed: true)) ?? [],
    ],
    words: ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "PK\u{6}\u{7}"],
    tolerance: 0
  ) { (bytes) throws(FileError) in
    _ = try NPZFile(decoding: bytes, maximumByteCount: limit)
  }

  static let matrixMarket = Reader(
    name: "Matrix Market",
    samples: [
      "array real general\n2 2\n1\n2.5\n-3e4\n4\n",
      "coordinate complex hermitian\n2 2 1\n2 1 1 2\n",
      "coordinate pattern symmetric\n3 3 2\n1 1\n3 2\n",
      "array integer skew-symmetric\n3 3\n1\n2\n3\n",
    ].flatMap { [Array("%%MatrixMarket matrix \($0)".utf8)] }
      + [Gzip.deflate(Array("%%MatrixMarket matrix array real general\n1 1\n1\n".utf8))],
    words: ["%", "symmetric", "9223372036854775807", "0 99999999", "-1", "nan", "\r\n", "integer"],
    // The line feed at the end and the last digit but one may go.
    tolerance: 4
  ) { (bytes) throws(FileError) in
    let _: Matrix<Complex<Double>> = try MatrixMarket.decode(bytes, maximumByteCount: limit)
  }

  static let csv = Reader(
    name: "CSV",
    samples: [
      Array("a,\"b \"\"c\"\"\n\"\r\n1,2\r\n-3.5e2,\"4\"\r\n".utf8),
      Gzip.deflate(Array("a,b\n1,2\n".utf8)),
    ],
    words: ["\"", "\"\"", ",", "\n", "\r", "#", "inf", "1e999", ",,,,", "\u{FEFF}"],
    tolerance: .max
  ) { (bytes) throws(FileError) in
    let format = CSVFormat(header: true, missing: .number(.nan), comment: "#")
    _ = try CSVTable<Complex<Float>>(decoding: bytes, format: format, maximumByteCount: limit)
  }

  static let tensors = Reader(
    name: "safetensors", samples: [TensorFileTests.example.encoded()],
    words: [
      "\"dtype\":", "\"F8_E4M3\"", "\"I64\"", "[0,0]", "\\ud800", "__metadata__", "{{{{", "}}",
      "9223372036854775807",
    ],
    tolerance: 0
  ) { (bytes) throws(FileError) in
    _ = try TensorFile(decoding: bytes)
  }

  static let idx = Reader(
    name: "IDX", samples: [IDXTests.images, Gzip.deflate(IDXTests.images)],
    words: ["\0\0\u{8}\u{3}"],
    tolerance: 0
  ) { (bytes) throws(FileError) in
    _ = try IDX.decodeImages(bytes, maximumByteCount: limit)
  }

  static let gzip = Reader(
    name: "gzip", samples: [Gzip.deflate(Array("hello, hello, hello".utf8))], words: ["\u{1F}"],
    tolerance: 0
  ) { (bytes) throws(FileError) in
    _ = try Gzip.inflate(bytes, limit: limit)
  }
}

@Suite struct HostileInputTests {
  @Test(arguments: Reader.all)
  func `the samples are accepted`(reader: Reader) throws {
    for sample in reader.samples { try reader.read(sample) }
  }

  @Test(arguments: Reader.all)
  func `a file cut at any byte is refused`(reader: Reader) {
    for sample in reader.samples {
      for count in 0..<sample.count {
        do throws(FileError) {
          try reader.read(Array(sample[..<count]))
          #expect(sample.count - count <= reader.tolerance, "cut at \(count) of \(sample.count)")
        } catch {
          #expect(!error.description.contains("\n"))
        }
      }
    }
  }

  @Test(arguments: Reader.all)
  func `a file with any byte changed is refused or read, and never traps`(reader: Reader) {
    for sample in reader.samples.prefix(4) {
      for index in sample.indices {
        for byte: UInt8 in [0, 1, 0x0A, 0x22, 0x2D, 0x39, 0x7F, 0x80, 0xFF, sample[index] ^ 4] {
          var damaged = sample
          damaged[index] = byte
          try? reader.read(damaged)
        }
      }
    }
  }

  @Test(arguments: Reader.all)
  func `files mutated at random are refused or read, and never trap`(reader: Reader) {
    var generator = SplitMix64(state: 42)
    for sample in reader.samples.prefix(4) {
      for _ in 0..<1500 {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          mutate(&bytes, words: reader.words, using: &generator)
        }
        try? reader.read(bytes)
      }
    }
  }

  /// Changes, removes, repeats or inserts some bytes.
  private func mutate(
    _ bytes: inout [UInt8], words: [String], using generator: inout SplitMix64
  ) {
    guard !bytes.isEmpty else { return }
    let start = Int.random(in: bytes.indices, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 0...8, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes[start] = UInt8.random(in: .min ... .max, using: &generator)
    case 1: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes.removeSubrange(start..<end)
    case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 4:
      guard let word = words.randomElement(using: &generator) else { return }
      bytes.insert(contentsOf: Array(word.utf8), at: start)
    case 5:
      for index in start..<end { bytes[index] = 0xFF }
    default:
      guard let word = words.randomElement(using: &generator) else { return }
      bytes.replaceSubrange(start..<end, with: Array(word.utf8))
    }
  }
}
