import ComplexModule
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

@Suite struct NPYArrayTests {
  /// A file with the given literal, padded as the format asks, and data.
  static func file(_ literal: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let prefix = version == 1 ? 10 : 12
    let padding = -(prefix + literal.utf8.count + 1) & 63
    let text = literal + String(repeating: " ", count: padding) + "\n"
    let length = (0..<(prefix - 8)).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(text.utf8) + data
  }

  static func literal(_ descriptor: String, _ shape: String, order: String = "False") -> String {
    "{'descr': '\(descriptor)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  @Test func `an array gives the bytes of the format's description`() {
    let array = NPYArray(shape: [1, 2], elements: .float([1, -2]))
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }"
    let expected =
      [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array(text.utf8)
      + Array(repeating: 0x20, count: 117 - text.utf8.count) + [0x0A]
      + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(array.encoded() == expected)
  }

  @Test(
    arguments: [
      ([], [1.5], "()"), ([3], [1, 2, 3], "(3,)"), ([0], [], "(0,)"), ([2, 1], [1, 2], "(2, 1)"),
    ] as [([Int], [Double], String)])
  func `the shape is a Python tuple`(shape: [Int], numbers: [Double], tuple: String) throws {
    let array = NPYArray(shape: shape, order: .columnMajor, elements: .double(numbers))
    let bytes = array.encoded()
    #expect(
      String(decoding: bytes.dropFirst(10), as: UTF8.self)
        .hasPrefix(Self.literal("<f8", tuple, order: "True")))
    #expect((bytes.count - 8 * numbers.count).isMultiple(of: 64))
    #expect(try NPYArray(decoding: bytes) == array)
  }

  @Test func `writing, then reading is the identity`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npy"
    let array = NPYArray(shape: [2, 2], elements: .float([.infinity, -0.0, .pi, 1e-38]))
    try array.write(to: path)
    #expect(try NPYArray.read(path) == array)
    #expect(try bytes(of: path) == array.encoded())
    expectError(.tooLarge) { () throws(FileError) in
      _ = try NPYArray.read(path, maximumByteCount: 100)
    }
  }

  typealias Sample = (String, [UInt8], NumberArray)

  static let realSamples: [Sample] = [
    ("<f4", [0, 0, 0x80, 0x3F], .float([1])), (">f4", [0x3F, 0x80, 0, 0], .float([1])),
    ("<f8", [0, 0, 0, 0, 0, 0, 0, 0xC0], .double([-2])),
    (">f8", [0xC0, 0, 0, 0, 0, 0, 0, 0], .double([-2])),
    ("<f2", [0, 0x3E], .float([1.5])), (">f2", [0x3E, 0], .float([1.5])),
  ]

  static let integerSamples: [Sample] = [
    ("|b1", [1], .bool([true])), ("|b1", [7], .bool([true])), ("|u1", [200], .uint8([200])),
    ("|i1", [0xFF], .int8([-1])), ("<u1", [200], .uint8([200])),
    ("<i2", [0xFE, 0xFF], .int16([-2])), (">u2", [0xFF, 0xFE], .uint16([65534])),
    ("<u4", [1, 0, 0, 0x80], .uint32([2_147_483_649])),
    (">i4", [0x80, 0, 0, 0], .int32([-2_147_483_648])),
    ("<i8", [0, 0, 0, 0, 0, 0, 0x20, 0], .int64([1 << 53])),
    ("<u8", [0, 0, 0, 0, 0, 0, 0, 0x80], .uint64([1 << 63])),
  ]

  static let complexSamples: [Sample] = [
    ("<c8", [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], .complexFloat([Complex(1, -2)])),
    (">c8", [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0], .complexFloat([Complex(1, -2)])),
    (
      "<c16", [0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F],
      .complexDouble([Complex(-2, 1)])
    ),
    (
      ">c16", [0xC0, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0],
      .complexDouble([Complex(-2, 1)])
    ),
  ]

  @Test(arguments: realSamples + integerSamples + complexSamples)
  func `every type and byte order is read exactly`(
    descriptor: String, data: [UInt8], elements: NumberArray
  ) throws {
    for version: UInt8 in 1...3 {
      let bytes = Self.file(Self.literal(descriptor, "(1,)"), data, version: version)
      #expect(try NPYArray(decoding: bytes).elements == elements)
    }
  }

  @Test(
    arguments: [
      "{'shape': (1,), 'fortran_order': False, 'descr': '|u1'}",
      #"{"descr":"|u1","fortran_order":False,"shape":(1,)}"#,
      "{ 'descr' : '|u1' , 'fortran_order' : False , 'shape' : ( 1L , ) , }",
    ])
  func `order, quotes and blanks of the header are free`(literal: String) throws {
    #expect(try NPYArray(decoding: Self.file(literal, [7])).elements == .uint8([7]))
  }

  @Test(arguments: ["<i8", "<u8"])
  func `an integer that a scalar does not hold stays exact and is never rounded in silence`(
    descriptor: String
  ) throws {
    for (data, value): ([UInt8], Int) in [
      ([1, 0, 0, 0, 0, 0, 0x20, 0], 1 << 53 + 1),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], .max),  // rounds to 2⁶³
    ] {
      let array = try NPYArray(decoding: Self.file(Self.literal(descriptor, "(1,)"), data))
      #expect(try array.integers(as: Int.self) == [value])
      #expect(array.elements.doubles == [Double(value)], "this one rounds and says so")
      let text = expectError(.mismatch) { () throws(FileError) in
        _ = try array.values(as: Double.self)
      }
      #expect(text.contains("\(value) as element 0"))
      expectError(.mismatch) { () throws(FileError) in _ = try array.samples(as: Float.self) }
      expectError(.mismatch) { () throws(FileError) in _ = try array.integers(as: Int8.self) }
    }
  }

  static let allTypes: [NumberArray] = [
    .bool([true, false]), .int8([-128, 127]), .int16([-32768, 1]), .int32([.min, .max]),
    .int64([.min, .max]), .uint8([0, 255]), .uint16([0, .max]), .uint32([0, .max]),
    .uint64([0, .max]), .float([.pi, -0.0]), .double([.pi, .leastNonzeroMagnitude]),
    .complexFloat([Complex(1, -2), Complex(0, 3)]),
    .complexDouble([Complex(.pi, -2), Complex(0, 1e300)]),
  ]

  @Test(arguments: allTypes)
  func `every type that is written is read back alike`(elements: NumberArray) throws {
    for shape in [[2], [2, 1], [1, 2, 1]] {
      let array = NPYArray(shape: shape, elements: elements)
      #expect(try NPYArray(decoding: array.encoded()) == array)
    }
  }

  @Test func `the description of a file needs no numbers`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npy"
    try NPYArray(shape: [2, 1], order: .columnMajor, elements: .int16([1, 2])).write(to: path)
    let found = try NPYArray.describe(path)
    #expect(found.type == .int16 && found.shape == [2, 1] && found.order == .columnMajor)
    #expect(found.name == "" && "\(found.type)" == "int16")
  }

  @Test func `column-major elements are rearranged along every axis`() throws {
    for shape in [[], [4], [2, 3], [3, 1, 2], [2, 3, 4], [0, 3], [1, 1], [2, 2, 1, 3]] {
      let count = shape.reduce(1, *)
      // Element number i in row-major order holds i; lay it out column-major by its indices.
      var values = [Double](repeating: -1, count: count)
      for i in 0..<count {
        var (rest, position) = (i, 0)
        for axis in shape.indices.reversed() {
          let stride = shape[..<axis].reduce(1, *)
          position += rest % shape[axis] * stride
          rest /= shape[axis]
        }
        values[position] = Double(i)
      }
      let array = NPYArray(shape: shape, order: .columnMajor, elements: .double(values))
      #expect(array.rowMajorElements == .double((0..<count).map(Double.init)), "\(shape)")
    }
  }

  @Test func `the number of elements is a precondition`() async {
    await #expect(processExitsWith: .failure) {
      _ = NPYArray(shape: [2, 2], elements: .float([1, 2, 3]))
    }
  }
}
