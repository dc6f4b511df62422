import Foundation
import LinearAlgebra

/// A grey picture with pixels between 0 and 1, row by row.
struct Picture {
  let width: Int
  let height: Int
  var pixels: [Double]

  init(width: Int, height: Int, _ pixel: (_ x: Int, _ y: Int) -> Double) {
    self.width = width
    self.height = height
    pixels = []
    pixels.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width { pixels.append(pixel(x, y)) }
    }
  }

  /// The picture with every pixel as a square of four.
  var enlarged: Picture {
    Picture(width: 2 * width, height: 2 * height) { pixels[$1 / 2 * width + $0 / 2] }
  }

  /// Returns one picture that shows many, twice as large, with thin lines between them.
  static func grid(_ originals: [Picture], columns: Int) -> Picture {
    let pictures = originals.map(\.enlarged)
    guard let first = pictures.first else { return Picture(width: 1, height: 1) { _, _ in 1 } }
    let (stepX, stepY) = (first.width + 2, first.height + 2)
    let rows = (pictures.count + columns - 1) / columns
    return Picture(width: columns * stepX + 2, height: rows * stepY + 2) { x, y in
      let (i, j) = ((x - 2) % stepX, (y - 2) % stepY)
      let index = max(0, y - 2) / stepY * columns + max(0, x - 2) / stepX
      guard x >= 2, y >= 2, i < first.width, j < first.height, index < pictures.count else {
        return 1
      }
      return pictures[index].pixels[j * first.width + i]
    }
  }
}

extension Vector<Double> {
  /// The elements as the pixels of a picture.
  func picture(_ width: Int, _ height: Int) -> Picture {
    Picture(width: width, height: height) { self[$0 + width * $1] }
  }

  /// The elements with zero in grey and the largest in black or white.
  func contrastPicture(_ width: Int, _ height: Int) -> Picture {
    let largest = Swift.max(norm(.infinity), .leastNormalMagnitude)
    return (self / (2 * largest)).map { $0 + 0.5 }.picture(width, height)
  }
}
