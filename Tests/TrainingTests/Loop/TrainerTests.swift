import Categorical
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import RandomStreams
import Testing
import Training

@Suite struct TrainerTests {
  @Test func `equal seeds give equal bits, other seeds do not`() throws {
    var (first, again) = (try Fixture.trainer(), try Fixture.trainer())
    var other = try Fixture.trainer(seed: 6)
    let records = try first.take(60)
    #expect(records.count == 2)
    #expect(try again.take(60) == records)
    #expect(again.parameters == first.parameters)
    #expect(try other.take(60) != records)
  }

  @Test func `any number of threads gives the same bits`() throws {
    // 784 × 100 × 200 multiplications: large enough for products to be cut over threads.
    let images = Matrix<Float>(rows: 784, columns: 150) { row, column in
      (row * 31 + column * 17) % 7 < 3 ? 1 : 0
    }
    let dataset = Dataset(name: "wide", training: images, test: images, height: 28, width: 28)
    let configuration = RunConfiguration(
      data: .numpy("wide.npy"), imageHeight: 28, binarization: .dynamic,
      model: .autoencoder(
        try CategoricalVAEConfiguration(features: 784, latents: 20, classes: 10)),
      estimator: .straightThroughGumbel, temperature: .constant(0.8),
      learningRate: .constant(1e-3), divergenceWeight: .constant(1), gradientNormLimit: 100,
      batchSize: 100, steps: 3, metricsInterval: 1, seed: 1)
    let results = try [1, 2, 3].map { count in
      try ComputeThreads.with(count) {
        var trainer = try Trainer(configuration, dataset: dataset)
        return (try trainer.take(3), trainer.parameters)
      }
    }
    for result in results.dropFirst() {
      #expect(result.0 == results[0].0)
      #expect(result.1 == results[0].1)
    }
  }

  @Test func `a record averages the steps since the one before`() throws {
    let dataset = try Fixture.dataset()
    var fine = try Trainer(
      Fixture.configuration(dataset, metricsInterval: 1), dataset: dataset)
    var coarse = try Trainer(
      Fixture.configuration(dataset, metricsInterval: 30), dataset: dataset)
    let steps = try fine.take(60)
    let windows = try coarse.take(60)
    #expect(steps.map(\.step) == Array(1...60))
    #expect(windows.map(\.step) == [30, 60])
    for (index, window) in windows.enumerated() {
      let part = steps[30 * index..<30 * (index + 1)]
      func mean(_ value: (MetricsRecord) -> Double) -> Double {
        part.map(value).reduce(0, +) / 30
      }
      #expect(abs(window.bound - mean(\.bound)) < 1e-9)
      #expect(abs(window.reconstruction - mean(\.reconstruction)) < 1e-9)
      #expect(abs(window.divergence - mean(\.divergence)) < 1e-9)
      // Usage is counted over the window: it cannot be less than that of a step.
      #expect(window.usage >= part.map(\.usage).max() ?? 1)
      #expect(1...3 ~= window.perplexity)
      let last = try #require(part.last)
      #expect(window.temperature == last.temperature)
      #expect(window.learningRate == last.learningRate)
      #expect(window.divergenceWeight == last.divergenceWeight)
      #expect(window.gradientNorm == last.gradientNorm)
      #expect(window.epoch == Double(window.step) / 10)
    }
  }

  @Test func `training raises the bound`() throws {
    let dataset = try Fixture.dataset()
    var trainer = try Trainer(
      Fixture.configuration(dataset, learningRate: 0.03, metricsInterval: 100), dataset: dataset)
    let records = try trainer.take(400)
    // From the bound of independent pixels, 32 log 2 = 22.2 nats, most of the way to the entropy.
    #expect(records[0].bound < records[3].bound - 1)
    #expect(records[3].bound > -16)
  }

  @Test func `a run that diverges says so and stays at its last step`() throws {
    let dataset = try Fixture.dataset()
    var trainer = try Trainer(
      Fixture.configuration(dataset, learningRate: 3e38), dataset: dataset)
    var done = 0
    let text = expectOneLine(naming: "diverged", "learning rate") {
      while done < 1000 {
        _ = try trainer.step()
        done += 1
      }
    }
    #expect(trainer.stepsDone == done)
    #expect(text.contains("step \(done + 1)"))
  }

  @Test func `clipping keeps a run alive and shows the norm before it`() throws {
    let dataset = try Fixture.dataset()
    var free = try Trainer(
      Fixture.configuration(dataset, metricsInterval: 1), dataset: dataset)
    var clipped = try Trainer(
      Fixture.configuration(dataset, metricsInterval: 1, clip: 1e-3), dataset: dataset)
    let (a, b) = (try free.take(1), try clipped.take(1))
    #expect(a[0].gradientNorm > 1e-3)
    #expect(abs(a[0].gradientNorm - b[0].gradientNorm) < 1e-5 * a[0].gradientNorm)
  }

  @Test func `a configuration that does not fit the data is refused`() throws {
    let dataset = try Fixture.dataset()
    func expectRefusal(_ name: String, _ change: (inout RunConfiguration) -> Void) throws {
      var configuration = try Fixture.configuration(dataset)
      change(&configuration)
      expectOneLine(naming: name) { _ = try Trainer(configuration, dataset: dataset) }
    }
    try expectRefusal("--batch-size") { $0.batchSize = 0 }
    try expectRefusal("--batch-size") { $0.batchSize = 211 }
    try expectRefusal("--steps") { $0.steps = -1 }
    try expectRefusal("--temperature") { $0.temperature = .constant(0) }
    try expectRefusal("--clip-norm") { $0.gradientNormLimit = 0 }
    try expectRefusal("--clip-norm") { $0.gradientNormLimit = .nan }
    try expectRefusal("metrics interval") { $0.metricsInterval = 0 }
    try expectRefusal("image height") { $0.imageHeight = 5 }
    try expectRefusal("version") { $0.version = 3 }
    let wide = try CategoricalVAEConfiguration(features: 64, latents: 1, classes: 2)
    try expectRefusal("32 features") { $0.model = .autoencoder(wide) }
  }
}
