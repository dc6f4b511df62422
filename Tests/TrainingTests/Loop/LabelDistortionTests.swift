import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import Testing
import Training

@Suite struct LabelDistortionTests {
  /// A bar on black.
  private static let samples = Matrix<Float>(rows: 144, columns: 3) { row, _ in
    (4..<8).contains(row / 12) && (3..<10).contains(row % 12) ? 1 : 0
  }

  /// A batch of two labelled and two other samples as it is shown in a step.
  private func batch(
    at step: Int, _ binarization: Binarization, strength: Double = 1
  ) throws -> Matrix<Float> {
    let dataset = Dataset(
      name: "bar", training: Self.samples, test: Self.samples, height: 12, width: 12)
    var configuration = RunConfiguration(
      data: .numpy("bar.npy"), imageHeight: 12, binarization: binarization,
      model: .semiSupervised(
        try SemiSupervisedVAEConfiguration(features: 144, classes: 2, styles: 1, hidden: [4])),
      estimator: .gumbelSoftmax, temperature: .constant(1), learningRate: .constant(0),
      divergenceWeight: .constant(1), batchSize: 2, steps: 12, metricsInterval: 1, seed: 1)
    configuration.labels = LabelPlan(samples: 2, batchSize: 2, distortion: strength)
    var batch = Matrix<Float>(rows: 144, columns: 4, repeating: 7)
    LabelDistortion(configuration, dataset: dataset)?
      .overwrite(&batch, withSamples: [2, 0], of: Self.samples, at: step)
    return batch
  }

  private func column(_ batch: Matrix<Float>, _ column: Int) -> [Float] {
    (0..<batch.rows).map { batch[$0, column] }
  }

  @Test(arguments: Binarization.allCases)
  func `labelled columns are distorted anew in each step, others are untouched`(
    binarization: Binarization
  ) throws {
    let (first, again, next) = try (
      batch(at: 3, binarization), batch(at: 3, binarization), batch(at: 4, binarization)
    )
    #expect(first == again && first != next)
    #expect(column(first, 0) != column(first, 1), "two images share one map")
    for labelled in 0..<2 {
      let pixels = column(first, labelled)
      #expect(pixels != column(Self.samples, 0))
      #expect(pixels.allSatisfy { 0...1 ~= $0 })
      #expect(pixels.allSatisfy { $0 == 0 || $0 == 1 } == (binarization != .none))
      // Some 28 pixels of a bar of 28, by scales of 0.81 to 1.21.
      #expect(15...45 ~= pixels.reduce(0, +))
    }
    for other in 2..<4 { #expect(column(first, other).allSatisfy { $0 == 7 }) }
  }

  @Test func `without strength nothing is touched`() throws {
    #expect(try batch(at: 3, .dynamic, strength: 0) == Matrix(rows: 144, columns: 4, repeating: 7))
  }
}
