/// Small grey images side by side, such as digits sampled from a model.
///
///     let grid = ImageGrid(tileWidth: 28, tileHeight: 28, columns: 10)
///     let png = PNG.encode(grid.bitmap(intensities: samples))
///
/// The gaps between the tiles are transparent, so that the picture suits light and dark pages.
public struct ImageGrid: Sendable, Hashable {
  /// The width of an image in pixels.
  public var tileWidth: Int
  /// The height of an image in pixels.
  public var tileHeight: Int
  /// How many images stand in a row.
  public var columns: Int
  /// The space between two images in pixels.
  public var gap: Int
  /// How many pixels of the picture one pixel of an image covers along each axis.
  public var scale: Int

  /// Describes a grid.
  ///
  /// - Precondition: All sizes are positive; the gap may be zero.
  public init(tileWidth: Int, tileHeight: Int, columns: Int, gap: Int = 2, scale: Int = 1) {
    precondition(
      tileWidth > 0 && tileHeight > 0 && columns > 0 && gap >= 0 && scale > 0,
      "a grid of \(columns) columns of \(tileWidth)×\(tileHeight) tiles, gap \(gap), scale \(scale)"
    )
    self.tileWidth = tileWidth
    self.tileHeight = tileHeight
    self.columns = columns
    self.gap = gap
    self.scale = scale
  }

  /// Draws images given as bytes, one after the other; 0 is black.
  ///
  /// - Precondition: `pixels` holds at least one image, and whole images only.
  public func bitmap(pixels: [UInt8]) -> Bitmap {
    let size = tileWidth * tileHeight
    precondition(
      !pixels.isEmpty && pixels.count.isMultiple(of: size),
      "\(pixels.count) pixels are no whole number of \(tileWidth)×\(tileHeight) images")
    let count = pixels.count / size
    let rows = (count + columns - 1) / columns
    let width = columns * (tileWidth * scale + gap) - gap
    let height = rows * (tileHeight * scale + gap) - gap
    var bytes = [UInt8](repeating: 0, count: 2 * width * height)
    for tile in 0..<count {
      let left = tile % columns * (tileWidth * scale + gap)
      let top = tile / columns * (tileHeight * scale + gap)
      for y in 0..<tileHeight * scale {
        var target = 2 * ((top + y) * width + left)
        let source = tile * size + y / scale * tileWidth
        for x in 0..<tileWidth * scale {
          bytes[target] = pixels[source + x / scale]
          bytes[target + 1] = 255
          target += 2
        }
      }
    }
    return Bitmap(width: width, height: height, format: .grayAlpha, bytes: bytes)
  }

  /// Draws images given as numbers, where 0 is black and 1 is white.
  ///
  /// Numbers outside are cut off; what is not a number becomes middle grey.
  ///
  /// - Precondition: `intensities` holds at least one image, and whole images only.
  public func bitmap<Scalar: BinaryFloatingPoint>(intensities: [Scalar]) -> Bitmap {
    bitmap(
      pixels: intensities.map { value in
        let value = Float(value)
        return value.isNaN ? 128 : UInt8(min(max(value, 0), 1) * 255 + 0.5)
      })
  }
}
