/// A picture of bytes, from left to right and top to bottom.
public struct Bitmap: Sendable, Hashable {
  /// What the bytes of a pixel mean.
  public enum Format: Sendable, Hashable {
    /// One byte, 0 is black.
    case gray
    /// Grey and opacity, where 0 is transparent.
    case grayAlpha
    /// Red, green and blue.
    case rgb

    /// The number of bytes of a pixel.
    public var channels: Int {
      switch self {
      case .gray: 1
      case .grayAlpha: 2
      case .rgb: 3
      }
    }
  }

  /// The number of pixels from left to right.
  public let width: Int

  /// The number of pixels from top to bottom.
  public let height: Int

  /// What the bytes of a pixel mean.
  public let format: Format

  /// The pixels, `width * height * format.channels` bytes.
  public let bytes: [UInt8]

  /// Makes a picture from its bytes.
  ///
  /// - Precondition: Width and height are positive and below 2³¹, as PNG wants it, and the bytes fill
  ///   them.
  public init(width: Int, height: Int, format: Format = .gray, bytes: [UInt8]) {
    let extents = 1...Int(Int32.max)
    precondition(
      extents.contains(width) && extents.contains(height), "a picture of \(width)×\(height) pixels")
    let (count, overflow) = (width * height).multipliedReportingOverflow(by: format.channels)
    precondition(
      !overflow && bytes.count == count,
      "\(bytes.count) bytes do not fill \(width)×\(height) pixels of \(format.channels)")
    self.width = width
    self.height = height
    self.format = format
    self.bytes = bytes
  }
}
