import Figures
import LatentModels
import LinearAlgebra
import RandomStreams
import Training

/// Draws what a model sees and says.
struct ModelPictures {
  /// The model.
  let model: CategoricalVAE<Float>
  /// The height of an image in pixels.
  let height: Int
  /// The width of an image in pixels.
  let width: Int

  /// A picture with what the file and the page need.
  struct Picture {
    let bitmap: Bitmap
    /// The bytes of a PNG file.
    let png: [UInt8]
  }

  /// Images above their reconstructions from hard codes, ten a row.
  func reconstructions(of images: Matrix<Float>, count: Int = 40) throws -> Picture {
    let count = min(count, images.columns)
    let shown = Matrix(images[rows: 0..<images.rows, columns: 0..<count])
    let decoded = model.decode(try model.hardCode(of: shown))
    let columns = min(10, count)
    var pixels: [Float] = []
    for start in stride(from: 0, to: count, by: columns) {
      let range = start..<min(start + columns, count)
      let padding = [Float](repeating: 0, count: (columns - range.count) * images.rows)
      for source in [shown, decoded] {
        pixels += self.pixels(source, range) + padding
      }
    }
    return picture(pixels, columns: columns)
  }

  /// Images decoded from codes of the uniform prior.
  func priorSamples(count: Int, seed: UInt64) -> Picture {
    var generator = Purpose.priorSamples.stream(seed: seed)
    let decoded = model.decode(model.samplePrior(count: count, using: &generator))
    return picture(pixels(decoded, 0..<count), columns: min(count, 10))
  }

  /// One row for each latent: the image of one prior code with that latent set to each class in turn.
  func traversals(of latents: Range<Int>, seed: UInt64) -> Picture {
    var generator = Purpose.priorSamples.stream(seed: seed).substream(1)
    let code = model.samplePrior(count: 1, using: &generator)
    let classes = model.configuration.classes
    let pixels = latents.flatMap { latent in
      self.pixels(model.decode(model.traversal(of: latent, from: code)), 0..<classes)
    }
    return picture(pixels, columns: classes)
  }

  /// The pixels of some images, one after the other.
  private func pixels(_ images: Matrix<Float>, _ range: Range<Int>) -> [Float] {
    let elements = images.elements
    return (range.lowerBound * images.rows..<range.upperBound * images.rows).map { elements[$0] }
  }

  /// Small images are drawn larger, so that a viewer shows more than a stamp.
  private func picture(_ pixels: [Float], columns: Int) -> Picture {
    let scale = max(1, min(8, 640 / max(1, columns * (width + 1))))
    let grid = ImageGrid(
      tileWidth: width, tileHeight: height, columns: columns, gap: max(1, scale), scale: scale)
    let bitmap = grid.bitmap(intensities: pixels)
    return Picture(bitmap: bitmap, png: PNG.encode(bitmap))
  }
}
