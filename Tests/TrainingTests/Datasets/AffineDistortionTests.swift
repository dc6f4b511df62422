import Foundation
import RandomStreams
import Testing
import Training

@Suite struct AffineDistortionTests {
  @Test func `without strength an image stays as it is`() {
    var stream = RandomStream(seed: 1)
    let image = (0..<6 * 9).map { Float($0 * 7 % 11) / 10 }
    let distortion = AffineDistortion(height: 6, width: 9, strength: 0)
    #expect(distortion(image, using: &stream) == image)
  }

  /// The slopes along a row and along a column of the distorted image of a plane, about the middle.
  ///
  /// Linear interpolation of a plane is exact, so that a distorted plane is a plane.
  private func slopes(
    _ plane: (Int, Int) -> Float, seed: UInt64, strength: Double
  ) -> (x: Double, y: Double, middle: Double) {
    let side = 41
    var stream = RandomStream(seed: seed)
    let image = AffineDistortion(height: side, width: side, strength: strength)(
      (0..<side * side).map { plane($0 / side, $0 % side) }, using: &stream)
    func at(_ row: Int, _ column: Int) -> Double { Double(image[row * side + column]) }
    for (row, column) in [(13, 20), (20, 13), (24, 25)] {
      let twice = at(row + 2, column + 1) + at(row - 2, column - 1) - 2 * at(row, column)
      #expect(abs(twice) < 1e-4, "the image of a plane is bent")
    }
    return (
      (at(20, 25) - at(20, 15)) / 10, (at(25, 20) - at(15, 20)) / 10, at(20, 20)
    )
  }

  @Test(arguments: [0.5, 1])
  func `maps have the angles, scales, shears and shifts of their strength`(strength: Double) {
    var extremes = [Double](repeating: 0, count: 5)
    for seed in 0..<400 as Range<UInt64> {
      let across = slopes({ Float($1) }, seed: seed, strength: strength)
      let down = slopes({ row, _ in Float(row) }, seed: seed, strength: strength)
      // down = (1 + b) (sin φ, cos φ); across = (1 + a) (cos φ, s - sin φ)
      let angle = atan2(down.x, down.y)
      let scaleY = down.y / cos(angle)
      let scaleX = across.x / cos(angle)
      let shear = across.y / scaleX + sin(angle)
      let found = [
        angle / (.pi / 12), (scaleX - 1) / 0.1, (scaleY - 1) / 0.1, shear / 0.2,
        max(abs(across.middle - 20), abs(down.middle - 20)) / (41.0 / 14),
      ]
      for (index, value) in found.enumerated() {
        #expect(abs(value) < strength + 1e-4)
        extremes[index] = max(extremes[index], abs(value))
      }
    }
    // The largest of 400 uniform magnitudes is below 0.95 of the limit with a probability of 1e-9.
    #expect(extremes.allSatisfy { $0 > 0.95 * strength })
  }

  @Test func `pixels stay within their range, and outside is black`() {
    let distortion = AffineDistortion(height: 8, width: 8, strength: 3)
    var (stream, isCut) = (RandomStream(seed: 2), false)
    for _ in 0..<50 {
      let image = distortion([Float](repeating: 1, count: 64), using: &stream)
      #expect(image.allSatisfy { 0...1 ~= $0 })
      isCut = isCut || image.contains(0)
    }
    #expect(isCut)
  }
}
