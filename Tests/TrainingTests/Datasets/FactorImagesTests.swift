import Foundation
import LinearAlgebra
import RandomStreams
import Testing
import Training

@Suite struct FactorImagesTests {
  @Test func `any two patterns differ in exactly eight pixels`() throws {
    let process = try FactorImages(factors: 1, values: 16)
    let patterns = (0..<16).map(process.pattern)
    for a in 0..<16 {
      #expect(patterns[a].count == 16 && patterns[a].allSatisfy { $0 == 0 || $0 == 1 })
      for b in 0..<a { #expect(zip(patterns[a], patterns[b]).count { $0 != $1 } == 8) }
    }
  }

  @Test(arguments: 1...12)
  func `patches tile the image`(factors: Int) throws {
    let process = try FactorImages(factors: factors)
    #expect(process.patchRows * process.patchColumns == factors)
    #expect(process.patchRows <= process.patchColumns)
    #expect(process.pixels == 16 * factors && process.pixels == process.width * process.height)
    var places = Set<Int>()
    for factor in 0..<factors {
      let corner = process.place(of: 0, factor: factor)
      #expect(corner / process.width % 4 == 0 && corner % process.width % 4 == 0)
      for pixel in 0..<16 {
        let place = process.place(of: pixel, factor: factor)
        #expect(place == corner + pixel / 4 * process.width + pixel % 4)
        places.insert(place)
      }
    }
    #expect(places == Set(0..<process.pixels))
  }

  @Test(arguments: [0.01, 0.05, 0.2, 0.4])
  func `with two values the entropy has a closed form`(e: Double) throws {
    // Eight pixels say nothing of the value; the other eight all flip together.
    //     H = 8 h(ε) - Σ_j C(8, j) p_j log p_j,   p_j = ½ (ε^j (1-ε)^(8-j) + ε^(8-j) (1-ε)^j)
    var entropy = -8 * (e * log(e) + (1 - e) * log(1 - e))
    var binomial = 1.0
    for j in 0...8 {
      let (a, b) = (Double(j), Double(8 - j))
      let p = (pow(e, a) * pow(1 - e, b) + pow(e, b) * pow(1 - e, a)) / 2
      entropy -= binomial * p * log(p)
      binomial *= b / (a + 1)
    }
    for factors in [1, 3] {
      let process = try FactorImages(factors: factors, values: 2, flipProbability: e)
      #expect(abs(process.entropy - Double(factors) * entropy) < 1e-10)
    }
  }

  @Test(arguments: [2, 3, 4, 16])
  func `patterns that cannot be confused add the entropies of noise and values`(
    values: Int
  ) throws {
    let e = 1e-4  // four flips among eight pixels, which could confuse, have probability 70 ε⁴
    let process = try FactorImages(factors: 2, values: values, flipProbability: e)
    let noise = -16 * (e * log(e) + (1 - e) * log(1 - e))
    #expect(abs(process.entropy - 2 * (noise + log(Double(values)))) < 1e-11)
    let even = try FactorImages(factors: 2, values: values, flipProbability: 0.5 - 1e-9)
    #expect(abs(even.entropy - 32 * log(2)) < 1e-9)
  }

  @Test(arguments: [(4, 4, 0.05), (1, 16, 0.2), (3, 2, 0.35)])
  func `the mean log-likelihood of samples is minus the entropy`(
    factors: Int, values: Int, noise: Double
  ) throws {
    // N = 5000 per case, α = 1e-6; an error of the entropy of 0.2 nats would be seen.
    let process = try FactorImages(factors: factors, values: values, flipProbability: noise)
    let images = process.sample(count: 5000, stream: RandomStream(seed: 11)).images
    #expect(isMean(process.logLikelihoods(of: images), near: -process.entropy))
  }

  @Test func `log-likelihoods are those of a sum over all factor values`() throws {
    let process = try FactorImages(factors: 2, values: 3, flipProbability: 0.2)
    let images = process.sample(count: 10, stream: RandomStream(seed: 3)).images
    let found = process.logLikelihoods(of: images)
    for column in 0..<10 {
      var probability = 0.0
      for (a, b) in (0..<9).map({ ($0 / 3, $0 % 3) }) {
        var product = 1.0 / 9
        for (factor, value) in [a, b].enumerated() {
          let pattern = process.pattern(of: value)
          for pixel in 0..<16 {
            let isFlipped =
              images[process.place(of: pixel, factor: factor), column] != pattern[pixel]
            product *= isFlipped ? 0.2 : 0.8
          }
        }
        probability += product
      }
      #expect(abs(found[column] - log(probability)) < 1e-12)
    }
  }

  @Test func `clean patterns are read back`() throws {
    let process = try FactorImages(factors: 6, values: 16)
    let truth = (0..<16).map { column in (0..<6).map { (column * 5 + $0 * 3) % 16 } }
    var images = Matrix<Float>(rows: process.pixels, columns: 16)
    for column in 0..<16 {
      for factor in 0..<6 {
        let pattern = process.pattern(of: truth[column][factor])
        for pixel in 0..<16 {
          images[process.place(of: pixel, factor: factor), column] = pattern[pixel]
        }
      }
    }
    #expect(process.nearestFactors(of: images) == truth)
    #expect(process.nearestFactors(of: images.map { 0.25 + 0.5 * $0 }) == truth)
  }

  @Test func `values are uniform and pixels flip as often as asked`() throws {
    // N = 4000 images; each frequency within 4.89 standard errors, α = 1e-6 each.
    let process = try FactorImages(factors: 2, values: 3, flipProbability: 0.1)
    let (images, factors) = process.sample(count: 4000, stream: RandomStream(seed: 2))
    for factor in 0..<2 {
      for value in 0..<3 {
        #expect(isMean(factors.map { $0[factor] == value ? 1 : 0 }, near: 1 / 3))
      }
    }
    for pixel in [0, 7, 15] {
      let flips = factors.indices.map { column -> Double in
        let pattern = process.pattern(of: factors[column][1])
        return images[process.place(of: pixel, factor: 1), column] == pattern[pixel] ? 0 : 1
      }
      #expect(isMean(flips, near: 0.1))
    }
    #expect(process.sample(count: 10, stream: RandomStream(seed: 2)).images.columns == 10)
    #expect(process.sample(count: 0, stream: RandomStream(seed: 2)).images.columns == 0)
  }

  @Test(
    arguments: [
      (0, 4, 0.1, "factors"), (65, 4, 0.1, "factors"), (4, 1, 0.1, "values"),
      (4, 17, 0.1, "values"), (4, 4, 0, "flip"), (4, 4, 0.5, "flip"), (4, 4, -0.1, "flip"),
      (4, 4, .nan, "flip"),
    ] as [(Int, Int, Double, String)])
  func `numbers out of range are refused, from JSON too`(
    factors: Int, values: Int, noise: Double, name: String
  ) {
    expectOneLine(naming: name) {
      _ = try FactorImages(factors: factors, values: values, flipProbability: noise)
    }
    guard !noise.isNaN else { return }
    let json = #"{"factors":\#(factors),"values":\#(values),"flipProbability":\#(noise)}"#
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(FactorImages.self, from: Data(json.utf8))
    }
  }
}
