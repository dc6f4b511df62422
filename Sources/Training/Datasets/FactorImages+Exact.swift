import Foundation
public import LinearAlgebra

extension FactorImages {
  /// The entropy of the data in nats; its negative is the best bound that any model can reach.
  ///
  /// Patches are independent, so the entropy is that of one patch times the number of factors. A
  /// patch has only 2¹⁶ states, and all of them are visited:
  ///
  ///     H = -F Σ_x p(x) log p(x),   p(x) = (1/K) Σ_k ε^d(x,k) (1 - ε)^(16 - d(x,k))
  ///
  /// where `d(x, k)` counts the pixels in which `x` differs from pattern `k`.
  public var entropy: Double {
    let masks = patternMasks
    let byDistance = logProbabilitiesByDistance.map(exp)
    var patchEntropy = 0.0
    for state in 0..<UInt32(1) << UInt32(Self.patchPixels) {
      var probability = 0.0
      for mask in masks { probability += byDistance[(state ^ mask).nonzeroBitCount] }
      probability /= Double(values)
      patchEntropy -= probability * log(probability)
    }
    return Double(factors) * patchEntropy
  }

  /// Returns the exact log-likelihood of each image under the process that made the data, in nats.
  ///
  /// - Parameter images: `pixels × samples` of zeros and ones.
  /// - Returns: One value for each image.
  public func logLikelihoods(of images: Matrix<Float>) -> [Double] {
    precondition(images.rows == pixels, "images of shape \(images.shape), expected \(pixels) rows")
    let masks = patternMasks
    let byDistance = logProbabilitiesByDistance.map(exp)
    return (0..<images.columns).map { column in
      (0..<factors).reduce(0.0) { sum, factor in
        let state = mask { images[place(of: $0, factor: factor), column] }
        let mixture = masks.reduce(0.0) { $0 + byDistance[(state ^ $1).nonzeroBitCount] }
        return sum + log(mixture / Double(values))
      }
    }
  }

  /// Reads the factors from images: in each patch the value with the nearest pattern.
  ///
  /// - Parameter images: `pixels × samples` of pixel probabilities or pixels.
  /// - Returns: For each image the values of its factors; ties go to the lowest value.
  public func nearestFactors(of images: Matrix<Float>) -> [[Int]] {
    precondition(images.rows == pixels, "images of shape \(images.shape), expected \(pixels) rows")
    let patterns = (0..<values).map(pattern)
    return (0..<images.columns).map { column in
      (0..<factors).map { factor in
        let patch = (0..<Self.patchPixels).map { images[place(of: $0, factor: factor), column] }
        let distances = patterns.map { pattern in
          zip(patch, pattern).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        var best = 0
        for value in 1..<values where distances[value] < distances[best] { best = value }
        return best
      }
    }
  }

  /// The logarithm of the probability of a patch state by its distance from the true pattern.
  private var logProbabilitiesByDistance: [Double] {
    (0...Self.patchPixels).map { distance in
      Double(distance) * log(flipProbability)
        + Double(Self.patchPixels - distance) * log1p(-flipProbability)
    }
  }

  /// The patterns as bit masks.
  private var patternMasks: [UInt32] {
    (0..<values).map { value in
      let pattern = pattern(of: value)
      return mask { pattern[$0] }
    }
  }

  /// Packs sixteen pixels into a bit mask.
  private func mask(_ pixel: (Int) -> Float) -> UInt32 {
    (0..<Self.patchPixels).reduce(0) { $0 | (pixel($1) > 0.5 ? 1 << UInt32($1) : 0) }
  }
}
