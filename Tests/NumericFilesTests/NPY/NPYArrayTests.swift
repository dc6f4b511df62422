import NumericFiles
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

  @Test(
    arguments: [
      ("<f4", [0, 0, 0x80, 0x3F], .float([1])), (">f4", [0x3F, 0x80, 0, 0], .float([1])),
      ("<f8", [0, 0, 0, 0, 0, 0, 0, 0xC0], .double([-2])),
      (">f8", [0xC0, 0, 0, 0, 0, 0, 0, 0], .double([-2])),
      ("<f2", [0, 0x3E], .float([1.5])), (">f2", [0x3E, 0], .float([1.5])),
      ("|b1", [1], .float([1])), ("|u1", [200], .float([200])), ("|i1", [0xFF], .float([-1])),
      ("<u1", [200], .float([200])), ("<i2", [0xFE, 0xFF], .float([-2])),
      (">u2", [0xFF, 0xFE], .float([65534])), ("<u4", [1, 0, 0, 0x80], .double([2_147_483_649])),
      (">i4", [0x80, 0, 0, 0], .double([-2_147_483_648])),
      ("<i8", [0, 0, 0, 0, 0, 0, 0x20, 0], .double([0x1p53])),
      ("<u8", [0, 0, 0, 0, 0, 0, 0, 0x80], .double([0x1p63])),
    ] as [(String, [UInt8], RealArray)])
  func `every type and byte order is read exactly`(
    descriptor: String, data: [UInt8], elements: RealArray
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
    #expect(try NPYArray(decoding: Self.file(literal, [7])).elements == .float([7]))
  }

  @Test(arguments: ["<i8", "<u8"])
  func `an integer that Double does not hold is refused`(descriptor: String) {
    for data: [UInt8] in [
      [1, 0, 0, 0, 0, 0, 0x20, 0],  // 2⁵³ + 1
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],  // 2⁶³ - 1, rounds to 2⁶³
    ] {
      expectError(.unsupported) { () throws(FileError) in
        _ = try NPYArray(decoding: Self.file(Self.literal(descriptor, "(1,)"), data))
      }
    }
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
