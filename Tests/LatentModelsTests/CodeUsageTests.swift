import Foundation
import LatentModels
import LinearAlgebra
import TestSupport
import Testing

@Suite struct CodeUsageTests {
  @Test func `perplexity of uniform use is the number of classes, of constant use one`() {
    var usage = CodeUsage(latents: 2, classes: 4)
    usage.add(
      Matrix<Double>(rows: 8, columns: 8) { row, column in
        row == column % 4 || row == 4 ? 1 : 0
      })
    #expect(usage.counts == [2, 2, 2, 2, 8, 0, 0, 0])
    expectClose(usage.perplexities[0], 4, within: 1e-14)
    expectClose(usage.perplexities[1], 1, within: 1e-14)
    expectClose(usage.meanPerplexity, 2.5, within: 1e-14)
    #expect(usage.usedFraction == 5.0 / 8)
    #expect(usage.frequencies(of: 0) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func `relaxed codes count their largest class, ties the lowest`() {
    var usage = CodeUsage(latents: 1, classes: 3)
    let codes: Matrix<Float> = [[0.2, 0.4], [0.5, 0.4], [0.3, 0.2]]
    usage.add(codes)
    #expect(usage.counts == [1, 1, 0])
  }

  @Test(arguments: [1, 2, 3, 17])
  func `counts are those of the largest entries, whatever the number of classes`(classes: Int) {
    let codes: Matrix<Float> = randomMatrix(5 * classes, 40, seed: 3).map { ($0 * 4).rounded() }
    var usage = CodeUsage(latents: 5, classes: classes)
    usage.add(codes)
    var expected = [Int](repeating: 0, count: 5 * classes)
    for column in 0..<40 {
      for latent in 0..<5 {
        let values = (0..<classes).map { codes[latent * classes + $0, column] }
        let best = values.max().flatMap { values.firstIndex(of: $0) } ?? 0
        expected[latent * classes + best] += 1
      }
    }
    #expect(usage.counts == expected)
  }

  @Test func `usages add up and start at nothing`() {
    var usage = CodeUsage(counts: [1, 2, 3, 4], classes: 2)
    usage.add(CodeUsage(counts: [1, 0, 0, 1], classes: 2))
    #expect(usage.counts == [2, 2, 3, 5])
    #expect(CodeUsage(latents: 2, classes: 3).meanPerplexity == 1)
    #expect(CodeUsage(latents: 0, classes: 3).usedFraction == 0)
  }

  @Test func `mutual information of copies, of independent and of half-known variables`() {
    let a = [0, 0, 1, 1, 2, 2, 3, 3]
    let coin = [0, 1, 0, 1, 0, 1, 0, 1]
    let half = a.map { $0 / 2 }
    expectClose(mutualInformation(a, a), log(4.0), within: 1e-14)
    expectClose(mutualInformation(a, coin), 0, within: 1e-14)
    expectClose(mutualInformation(a, half), log(2.0), within: 1e-14)
    expectClose(mutualInformation(half, a), log(2.0), within: 1e-14)
    expectClose(entropy(ofObserved: coin), log(2.0), within: 1e-14)
    #expect(mutualInformation([], []) == 0)
    #expect(mutualInformation([3, 3], [0, 1]) == 0)
  }
}
