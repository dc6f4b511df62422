/// The size of an image whose columns in a matrix have the channels of a pixel next to each other.
///
/// The feature of channel `c` at row `i` and column `j` is `(i · width + j) · channels + c`. With one
/// channel that is the usual order of pixels, row by row.
public struct ImageSize: Hashable, Codable, Sendable {
  /// The number of rows of pixels.
  public let height: Int
  /// The number of pixels of a row.
  public let width: Int
  /// The number of numbers of a pixel.
  public let channels: Int

  /// Makes a size.
  ///
  /// - Parameters:
  ///   - height: The number of rows of pixels, at least one.
  ///   - width: The number of pixels of a row, at least one.
  ///   - channels: The number of numbers of a pixel, at least one.
  /// - Precondition: All are positive.
  public init(height: Int, width: Int, channels: Int = 1) {
    precondition(
      height > 0 && width > 0 && channels > 0,
      "an image of \(height)×\(width) pixels with \(channels) channels is none")
    self.height = height
    self.width = width
    self.channels = channels
  }

  private enum CodingKeys: CodingKey { case height, width, channels }

  /// Reads a size and checks it.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``HyperparameterError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys) throws -> Int {
      let value = try values.decode(Int.self, forKey: key)
      try Requirement.positiveCount.check(Double(value), key.stringValue)
      return value
    }
    try self.init(height: read(.height), width: read(.width), channels: read(.channels))
  }

  /// The number of features, `height · width · channels`.
  public var features: Int { height * width * channels }
}
