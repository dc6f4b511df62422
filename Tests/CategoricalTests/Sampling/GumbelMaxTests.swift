import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelMaxTests {
  @Test(arguments: 1...6, 0...3)
  func `small shapes agree with the naive argmax`(classes: Int, columns: Int) throws {
    for latents in 0...3 {
      var random = SplitMix(UInt64(classes * 100 + columns * 10 + latents))
      let logits: Matrix<Double> = random.matrix(latents * classes, columns)
      let noise: Matrix<Double> = random.matrix(latents * classes, columns)
      let expected = (logits + noise).runs(classes).map(Reference.oneHotArgmax)
      let sample = try sampleGumbelMax(logits, classes: classes, noise: noise)
      #expect(sample.shape == logits.shape)
      #expect(sample.doubles == expected.flatMap { $0 })
      let indices = try sampleGumbelMaxIndices(logits, classes: classes, noise: noise)
      #expect(indices == expected.map { $0.firstIndex(of: 1) })
      #expect(
        try argmaxOneHot(logits, classes: classes).doubles
          == logits.runs(classes).flatMap(Reference.oneHotArgmax))
      let floats = try sampleGumbelMax(
        logits.converted(to: Float.self), classes: classes, noise: noise.converted())
      #expect(floats.doubles == sample.doubles)
    }
  }

  @Test(arguments: [2, 3, 8, 17, 33, 64])
  func `of equal sums the lowest index wins`(classes: Int) throws {
    for first in 0..<classes {
      let logits = Matrix<Float>(rows: classes, columns: 1) { row, _ in row < first ? -1 : 2 }
      let zeros = Matrix<Float>(rows: classes, columns: 1)
      #expect(try sampleGumbelMaxIndices(logits, noise: zeros) == [first])
      let expected = Matrix<Float>(rows: classes, columns: 1) { row, _ in row == first ? 1 : 0 }
      #expect(try sampleGumbelMax(logits, noise: zeros) == expected)
      #expect(try argmaxOneHot(logits) == expected)
      #expect(try straightThrough(logits).output == expected)
      #expect(
        try gumbelSoftmax(logits, temperature: 1, hard: true, noise: zeros).output == expected)
      let doubles: Matrix<Double> = logits.converted()
      #expect(try argmaxOneHot(doubles) == expected.converted())
    }
  }

  @Test func `matrices without columns or rows are legal`() throws {
    let empty = Matrix<Float>(rows: 6, columns: 0)
    var stream = RandomStream(seed: 1)
    #expect(try sampleGumbelMax(empty, classes: 3, using: &stream) == empty)
    #expect(try sampleGumbelMaxIndices(empty, classes: 3, using: &stream) == [])
    #expect(try entropy(empty, classes: 3).shape == Shape(rows: 2, columns: 0))
    #expect(try logSumExp(empty, classes: 3).shape == Shape(rows: 2, columns: 0))
    let flat = Matrix<Float>(rows: 0, columns: 4)
    #expect(try softmax(flat) == flat)
    #expect(try klToUniform(flat, classes: 10) == flat)
    #expect(stream == RandomStream(seed: 1))
  }

  @Test func `samples in place and indices agree with one-hot samples`() throws {
    var random = SplitMix(3)
    let logits: Matrix<Float> = random.matrix(20, 5)
    let noise: Matrix<Float> = random.matrix(20, 5)
    var output: Matrix<Float> = random.matrix(20, 5)
    try sampleGumbelMax(logits, classes: 10, noise: noise, into: &output)
    #expect(output == (try sampleGumbelMax(logits, classes: 10, noise: noise)))
    var (one, two) = (RandomStream(seed: 4), RandomStream(seed: 4))
    let indices = try sampleGumbelMaxIndices(logits, classes: 10, using: &one)
    let sample = try sampleGumbelMax(logits, classes: 10, using: &two)
    #expect(indices == sample.runs(10).map { $0.firstIndex(of: 1) })
    #expect(one == two)
  }
}
