import LinearAlgebra
import NumericFiles
import Testing

@Suite struct NPZFileTests {
  static let example: NPZFile = {
    var file = NPZFile()
    for (index, elements) in NPYArrayTests.allTypes.enumerated() {
      file.insert(NPYArray(shape: [1, 2], elements: elements), named: "a\(index)")
    }
    file.insert(NPYArray(shape: [], elements: .float([1.5])), named: "dir/../é.npy")
    file.insert(NPYArray(shape: [0], elements: .double([])), named: "")
    return file
  }()

  @Test(arguments: [false, true])
  func `writing, then reading is the identity`(compressed: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npz"
    for file in [NPZFile(), Self.example] {
      try file.write(to: path, compressed: compressed)
      #expect(try bytes(of: path) == file.encoded(compressed: compressed))
      let same = try NPZFile.read(path)
      #expect(same == file)
      #expect(same.path == path)
      for item in file.items {
        #expect(try NPZFile.readArray(named: item.name, from: path) == item.array)
        #expect(try NPZFile.readArray(named: item.name + ".npy", from: path) == item.array)
      }
      let list = try NPZFile.list(path)
      #expect(list.map(\.name) == file.items.map(\.name))
      #expect(list.map(\.type) == file.items.map(\.array.elements.type))
      #expect(list.map(\.shape) == file.items.map(\.array.shape))
    }
  }

  @Test func `the bytes are those of the format's description`() throws {
    var file = NPZFile()
    let array = NPYArray(shape: [1], elements: .uint8([7]))
    file.insert(array, named: "x")
    let data = array.encoded()
    let checksum = (0..<4).map { UInt8(truncatingIfNeeded: Gzip.crc32(data) >> (8 * $0)) }
    let fields: [UInt8] =
      [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + checksum + [129, 0, 0, 0, 129, 0, 0, 0, 5, 0, 0, 0]
    let name = Array("x.npy".utf8)
    let local = [0x50, 0x4B, 3, 4] + fields + name + data
    let directory =
      [0x50, 0x4B, 1, 2, 20, 3] + fields + [0, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 0, 0] + name
    let end: [UInt8] = [
      0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 51, 0, 0, 0, UInt8(local.count), 0, 0, 0, 0, 0,
    ]
    #expect(data.count == 129)
    #expect(try file.encoded() == local + directory + end)
  }

  @Test(arguments: [false, true], [0, 1, 130, 200, 500, 2000, 0xFFFF_FFFF])
  func `sizes and positions from a limit on take fields of 64 bits, which are read`(
    compressed: Bool, limit: Int
  ) throws {
    // The format's own limit is four gigabytes; the fields are the same for less.
    for entryCount in [2, 0xFFFF] {
      let limits = ZipLimits(size: limit, entryCount: entryCount)
      for file in [NPZFile(), Self.example] {
        let bytes = file.encoded(compressed: compressed, limits: limits)
        #expect(try NPZFile(decoding: bytes) == file)
        #expect(bytes.isEmpty == false)
        let plain = try file.encoded(compressed: compressed)
        if limit == 0xFFFF_FFFF && (entryCount == 0xFFFF || file.items.isEmpty) {
          #expect(bytes == plain)
        } else if limit == 0 {
          #expect(bytes.count > plain.count)
        }
      }
    }
  }

  @Test func `the fields of 64 bits are those of the format's description`() throws {
    var file = NPZFile()
    let array = NPYArray(shape: [1], elements: .uint8([7]))
    file.insert(array, named: "x")
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let data = array.encoded()
    let ones = [UInt8](repeating: 0xFF, count: 4)
    let fields: [UInt8] =
      [45, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + little(Int(Gzip.crc32(data)), 4) + ones + ones
      + [5, 0]
    let name = Array("x.npy".utf8)
    let sizes = little(129, 8) + little(129, 8)
    let local = [0x50, 0x4B, 3, 4] + fields + [20, 0] + name + [1, 0, 16, 0] + sizes + data
    let directory =
      [0x50, 0x4B, 1, 2, 45, 3] + fields + [28, 0] + [0, 0, 0, 0, 0, 0, 0, 0, 0x80, 1] + ones + name
      + [1, 0, 24, 0] + sizes + little(0, 8)
    let record =
      [0x50, 0x4B, 6, 6] + little(44, 8) + [45, 3, 45, 0] + little(0, 8) + little(1, 8)
      + little(1, 8) + little(directory.count, 8) + little(local.count, 8)
    let locator =
      [0x50, 0x4B, 6, 7] + little(0, 4) + little(local.count + directory.count, 8) + little(1, 4)
    let end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF] + ones + ones + [0, 0]
    let bytes = file.encoded(limits: ZipLimits(size: 0, entryCount: 0))
    #expect(bytes == local + directory + record + locator + end)
  }

  @Test(arguments: [0, 300, 0xFFFF_FFFF])
  func `more arrays than 16 bits count`(limit: Int) throws {
    var file = NPZFile()
    for index in 0..<5 {
      file.insert(NPYArray(shape: [], elements: .uint8([UInt8(index)])), named: "\(index)")
    }
    let bytes = file.encoded(limits: ZipLimits(size: limit, entryCount: 5))
    #expect(try NPZFile(decoding: bytes) == file)
    let end = bytes.count - 22
    #expect(bytes[end + 8..<end + 12].allSatisfy { $0 == 0xFF })
  }

  @Test func `arrays are found with and without the ending npy`() throws {
    let file = Self.example
    #expect(file["a0"] == file["a0.npy"])
    #expect(try file.array(named: "a9").matrix() == [[.pi, -0.0]] as Matrix<Float>)
    let text = expectError(.mismatch) { () throws(FileError) in
      _ = try file.array(named: "missing")
    }
    #expect(text.contains("\"a0\", \"a1\", \"a2\", \"a3\", …"))
  }

  @Test func `zeros are small when packed, and the limit is on what they unpack to`() throws {
    var file = NPZFile()
    let zeros = NPYArray(
      shape: [1_000_000], elements: .double([Double](repeating: 0, count: 1_000_000)))
    file.insert(zeros, named: "zeros")
    let packed = try file.encoded(compressed: true)
    #expect(packed.count < 10_000)
    #expect(try NPZFile(decoding: packed) == file)
    let text = expectError(.tooLarge) { () throws(FileError) in
      _ = try NPZFile(decoding: packed, maximumByteCount: 8_000_000)
    }
    #expect(text.contains("\"zeros.npy\""))
    expectError(.tooLarge) { () throws(FileError) in
      _ = try NPZFile(decoding: file.encoded(), maximumByteCount: 1000)
    }
  }

  @Test func `a name twice is a precondition`() async {
    await #expect(processExitsWith: .failure) {
      var file = NPZFileTests.example
      file.insert(NPYArray(shape: [], elements: .float([1])), named: "a0.npy")
    }
  }
}
