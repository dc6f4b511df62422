import Figures
import Testing

@Suite struct ImageGridTests {
  @Test func `tiles stand in rows with transparent gaps`() {
    let grid = ImageGrid(tileWidth: 2, tileHeight: 1, columns: 2, gap: 1)
    let picture = grid.bitmap(pixels: [1, 2, 3, 4, 5, 6])
    #expect((picture.width, picture.height) == (5, 3))
    let rows: [[UInt8]] = [
      [1, 255, 2, 255, 0, 0, 3, 255, 4, 255], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [5, 255, 6, 255, 0, 0, 0, 0, 0, 0],
    ]
    #expect(picture.format == .grayAlpha)
    #expect(picture.bytes == rows.flatMap { $0 })
  }

  @Test func `enlarged pixels are squares and gaps keep their width`() {
    let grid = ImageGrid(tileWidth: 2, tileHeight: 1, columns: 1, gap: 1, scale: 2)
    let picture = grid.bitmap(pixels: [1, 2, 3, 4])
    #expect((picture.width, picture.height) == (4, 5))
    let values = stride(from: 0, to: picture.bytes.count, by: 2).map { picture.bytes[$0] }
    #expect(values == [1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 0, 0, 3, 3, 4, 4, 3, 3, 4, 4])
  }

  @Test func `intensities are rounded and cut off, and what is no number is grey`() {
    let grid = ImageGrid(tileWidth: 4, tileHeight: 2, columns: 1)
    let values: [Float] = [0, 1, 0.5, -3, 7, .nan, .infinity, -.infinity]
    let bytes = grid.bitmap(intensities: values).bytes
    #expect(stride(from: 0, to: 16, by: 2).map { bytes[$0] } == [0, 255, 128, 0, 255, 128, 255, 0])
    #expect(bytes == grid.bitmap(intensities: values.map { Double($0) }).bytes)
  }

  @Test func `parts of images trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = ImageGrid(tileWidth: 2, tileHeight: 2, columns: 1).bitmap(pixels: [1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = ImageGrid(tileWidth: 2, tileHeight: 2, columns: 1).bitmap(pixels: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = ImageGrid(tileWidth: 2, tileHeight: 2, columns: 0)
    }
  }
}
