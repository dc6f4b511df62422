import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct LatentModelTests {
  /// The mean of the exact bound and of that of two samples.
  static func expectEvaluation<Model: EnumerableModel>(
    of model: Model, _ data: Observations<Double>
  ) throws {
    let count = 3000
    let states = model.jointStates(of: data, column: 0)
    let many = Observations(
      inputs: Matrix(stackingColumns: Array(repeating: data.inputs, count: count)),
      targets: Matrix(stackingColumns: Array(repeating: data.targets, count: count)))
    for (samples, expected) in [(1, states.bound()), (2, states.pairBound())] {
      let found = try model.evaluate(many, samples: samples, stream: RandomStream(seed: 5))
      // |z| ≤ 5: a false alarm in 1e6.
      #expect(abs(found.importanceWeightedBound - expected) <= 5 * found.standardError)
      #expect(found.usage.counts.reduce(0, +) == model.usageLayout.latents * count * samples)
      if samples == 1 {
        expectClose(found.evidenceLowerBound, found.importanceWeightedBound, within: 1e-12)
      }
    }
    // E[L_1] < E[L_2] by enumeration, not by chance.
    #expect(states.bound() < states.pairBound())
  }

  @Test(arguments: [1, 2]) func `evaluations are the enumerated bounds`(layers: Int) throws {
    try Self.expectEvaluation(
      of: try Tiny.autoencoder(layers: layers, code: .signed, prior: .learned, isCentered: true),
      Observations(Tiny.data(rows: 3, columns: 1)))
    try Self.expectEvaluation(of: try Tiny.predictor(layers: layers), Tiny.halves(columns: 1))
  }

  @Test func `evaluations do not depend on threads or blocks`() throws {
    let data = Observations(Tiny.data(rows: 4, columns: 1100))
    let model = try Tiny.classifier()
    let options = ObjectiveOptions(estimator: .gumbelSoftmax, temperature: 0.5)
    let stream = RandomStream(seed: 8)
    let serial = try BLASThreads.with(1) {
      try model.evaluate(data, samples: 3, relaxation: options, stream: stream)
    }
    let parallel = try ComputeThreads.with(3) {
      try model.evaluate(data, samples: 3, relaxation: options, stream: stream)
    }
    #expect(serial == parallel)
  }

  @Test func `cold relaxed samples are hard ones`() throws {
    let data = Tiny.halves(columns: 50)
    let model = try Tiny.predictor()
    let cold = try model.evaluate(
      data, samples: 4,
      relaxation: ObjectiveOptions(estimator: .gumbelSoftmax, temperature: 1e-5),
      stream: RandomStream(seed: 1))
    expectClose(try #require(cold.relaxedBound), cold.importanceWeightedBound, within: 1e-2)
    let autoencoder = try Tiny.autoencoder()
    let images = Observations(Tiny.data(rows: 3, columns: 50))
    let found = try autoencoder.evaluate(
      images, samples: 2,
      relaxation: ObjectiveOptions(estimator: .gumbelSoftmax, temperature: 1e-5),
      stream: RandomStream(seed: 1))
    expectClose(
      try #require(found.relaxedBound), found.reconstruction - found.divergence, within: 1e-2)
  }

  @Test(arguments: [2, 4])
  func `the divergence of relaxed densities is that of the distributions`(classes: Int) throws {
    let model = try Tiny.autoencoder(classes: classes, code: .signed, prior: .learned)
    let images = Tiny.data(rows: 3, columns: 3)
    let options = ObjectiveOptions(
      estimator: .gumbelSoftmax, temperature: 0.7, priorTemperature: 0.4,
      divergence: .relaxedDensities)
    let stream = RandomStream(seed: 31)
    let found = try model.step(Observations(images), options, seed: 31).terms.divergence
    // The layer's noise is that of the stream itself; a bit's logits are 0 and θ.
    func spread(_ output: Matrix<Double>) -> Matrix<Double> {
      classes > 2
        ? output
        : Matrix(rows: 4, columns: output.columns) { $0 % 2 == 0 ? 0 : output[$0 / 2, $1] }
    }
    let logits = spread(model.encoder(images))
    let prior = spread(
      Matrix(stackingColumns: Array(repeating: try #require(model.priorLogits), count: 3)))
    var generator = stream
    let noise: Matrix<Double> = gumbelNoise(rows: logits.rows, columns: 3, using: &generator)
    let q = try ExpConcrete(logits: logits, classes: classes, temperature: 0.7)
    let p = try ExpConcrete(logits: prior, classes: classes, temperature: 0.4)
    let expected = try RelaxedDivergence.relaxedDensities.value(
      posterior: q, prior: p, sample: q.sample(noise: noise))
    expectClose(found, expected.sum() / 3, within: 1e-12)
  }

  @Test func `the marginalized bound is the sum over the classes`() throws {
    let model = try Tiny.classifier()
    let images = Tiny.data(rows: 4, columns: 3)
    let options = ObjectiveOptions(estimator: .exact, temperature: 1)
    // Labelled samples take their style's noise from below substream 2, so that both see the same.
    let stream = RandomStream(seed: 9)
    var (moving, unused, states) = (model, model.zeroGradient, EstimatorStates<Double>())
    for column in 0..<3 {
      let image = Matrix(images[rows: 0..<4, columns: column..<column + 1])
      let found = try moving.accumulateGradient(
        of: Observations(image), options: options, estimators: &states,
        stream: stream.substream(2), into: &unused)
      let q = try softmax(model.classifier(image))
      var expected = 0.0
      for label in 0..<3 {
        let terms = try moving.accumulateGradient(
          of: Observations(image, labels: [label]), options: options, estimators: &states,
          stream: stream, into: &unused)
        expected += q[label, 0] * (try #require(terms.labelled).bound - log(q[label, 0]))
      }
      expectClose(found.bound, expected, within: 1e-12)
    }
  }

  @Test func `sampled classes are unbiased for the marginalized gradient`() throws {
    // The style's noise differs from step to step, so both are averaged over the same steps.
    let model = try Tiny.classifier()
    let batch = Observations(
      Matrix(stackingColumns: Array(repeating: Tiny.data(rows: 4, columns: 1), count: 200)))
    var differences: [Double] = []
    for seed in 0..<40 {
      let exact = try model.step(
        batch, ObjectiveOptions(estimator: .exact, temperature: 1), seed: UInt64(seed)
      ).gradient
      var sampled = try model.step(
        batch, ObjectiveOptions(estimator: .rloo, temperature: 1), seed: UInt64(seed)
      ).gradient
      sampled.add(exact, scaledBy: -1)
      var sum = 0.0
      for (place, parameter) in sampled.parameters.enumerated() {
        let signs = Matrix<Double>(
          rows: parameter.value.rows, columns: parameter.value.columns
        ) { ($0 + $1 + place).isMultiple(of: 2) ? 1 : -0.5 }
        sum += parameter.value.dot(signs)
      }
      differences.append(sum)
    }
    let mean = differences.reduce(0, +) / 40
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    // |t| ≤ 6.5 with 39 degrees of freedom: a false alarm in 1e7.
    #expect(abs(mean) <= 6.5 * (variance / 40).squareRoot())
  }

  @Test func `running means follow the data and are left alone by optimizers`() throws {
    var model = try Tiny.autoencoder(isCentered: true, hidden: [2])
    model.visitBuffers("") { _, mean in mean.setToZero() }
    let data = Tiny.data(rows: 3, columns: 8)
    let options = ObjectiveOptions(estimator: .straightThroughGumbel, temperature: 1)
    var (gradient, states) = (model.zeroGradient, EstimatorStates<Double>())
    var optimizer = AdamW(for: model, weightDecay: 0.5)
    for step in 1...2 {
      _ = try model.accumulateGradient(
        of: Observations(data), options: options, estimators: &states,
        stream: RandomStream(seed: 1), into: &gradient)
      let mean = data.means(of: .rows).matrix
      expectClose(model.centering[0].means[0], mean * (1 - pow(0.9, Double(step))), within: 1e-12)
      let before = model
      optimizer.update(&model, along: gradient, learningRate: 0.1)
      #expect(model.centering == before.centering && model.encoder != before.encoder)
    }
    var names: [String] = []
    model.visitBuffers("model") { name, _ in names.append(name) }
    #expect(names == ["model.centering.0.0.mean", "model.centering.0.1.mean"])
    #expect(!model.parameterNames.contains { $0.hasPrefix("centering") })
  }

  @Test func `Float follows Double`() throws {
    let configuration = try CategoricalVAEConfiguration(
      features: 5, latents: 3, classes: 2, hidden: [4], code: .signed, stochasticLayers: 2,
      prior: .learned, isCentered: true)
    var stream = RandomStream(seed: 2)
    var single = CategoricalVAE<Float>(configuration, using: &stream)
    var double = CategoricalVAE<Double>(configuration, using: &stream)
    let parameters = single.parameters
    double.visit("") { name, parameter in
      for (other, value) in parameters where other == name { parameter = value.map { Double($0) } }
    }
    let images = Tiny.data(rows: 5, columns: 3)
    let few = Observations(Matrix<Float>(converting: images))
    // Both draw from the words of one stream; values at equal noise are compared where none is needed.
    let options = ObjectiveOptions(estimator: .straightThroughArgmax, temperature: 1)
    var (a, b) = (single.zeroGradient, double.zeroGradient)
    var (c, d) = (EstimatorStates<Float>(), EstimatorStates<Double>())
    let first = try single.accumulateGradient(
      of: few, options: options, estimators: &c, stream: stream, into: &a)
    let second = try double.accumulateGradient(
      of: Observations(images), options: options, estimators: &d, stream: stream, into: &b)
    expectClose(first.bound, second.bound, within: 1e-5)
    for ((name, found), (_, expected)) in zip(a.parameters, b.parameters) {
      expectClose(found, expected, within: 1e-5, name)
    }
  }
}
