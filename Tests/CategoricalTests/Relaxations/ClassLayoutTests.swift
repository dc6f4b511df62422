import Categorical
import LinearAlgebra
import RandomStreams
import Testing

struct ClassLayoutTests {
  @Test func `each layout finds its classes`() {
    let matrix: Matrix<Double> = [
      [1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16],
    ]
    #expect(ClassLayout.columns(classes: 2).gather(matrix)[1, 1] == 13)
    #expect(
      ClassLayout.rows(classes: 2).gather(matrix)
        == [[1, 5, 9, 13, 3, 7, 11, 15], [2, 6, 10, 14, 4, 8, 12, 16]])
    #expect(
      ClassLayout.interleaved(classes: 2).gather(matrix)
        == [[1, 5, 2, 6, 3, 7, 4, 8], [9, 13, 10, 14, 11, 15, 12, 16]])
  }

  @Test(arguments: 1...3, 0...3)
  func `scattering is the inverse of gathering`(classes: Int, count: Int) {
    var random = SplitMix(1)
    let matrix: Matrix<Float> = random.matrix(classes * count, classes * 2)
    for layout in [
      ClassLayout.columns(classes: classes), .rows(classes: classes),
      .interleaved(classes: classes),
    ] {
      #expect(layout.scatter(layout.gather(matrix), shape: matrix.shape) == matrix)
      #expect(layout.classes == classes)
    }
  }

  @Test func `samples in any layout are those of the gathered logits`() throws {
    var random = SplitMix(2)
    let logits: Matrix<Double> = random.matrix(4, 6)
    let noise: Matrix<Double> = random.matrix(4, 6)
    let cotangent: Matrix<Double> = random.matrix(4, 6)
    for layout in [ClassLayout.rows(classes: 3), .interleaved(classes: 2), .columns(classes: 4)] {
      let sample = try gumbelSoftmax(
        logits, layout: layout, temperature: 0.7, hard: true, noise: noise)
      let gathered = try gumbelSoftmax(
        layout.gather(logits), temperature: 0.7, hard: true, noise: layout.gather(noise))
      #expect(layout.gather(sample.relaxed) == gathered.relaxed)
      #expect(layout.gather(sample.output) == gathered.output)
      #expect(sample.output.doubles.reduce(0, +) == Double(24 / layout.classes))
      try expectPullback(
        gumbelSoftmaxPullback(
          cotangent, relaxed: sample.relaxed, layout: layout, temperature: 0.7),
        of: {
          try gumbelSoftmax($0, layout: layout, temperature: 0.7, noise: noise).output
        }, at: logits, cotangent: cotangent)
    }
    var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let fresh: Matrix<Double> = gumbelNoise(rows: 4, columns: 6, using: &b)
    #expect(
      try gumbelSoftmax(logits, layout: .rows(classes: 3), temperature: 1, using: &a)
        == gumbelSoftmax(logits, layout: .rows(classes: 3), temperature: 1, noise: fresh))
    let same = try gumbelSoftmax(
      logits, layout: .columns(classes: 4), temperature: 0.7, noise: noise)
    #expect(same == (try gumbelSoftmax(logits, classes: 4, temperature: 0.7, noise: noise)))
  }

  @Test func `layouts that do not fit trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = ClassLayout.rows(classes: 3).gather(Matrix<Float>(rows: 3, columns: 4))
    }
  }
}
