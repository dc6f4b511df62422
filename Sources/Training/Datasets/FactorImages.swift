import Foundation
public import LinearAlgebra
public import RandomStreams

/// Small binary images with a known answer: every image shows the values of a few hidden factors.
///
/// Each of `F` independent factors takes one of `K` values with equal probability and draws its own
/// 4 × 4 patch of the image: the pattern of its value, every pixel of which is then flipped with
/// probability `ε`. The patterns are products of Walsh functions, so two of them differ in exactly
/// eight of sixteen pixels.
///
/// Everything about such data is known: its entropy, hence the best bound that any model can reach;
/// the likelihood of every image; and the factors behind it.
public struct FactorImages: Hashable, Codable, Sendable {
  /// The number of independent factors, `F`.
  public let factors: Int
  /// The number of values of each factor, `K`.
  public let values: Int
  /// The probability that a pixel is flipped, `ε`.
  public let flipProbability: Double

  /// The side of the patch of one factor.
  public static let patchSide = 4
  /// The number of pixels of the patch of one factor.
  public static let patchPixels = patchSide * patchSide

  /// Describes a data set.
  ///
  /// - Parameters:
  ///   - factors: The number of independent factors, 1 to 64.
  ///   - values: The number of values of each, 2 to 16.
  ///   - flipProbability: The probability that a pixel is flipped, in `(0, 0.5)`.
  /// - Throws: ``TrainingError`` if one of them is out of range.
  public init(
    factors: Int = 4, values: Int = 4, flipProbability: Double = 0.05
  ) throws(TrainingError) {
    guard 1...64 ~= factors else {
      throw .invalid(name: "toy factors", value: "\(factors)", expected: "1 to 64")
    }
    guard 2...16 ~= values else {
      throw .invalid(name: "toy values", value: "\(values)", expected: "2 to 16")
    }
    guard flipProbability > 0, flipProbability < 0.5 else {
      throw .invalid(
        name: "toy flip probability", value: "\(flipProbability)",
        expected: "more than 0 and less than 0.5")
    }
    self.factors = factors
    self.values = values
    self.flipProbability = flipProbability
  }

  /// Reads a description and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``TrainingError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      factors: container.decode(Int.self, forKey: .factors),
      values: container.decode(Int.self, forKey: .values),
      flipProbability: container.decode(Double.self, forKey: .flipProbability))
  }

  /// The number of patches in one column of patches.
  public var patchRows: Int {
    (1...factors).last { $0 * $0 <= factors && factors.isMultiple(of: $0) } ?? 1
  }
  /// The number of patches in one row of patches.
  public var patchColumns: Int { factors / patchRows }
  /// The height of an image in pixels.
  public var height: Int { patchRows * Self.patchSide }
  /// The width of an image in pixels.
  public var width: Int { patchColumns * Self.patchSide }
  /// The number of pixels of an image.
  public var pixels: Int { width * height }

  /// The pattern of a value: sixteen pixels, zero or one, row by row.
  ///
  /// - Parameter value: A value of a factor.
  /// - Returns: The pixels of the patch before any of them is flipped.
  public func pattern(of value: Int) -> [Float] {
    precondition(0..<values ~= value, "value \(value) of a factor with \(values) values")
    let (vertical, horizontal) = Self.walshPairs[value]
    return (0..<Self.patchPixels).map { pixel in
      let sign =
        Self.walsh[vertical][pixel / Self.patchSide]
        * Self.walsh[horizontal][pixel % Self.patchSide]
      return sign > 0 ? 1 : 0
    }
  }

  /// The place in an image, row by row, of a pixel of the patch of a factor.
  ///
  /// - Parameters:
  ///   - pixel: The place within the patch, row by row.
  ///   - factor: The index of the factor.
  /// - Returns: The row of the matrix of images that holds this pixel.
  public func place(of pixel: Int, factor: Int) -> Int {
    let row = factor / patchColumns * Self.patchSide + pixel / Self.patchSide
    let column = factor % patchColumns * Self.patchSide + pixel % Self.patchSide
    return row * width + column
  }

  /// Draws images and the factors behind them.
  ///
  /// - Parameters:
  ///   - count: The number of images.
  ///   - stream: The source of randomness.
  /// - Returns: `pixels × count` images of zeros and ones; for each image the values of its factors,
  ///   image by image.
  public func sample(count: Int, stream: RandomStream) -> (images: Matrix<Float>, factors: [[Int]])
  {
    var generator = stream
    let truth = (0..<count).map { _ in
      (0..<factors).map { _ in Int.random(in: 0..<values, using: &generator) }
    }
    let patterns = (0..<values).map(pattern)
    var images = Matrix<Float>(rows: pixels, columns: count)
    let places = (0..<factors).map { factor in
      (0..<Self.patchPixels).map { place(of: $0, factor: factor) }
    }
    var elements = images.mutableElements
    generator.fillBernoulli(&elements, probability: Float(flipProbability))
    for column in 0..<count {
      for factor in 0..<factors {
        let pattern = patterns[truth[column][factor]]
        for pixel in 0..<Self.patchPixels {
          let index = column * pixels + places[factor][pixel]
          // A one from above flips the pixel of the pattern.
          elements[index] = abs(elements[index] - pattern[pixel])
        }
      }
    }
    return (images, truth)
  }

  /// The four Walsh functions of length four, by the number of their sign changes.
  private static let walsh = [[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, -1, 1], [1, -1, 1, -1]]

  /// The products of Walsh functions in the order of the values; the constant one comes last.
  private static let walshPairs = [
    (0, 1), (1, 0), (3, 3), (2, 2), (0, 3), (3, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (1, 3),
    (3, 1), (2, 3), (3, 2), (0, 0),
  ]
}
