/// The format of MNIST and its relatives: bytes with a shape, plain or packed by gzip.
///
///     let train = try IDX.readImages("train-images-idx3-ubyte.gz")
///     let labels = try IDX.readLabels("train-labels-idx1-ubyte.gz")
///
/// A file is two zero bytes, the type (8, bytes), the number of axes, one big-endian integer of 32
/// bits per axis, and the data in row-major order. Other types than bytes are refused.
///
/// > Reference: http://yann.lecun.com/exdb/mnist
public enum IDX {
  /// Grey images of equal size.
  public struct Images: Sendable, Hashable {
    /// The number of images.
    public let count: Int
    /// The height of an image.
    public let rows: Int
    /// The width of an image.
    public let columns: Int
    /// The pixels, image after image, each from left to right and top to bottom; 0 is black.
    public let pixels: [UInt8]

    /// Makes images from their pixels.
    ///
    /// - Precondition: `rows` and `columns` are positive and `pixels` holds whole images.
    public init(rows: Int, columns: Int, pixels: [UInt8]) {
      precondition(rows > 0 && columns > 0, "images of \(rows)×\(columns) pixels")
      let (size, overflow) = rows.multipliedReportingOverflow(by: columns)
      precondition(
        !overflow && pixels.count.isMultiple(of: size),
        "\(pixels.count) pixels are no whole number of \(rows)×\(columns) images")
      count = pixels.count / size
      self.rows = rows
      self.columns = columns
      self.pixels = pixels
    }

    /// The pixels of one image.
    public subscript(index: Int) -> ArraySlice<UInt8> {
      precondition(index >= 0 && index < count, "image \(index) of \(count)")
      return pixels[index * rows * columns..<(index + 1) * rows * columns]
    }
  }

  /// Reads images, a file with three axes.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - maximumByteCount: The most pixels to accept, 4 GiB unless given.
  /// - Returns: The images in the order of the file.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged, or holds something else.
  public static func readImages(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> Images {
    let decoder = Decoder(axes: 3, limit: maximumByteCount)
    return try images(decoder.decode(path, maximumByteCount: maximumByteCount), path: path)
  }

  /// Decodes the bytes of a file of images, plain or gzip.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - maximumByteCount: The most pixels to accept, 4 GiB unless given.
  ///   - path: What to call the bytes in messages.
  /// - Returns: The images in the order of the file.
  /// - Throws: ``FileError`` like ``readImages(_:maximumByteCount:)``.
  public static func decodeImages(
    _ bytes: [UInt8], maximumByteCount: Int = 1 << 32, path: String = "IDX data"
  ) throws(FileError) -> Images {
    try images(Decoder(axes: 3, limit: maximumByteCount).decode(bytes, path: path), path: path)
  }

  private static func images(
    _ content: Decoder.Result, path: String
  ) throws(FileError) -> Images {
    guard content.shape[1] > 0, content.shape[2] > 0 else {
      throw FileError(
        .malformed, path: path, message: "holds images without pixels; fetch it again")
    }
    // Without images the product of all extents is zero, whatever the size of an image.
    guard elementCount(of: Array(content.shape[1...])) != nil else {
      throw FileError(
        .malformed, path: path,
        message: "holds images of \(content.shape[1]) × \(content.shape[2]) pixels; fetch it again")
    }
    return Images(rows: content.shape[1], columns: content.shape[2], pixels: content.bytes)
  }

  /// Reads labels, a file with one axis.
  ///
  /// - Parameters:
  ///   - path: A plain or a gzip file; the first bytes tell.
  ///   - maximumByteCount: The most labels to accept, 4 GiB unless given.
  /// - Returns: The labels in the order of the file.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged, or holds something else.
  public static func readLabels(
    _ path: String, maximumByteCount: Int = 1 << 32
  ) throws(FileError) -> [UInt8] {
    try Decoder(axes: 1, limit: maximumByteCount)
      .decode(path, maximumByteCount: maximumByteCount).bytes
  }

  /// Decodes the bytes of a file of labels, plain or gzip.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - maximumByteCount: The most labels to accept, 4 GiB unless given.
  ///   - path: What to call the bytes in messages.
  /// - Returns: The labels in the order of the file.
  /// - Throws: ``FileError`` like ``readLabels(_:maximumByteCount:)``.
  public static func decodeLabels(
    _ bytes: [UInt8], maximumByteCount: Int = 1 << 32, path: String = "IDX data"
  ) throws(FileError) -> [UInt8] {
    try Decoder(axes: 1, limit: maximumByteCount).decode(bytes, path: path).bytes
  }

  /// Writes images, packed by gzip if the path ends in `.gz`.
  public static func write(_ images: Images, to path: String) throws(FileError) {
    try write([images.count, images.rows, images.columns], images.pixels, to: path)
  }

  /// Writes labels, packed by gzip if the path ends in `.gz`.
  public static func write(labels: [UInt8], to path: String) throws(FileError) {
    try write([labels.count], labels, to: path)
  }

  private static func write(
    _ shape: [Int], _ data: [UInt8], to path: String
  ) throws(FileError) {
    var bytes: [UInt8] = [0, 0, 8, UInt8(shape.count)]
    for extent in shape {
      guard let extent = UInt32(exactly: extent) else {
        throw FileError(
          .tooLarge, path: path, message: "cannot hold \(extent) items, IDX counts in 32 bits")
      }
      bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) }
    }
    bytes += data
    try AtomicFile.write(path.hasSuffix(".gz") ? Gzip.deflate(bytes) : bytes, to: path)
  }
}
