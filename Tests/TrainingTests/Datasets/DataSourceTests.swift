import Foundation
import LinearAlgebra
import NumericFiles
import Testing
import Training

@Suite struct DataSourceTests {
  /// Images of 2 × 3 pixels, each of one intensity.
  static func images(_ count: Int, rows: Int = 2, columns: Int = 3) -> IDX.Images {
    IDX.Images(
      rows: rows, columns: columns,
      pixels: (0..<count).flatMap { [UInt8](repeating: UInt8($0), count: rows * columns) })
  }

  static func source(_ path: String) throws -> DataSource {
    try DataSource(argument: path, toy: FactorImages())
  }

  static func load(_ path: String) throws -> Dataset { try source(path).load(seed: 0) }

  @Test(arguments: ["", ".gz"], [true, false])
  func `a folder of IDX files is read, with or without labels`(
    suffix: String, hasLabels: Bool
  ) throws {
    let folder = try TemporaryFolder()
    try IDX.write(Self.images(5), to: folder.path + "/train-images-idx3-ubyte" + suffix)
    try IDX.write(Self.images(2), to: folder.path + "/t10k-images-idx3-ubyte" + suffix)
    if hasLabels {
      try IDX.write(
        labels: [0, 1, 2, 3, 4], to: folder.path + "/train-labels-idx1-ubyte" + suffix)
      try IDX.write(labels: [7, 8], to: folder.path + "/t10k-labels-idx1-ubyte" + suffix)
    }
    let dataset = try Self.load(folder.path)
    #expect(dataset.training.shape == Shape(rows: 6, columns: 5))
    #expect(dataset.test.shape == Shape(rows: 6, columns: 2))
    #expect(dataset.height == 2 && dataset.width == 3)
    #expect((0..<5).allSatisfy { dataset.training[5, $0] == Float($0) / 255 })
    #expect(dataset.testLabels == (hasLabels ? [7, 8] : nil))
    #expect(dataset.process == nil)
  }

  @Test func `without test images the last tenth is held out`() throws {
    let folder = try TemporaryFolder()
    try IDX.write(Self.images(25), to: folder.path + "/train-images-idx3-ubyte")
    let dataset = try Self.load(folder.path)
    #expect(dataset.training.columns == 23 && dataset.test.columns == 2)
    #expect(dataset.training[0, 22] == 22 / 255 && dataset.test[0, 0] == 23 / 255)
  }

  @Test func `counts of labels and images have to agree`() throws {
    let folder = try TemporaryFolder()
    try IDX.write(Self.images(5), to: folder.path + "/train-images-idx3-ubyte")
    try IDX.write(labels: [1, 2, 3], to: folder.path + "/train-labels-idx1-ubyte")
    expectOneLine(naming: "train-labels-idx1-ubyte", "3 labels", "5 images") {
      _ = try Self.load(folder.path)
    }
  }

  @Test func `training and test images have to have one size`() throws {
    let folder = try TemporaryFolder()
    try IDX.write(Self.images(5), to: folder.path + "/train-images-idx3-ubyte")
    try IDX.write(
      Self.images(5, rows: 3, columns: 2), to: folder.path + "/t10k-images-idx3-ubyte")
    expectOneLine(naming: "t10k-images-idx3-ubyte", "3 × 2", "2 × 3") {
      _ = try Self.load(folder.path)
    }
  }

  @Test func `folders that are missing or empty are named`() throws {
    let folder = try TemporaryFolder()
    expectOneLine(naming: folder.path + "/none") { _ = try Self.load(folder.path + "/none") }
    expectOneLine(naming: folder.path, "train-images-idx3-ubyte") {
      _ = try Self.load(folder.path)
    }
    try folder.file("notes.txt", [1])
    expectOneLine(naming: "notes.txt", ".npy") { _ = try Self.source(folder.path + "/notes.txt") }
  }

  @Test func `damaged IDX files are named`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/train-images-idx3-ubyte.gz"
    try IDX.write(Self.images(50), to: path)
    let whole = try bytes(of: path)
    for count in [0, 1, 10, whole.count / 2, whole.count - 1] {
      try folder.file("train-images-idx3-ubyte.gz", Array(whole[..<count]))
      expectOneLine(naming: path) { _ = try Self.load(folder.path) }
    }
    try folder.file("train-images-idx3-ubyte.gz", Array("<!DOCTYPE html><html></html>".utf8))
    expectOneLine(naming: path) { _ = try Self.load(folder.path) }
    try folder.file("train-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2])
    expectOneLine(naming: path, "no images") { _ = try Self.load(folder.path) }
    try IDX.write(Self.images(1), to: path)
    expectOneLine(naming: path, "at least two") { _ = try Self.load(folder.path) }
  }

  @Test(
    arguments: [
      ([30, 6], 1, 6), ([30, 9], 3, 3), ([30, 2, 3], 2, 3), ([30, 1, 4, 4], 4, 4),
    ] as [([Int], Int, Int)])
  func `NumPy samples are rows there and columns here`(
    shape: [Int], height: Int, width: Int
  ) throws {
    let folder = try TemporaryFolder()
    let features = shape.dropFirst().reduce(1, *)
    let values = (0..<30 * features).map { Float($0) / Float(30 * features) }
    let path = folder.path + "/x.npy"
    try NPYArray(shape: shape, elements: .float(values)).write(to: path)
    let dataset = try Self.load(path)
    #expect(dataset.name == "x")
    #expect(dataset.training.shape == Shape(rows: features, columns: 27))
    #expect(dataset.test.shape == Shape(rows: features, columns: 3))
    #expect(dataset.height == height && dataset.width == width)
    #expect(dataset.training[1, 2] == values[2 * features + 1])
    #expect(dataset.test[0, 0] == values[27 * features])
  }

  @Test(arguments: [-0.001, 1.001, .nan, .infinity, 255] as [Float])
  func `values outside of 0 to 1 are refused with their sample`(value: Float) throws {
    let folder = try TemporaryFolder()
    var values = [Float](repeating: 0.5, count: 40)
    values[13] = value
    let path = folder.path + "/x.npy"
    try NPYArray(shape: [10, 4], elements: .float(values)).write(to: path)
    expectOneLine(naming: path, "sample 3") { _ = try Self.load(path) }
  }

  @Test(arguments: [[], [1, 4], [0, 4], [4, 0]])
  func `too few axes, samples or features are refused`(shape: [Int]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.npy"
    let values = [Float](repeating: 0, count: shape.reduce(1, *))
    try NPYArray(shape: shape, elements: .float(values)).write(to: path)
    expectOneLine(naming: path) { _ = try Self.load(path) }
  }

  @Test func `sources survive JSON, and paths in them are absolute`() throws {
    let folder = try TemporaryFolder()
    for source in [
      DataSource.toy(try FactorImages(factors: 3)), try Self.source(folder.path),
    ] {
      let data = try JSONEncoder().encode(source)
      #expect(try JSONDecoder().decode(DataSource.self, from: data) == source)
    }
    #expect(try Self.source(".") == .folder(FileManager.default.currentDirectoryPath))
  }
}
