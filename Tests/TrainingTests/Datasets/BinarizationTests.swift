import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import Testing
import Training

@Suite struct BinarizationTests {
  /// Samples whose features have the probabilities 0, 0.2, 0.7 and 1.
  static let probabilities: [Float] = [0, 0.2, 0.7, 1]
  static func grey() -> Dataset {
    let samples = Matrix<Float>(rows: 4, columns: 4000) { row, _ in probabilities[row] }
    return Dataset(name: "grey", training: samples, test: samples, height: 2, width: 2)
  }

  @Test(arguments: [1, 2])
  func `pixels of a batch are those of its gathered samples`(threads: Int) {
    let grey = Matrix<Float>(rows: 50, columns: 60) { row, column in
      Float((7 * row + 3 * column) % 11) / 10
    }
    let indices = (0..<37).map { 23 * $0 % 60 }[...]
    var stream = RandomStream(seed: 5)
    stream.advance(by: 3)
    var gathered = Matrix<Float>(rows: 50, columns: 37)
    gathered.gatherColumns(indices, of: grey)
    for (column, index) in indices.enumerated() {
      for row in 0..<50 { #expect(gathered[row, column] == grey[row, index]) }
    }
    var expected = gathered
    expected.drawBernoulli(probabilities: gathered, stream: stream)
    var drawn = gathered
    ComputeThreads.with(threads) { drawn.drawColumns(indices, of: grey, stream: stream) }
    #expect(drawn == expected)
  }

  @Test func `static pixels are drawn with the grey values as probabilities`() {
    // N = 4000 for each feature, α = 1e-6; a probability off by 0.04 would be seen.
    let drawn = Self.grey().binarized(.static, seed: 4)
    for samples in [drawn.training, drawn.test] {
      for row in 0..<4 {
        let values = (0..<4000).map { Double(samples[row, $0]) }
        #expect(values.allSatisfy { $0 == 0 || $0 == 1 })
        #expect(isMean(values, near: Double(Self.probabilities[row])))
      }
    }
    #expect(drawn.training != drawn.test)
    #expect(drawn.training == Self.grey().binarized(.static, seed: 4).training)
    #expect(drawn.training != Self.grey().binarized(.static, seed: 5).training)
  }

  @Test func `test samples are the same for both ways of drawing`() {
    let fixed = Self.grey().binarized(.static, seed: 4)
    let dynamic = Self.grey().binarized(.dynamic, seed: 4)
    #expect(fixed.test == dynamic.test)
    #expect(dynamic.training == Self.grey().training)
  }

  @Test func `without binarization nothing changes`() {
    let untouched = Self.grey().binarized(.none, seed: 4)
    #expect(untouched.training == Self.grey().training && untouched.test == Self.grey().test)
  }

  @Test func `a threshold sets pixels above one half and draws nothing`() throws {
    let grey = Matrix<Float>(rows: 4, columns: 3) { [0, 0.5, 0.500_001, 1][$0] + 0 * Float($1) }
    var dataset = Dataset(name: "grey", training: grey, test: grey, height: 2, width: 2)
    dataset = try dataset.holdingOut(1).binarized(.threshold, seed: 4)
    for samples in [dataset.training, dataset.validation, dataset.test] {
      #expect(samples.columns > 0)
      for column in 0..<samples.columns {
        #expect((0..<4).map { samples[$0, column] } == [0, 0, 1, 1])
      }
    }
  }

  @Test func `toy data are binary and stay as they are`() throws {
    for way in Binarization.allCases {
      #expect(try Fixture.dataset().binarized(way, seed: 4).training == Fixture.dataset().training)
    }
  }

  @Test(arguments: [Binarization.static, .dynamic])
  func `dynamic pixels change from step to step, static ones do not`(way: Binarization) throws {
    // One sample, no learning: the divergence of the code depends on the pixels alone.
    let sample = Matrix<Float>(rows: 36, columns: 1, repeating: 0.5)
    let dataset = Dataset(name: "one", training: sample, test: sample, height: 6, width: 6)
      .binarized(way, seed: 1)
    let configuration = RunConfiguration(
      data: .numpy("one.npy"), imageHeight: 6, binarization: way,
      model: .autoencoder(
        try CategoricalVAEConfiguration(features: 36, latents: 2, classes: 3)),
      estimator: .gumbelSoftmax, temperature: .constant(1), learningRate: .constant(0),
      divergenceWeight: .constant(1), batchSize: 1, steps: 20, metricsInterval: 1, seed: 1)
    var trainer = try Trainer(configuration, dataset: dataset)
    let seen = Set(try trainer.take(20).map(\.divergence))
    #expect(seen.count == (way == .static ? 1 : 20))
  }
}
