import Figures
import LatentModels
import LinearAlgebra
import NumericFiles
import Training

/// A picture of what a model sees and says, for a file and for the page of a report.
struct ModelPicture {
  /// The name of the file, without its ending.
  let name: String
  /// The heading in a report.
  let title: String
  /// What the picture shows, for those who cannot see it.
  let alternative: String
  /// What the picture shows, below it.
  let caption: String
  let bitmap: Bitmap

  /// The picture as a figure of a report.
  var figure: Figure {
    Figure(bitmap, title: title, alternative: alternative, zoom: 1, caption: caption)
  }

  /// Writes the picture into a folder.
  ///
  /// - Returns: The path of the file.
  @discardableResult
  func write(to folder: String) throws -> String {
    let path = "\(folder)/\(name).png"
    try AtomicFile.write(PNG.encode(bitmap), to: path)
    return path
  }
}

/// A model whose images can be looked at.
protocol PicturedModel {
  /// Pictures of held-out data as the model sees them.
  ///
  /// - Parameters:
  ///   - images: `pixels × samples`.
  ///   - request: From which seed, where something is drawn.
  ///   - canvas: The size of an image.
  /// - Returns: The pictures in the order in which a reader wants them.
  /// - Throws: `LatentModelError` or `CategoricalError` if the model yields logits that are not finite.
  func pictures(
    of images: Matrix<Float>, _ request: DrawingRequest, on canvas: Canvas
  ) throws -> [ModelPicture]

  /// Pictures that the model draws by itself.
  ///
  /// - Parameters:
  ///   - request: How many images, from which seed.
  ///   - canvas: The size of an image.
  /// - Returns: The pictures in the order in which a reader wants them.
  /// - Throws: `TrainingError` if the model does not have what is asked for.
  func pictures(_ request: DrawingRequest, on canvas: Canvas) throws -> [ModelPicture]
}

/// What a model is asked to draw.
struct DrawingRequest {
  /// The number of images to draw from the prior.
  var count = 40
  /// The latent to walk through; nil for all.
  var latent: Int?
  /// The seed of the codes.
  var seed: UInt64
}

/// The size of an image, and how images become a picture.
struct Canvas {
  /// The height of an image in pixels.
  let height: Int
  /// The width of an image in pixels.
  let width: Int

  /// Draws images side by side, small ones larger, so that a viewer shows more than a stamp.
  func bitmap(_ pixels: [Float], columns: Int) -> Bitmap {
    let scale = max(1, min(8, 640 / max(1, columns * (width + 1))))
    let grid = ImageGrid(
      tileWidth: width, tileHeight: height, columns: columns, gap: max(1, scale), scale: scale)
    return grid.bitmap(intensities: pixels)
  }

  /// Draws rows of images in turn: ten of each source, then the next ten, and so on.
  ///
  /// - Parameter sources: Matrices of images that belong together column by column.
  /// - Returns: The picture.
  func bitmap(interleaving sources: [Matrix<Float>]) -> Bitmap {
    let count = sources.first?.columns ?? 0
    let columns = min(10, max(count, 1))
    var pixels: [Float] = []
    for start in stride(from: 0, to: count, by: columns) {
      let range = start..<min(start + columns, count)
      let padding = [Float](repeating: 0, count: (columns - range.count) * height * width)
      for source in sources { pixels += Self.pixels(source, range) + padding }
    }
    return bitmap(pixels, columns: columns)
  }

  /// The pixels of some images, one after the other.
  static func pixels(_ images: Matrix<Float>, _ range: Range<Int>? = nil) -> [Float] {
    let range = range ?? 0..<images.columns
    let elements = images.elements
    return (range.lowerBound * images.rows..<range.upperBound * images.rows).map { elements[$0] }
  }
}

extension Matrix<Float> {
  /// The first columns, as many as there are of those asked for.
  func first(_ count: Int) -> Matrix<Float> {
    Matrix(self[rows: 0..<rows, columns: 0..<Swift.min(count, columns)])
  }
}
