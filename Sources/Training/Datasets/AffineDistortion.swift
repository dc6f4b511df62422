import Foundation

/// Random affine maps of images that leave their class as it is: turned, sheared, scaled and shifted a little.
///
/// The pixel at `(x, y)` from the middle of the distorted image is the image at
///
///     x' = (1 + a) (x cos φ + (s - sin φ) y) + t
///     y' = (1 + b) (x sin φ + y cos φ) + u
///
/// by linear interpolation, zero outside. At strength `k` all are uniform, with `|φ| ≤ 15° k`, `|s| ≤ 0.2 k`,
/// `|a|, |b| ≤ 0.1 k`, and shifts `|t|, |u|` of up to a fourteenth of the width and of the height times `k`:
/// two pixels of 28.
///
/// > Reference: Simard, Steinkraus and Platt (2003), "Best practices for convolutional neural networks applied
/// > to visual document analysis".
package struct AffineDistortion: Sendable {
  /// The height of an image in pixels.
  package let height: Int
  /// The width of an image in pixels.
  package let width: Int
  /// The size of the distortions; 0 leaves an image as it is.
  package let strength: Double

  /// Makes a distortion of images of one size.
  package init(height: Int, width: Int, strength: Double) {
    self.height = height
    self.width = width
    self.strength = strength
  }

  /// Returns a randomly distorted copy of an image.
  ///
  /// - Parameters:
  ///   - image: Pixels row by row, `height · width` of them.
  ///   - generator: The source of the map, six numbers.
  /// - Returns: As many pixels, within the range of those of the image and zero.
  package func callAsFunction(
    _ image: [Float], using generator: inout some RandomNumberGenerator
  ) -> [Float] {
    func uniform(_ limit: Double) -> Double {
      strength * limit * Double.random(in: -1...1, using: &generator)
    }
    let (angle, shear) = (uniform(.pi / 12), uniform(0.2))
    let (scaleX, scaleY) = (1 + uniform(0.1), 1 + uniform(0.1))
    let (shiftX, shiftY) = (uniform(Double(width) / 14), uniform(Double(height) / 14))
    let (cosine, sine) = (cos(angle), sin(angle))
    let middle = (x: Double(width - 1) / 2, y: Double(height - 1) / 2)
    return (0..<height * width).map { place in
      let (x, y) = (Double(place % width) - middle.x, Double(place / width) - middle.y)
      return interpolated(
        image,
        x: scaleX * (x * cosine + (shear - sine) * y) + shiftX + middle.x,
        y: scaleY * (x * sine + y * cosine) + shiftY + middle.y)
    }
  }

  /// The image between its pixels.
  private func interpolated(_ image: [Float], x: Double, y: Double) -> Float {
    let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    let (right, bottom) = (Float(x) - Float(left), Float(y) - Float(top))
    func pixel(_ row: Int, _ column: Int) -> Float {
      0..<height ~= row && 0..<width ~= column ? image[row * width + column] : 0
    }
    let upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1)
    let lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
    return (1 - bottom) * upper + bottom * lower
  }
}
