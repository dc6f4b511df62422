import Foundation
import NumericFiles
import Testing

@Suite struct IDXTests {
  /// Two images of 1×3 pixels and their labels, byte by byte as the format says.
  static let images: [UInt8] = [
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 255,
  ]
  static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]

  @Test(arguments: [false, true])
  func `images and labels are read, plain or packed`(packed: Bool) throws {
    let folder = try TemporaryFolder()
    let images = try IDX.readImages(
      folder.file("images", packed ? Gzip.deflate(Self.images) : Self.images))
    #expect(images == IDX.Images(rows: 1, columns: 3, pixels: [10, 20, 30, 40, 50, 255]))
    #expect(images.count == 2)
    #expect(images[1] == [40, 50, 255])
    let labels = try IDX.readLabels(
      folder.file("labels", packed ? Gzip.deflate(Self.labels) : Self.labels))
    #expect(labels == [7, 9])
  }

  @Test(arguments: ["", ".gz"])
  func `writing, then reading is the identity`(suffix: String) throws {
    let folder = try TemporaryFolder()
    let images = IDX.Images(rows: 1, columns: 3, pixels: [10, 20, 30, 40, 50, 255])
    let (a, b) = (folder.path + "/images" + suffix, folder.path + "/labels" + suffix)
    try IDX.write(images, to: a)
    try IDX.write(labels: [7, 9], to: b)
    #expect(try IDX.readImages(a) == images)
    #expect(try IDX.readLabels(b) == [7, 9])
    if suffix.isEmpty {
      #expect(try bytes(of: a) == Self.images)
      #expect(try bytes(of: b) == Self.labels)
    } else {
      #expect(try bytes(of: a).starts(with: [0x1F, 0x8B]))
    }
  }

  @Test(arguments: [false, true])
  func `a file cut at any byte is truncated`(packed: Bool) throws {
    let folder = try TemporaryFolder()
    let whole = packed ? Gzip.deflate(Self.images) : Self.images
    for count in whole.indices {
      let path = try folder.file("images", Array(whole[..<count]))
      expectError(.truncated) { () throws(FileError) in _ = try IDX.readImages(path) }
    }
  }

  @Test(
    arguments: [
      ([1, 0, 8, 3], FileError.Code.malformed), ([0, 0, 0x0D, 3], .unsupported),
      ([0, 0, 8, 1], .mismatch), ([0, 0, 8, 255], .mismatch), (Array("<!do".utf8), .malformed),
    ] as [([UInt8], FileError.Code)], [false, true])
  func `wrong magic bytes are refused`(fault: ([UInt8], FileError.Code), packed: Bool) throws {
    let folder = try TemporaryFolder()
    let bytes = fault.0 + Self.images.dropFirst(4)
    let path = try folder.file("images", packed ? Gzip.deflate(bytes) : bytes)
    expectError(fault.1) { () throws(FileError) in _ = try IDX.readImages(path) }
  }

  @Test func `labels in place of images are called by name`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("labels", Self.labels)
    let text = expectError(.mismatch) { () throws(FileError) in _ = try IDX.readImages(path) }
    #expect(text.contains("holds labels, not images"))
  }

  @Test func `bytes after the data are refused, inside and outside the packing`() throws {
    let folder = try TemporaryFolder()
    for bytes in [
      Self.images + [0], Gzip.deflate(Self.images + [0]), Gzip.deflate(Self.images) + [0],
    ] {
      let path = try folder.file("images", bytes)
      expectError(.trailingBytes) { () throws(FileError) in _ = try IDX.readImages(path) }
    }
  }

  @Test func `a wrong checksum is found`() throws {
    let folder = try TemporaryFolder()
    var packed = Gzip.deflate(Self.images)
    packed[packed.count - 8] ^= 1
    let path = try folder.file("images", packed)
    expectError(.malformed) { () throws(FileError) in _ = try IDX.readImages(path) }
  }

  @Test(arguments: [false, true])
  func `a header that declares too much takes no memory`(packed: Bool) throws {
    let folder = try TemporaryFolder()
    func path(_ extents: [UInt8]) throws -> String {
      let bytes = [0, 0, 8, 3] + extents + [1, 2, 3]
      return try folder.file("images", packed ? Gzip.deflate(bytes) : bytes)
    }
    let huge = try path([UInt8](repeating: 0xFF, count: 12))  // overflows 64 bits
    expectError(.tooLarge) { () throws(FileError) in _ = try IDX.readImages(huge) }
    let large = try path([0, 0, 0x10, 0, 0, 0, 4, 0, 0, 0, 4, 0])  // exactly 4 GiB
    expectError(.truncated) { () throws(FileError) in _ = try IDX.readImages(large) }
    expectError(.tooLarge) { () throws(FileError) in
      _ = try IDX.readImages(large, maximumByteCount: 1000)
    }
    let empty = try path([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1])
    expectError(.trailingBytes) { () throws(FileError) in _ = try IDX.readImages(empty) }
  }

  @Test func `images without pixels are refused, no images at all are fine`() throws {
    let folder = try TemporaryFolder()
    let flat = try folder.file(
      "flat", [0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1])
    expectError(.malformed) { () throws(FileError) in _ = try IDX.readImages(flat) }
    let none = try folder.file("none", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28])
    #expect(try IDX.readImages(none).count == 0)
  }

  @Test func `no images of an enormous size are refused`() {
    // Found by FuzzIDX: the size of an image overflows, although there is none.
    let bytes: [UInt8] = [
      0, 0, 8, 3, 0, 0, 0, 0, 0xF6, 0xFF, 0xFC, 0xF9, 0xFF, 0xFF, 0xFF, 0xFF,
    ]
    expectError(.malformed) { () throws(FileError) in _ = try IDX.decodeImages(bytes) }
  }

  static let fashion = "/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: fashion), "needs dataset-fashion-mnist"))
  func `Debian's Fashion-MNIST has a thousand test images of each kind`() throws {
    let labels = try IDX.readLabels(Self.fashion)
    #expect(
      (0..<10).map { kind in labels.count { $0 == kind } } == Array(repeating: 1000, count: 10))
  }
}
