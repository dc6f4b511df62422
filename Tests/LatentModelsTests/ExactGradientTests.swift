import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

/// Gradients against central differences of objectives that are deterministic: enumerated ones, and
/// relaxed ones with the noise held still.
@Suite struct ExactGradientTests {
  /// The autoencoders of one layer that differ in what an encoder gives and a decoder reads.
  static let autoencoders: [(classes: Int, code: CodeKind, prior: CodePrior, isCentered: Bool)] = [
    (3, .oneHot, .uniform, false), (3, .oneHot, .learned, true), (2, .binary, .learned, false),
    (2, .signed, .uniform, true), (4, .signed, .learned, false),
  ]

  @Test(arguments: autoencoders, [RelaxedDivergence.discrete, .relaxedMass])
  func `enumeration gives the gradient of the exact bound`(
    example: (classes: Int, code: CodeKind, prior: CodePrior, isCentered: Bool),
    divergence: RelaxedDivergence
  ) throws {
    let model = try Tiny.autoencoder(
      classes: example.classes, code: example.code, prior: example.prior,
      isCentered: example.isCentered, hidden: [2])
    let data = Observations(Tiny.data(rows: 3, columns: 2))
    let options = ObjectiveOptions(
      estimator: .exact, temperature: 1, divergenceWeight: 0.7, divergence: divergence)
    let (gradient, terms) = try model.step(data, options)
    expectClose(terms.bound, model.exactBound(data), within: 1e-12)
    expectGradient(of: { -$0.exactBound(data, weight: 0.7) }, at: model, is: gradient)
  }

  @Test func `enumeration gives the gradient of a predictor of one layer`() throws {
    let model = try Tiny.predictor(layers: 1)
    let data = Tiny.halves(columns: 2)
    let (gradient, terms) = try model.step(
      data, ObjectiveOptions(estimator: .exact, temperature: 1))
    expectClose(terms.bound, model.exactBound(data), within: 1e-12)
    expectGradient(of: { -$0.exactBound(data) }, at: model, is: gradient)
  }

  /// With relaxed samples and fixed noise, the objective is a smooth function of the parameters.
  static func expectPathwise<Model: LatentModel<Double>>(
    _ model: Model, _ data: Observations<Double>, _ options: ObjectiveOptions
  ) throws {
    let gradient = try model.step(data, options).gradient
    expectGradient(
      of: { moved in
        guard let terms = try? moved.step(data, options).terms else { return .nan }
        if options.samples > 1 { return -terms.bound }
        return -terms.reconstruction + options.divergenceWeight * terms.divergence
      }, at: model, is: gradient, within: 3e-7)
  }

  @Test(arguments: [1, 2], RelaxedDivergence.allCases)
  func `relaxed bounds of autoencoders have their gradients`(
    layers: Int, divergence: RelaxedDivergence
  ) throws {
    for (code, prior, isCentered) in [
      (CodeKind.oneHot, CodePrior.uniform, false), (.signed, .learned, true),
    ] {
      let model = try Tiny.autoencoder(
        layers: layers, code: code, prior: prior, isCentered: isCentered, hidden: [2])
      let data = Observations(Tiny.data(rows: 3, columns: 2))
      try Self.expectPathwise(
        model, data,
        ObjectiveOptions(
          estimator: .gumbelSoftmax, temperature: 0.7, priorTemperature: 0.5,
          divergenceWeight: 0.6, divergence: divergence))
      guard divergence != .discrete else { continue }
      try Self.expectPathwise(
        model, data,
        ObjectiveOptions(
          estimator: .gumbelSoftmax, temperature: 0.7, divergence: divergence, samples: 3))
    }
  }

  @Test(arguments: [1, 2, 3], [1, 4])
  func `relaxed predictions have their gradients`(layers: Int, samples: Int) throws {
    try Self.expectPathwise(
      try Tiny.predictor(layers: layers), Tiny.halves(columns: 2),
      ObjectiveOptions(estimator: .gumbelSoftmax, temperature: 0.6, samples: samples))
  }

  @Test(arguments: [(RelaxedDivergence.discrete, 1), (.relaxedMass, 1), (.relaxedMass, 3)])
  func `relaxed and labelled terms of a classifier have their gradients`(
    divergence: RelaxedDivergence, samples: Int
  ) throws {
    let model = try Tiny.classifier()
    let options = ObjectiveOptions(
      estimator: .gumbelSoftmax, temperature: 0.8, divergence: divergence, samples: samples,
      classifierWeight: 0.4)
    let data = Observations(Tiny.data(rows: 4, columns: 5), labels: [nil, 2, nil, nil, 0])
    let gradient = try model.step(data, options).gradient
    expectGradient(
      of: { moved in
        guard let terms = try? moved.step(data, options).terms, let labelled = terms.labelled else {
          return .nan
        }
        return -(3 * terms.bound + 2 * labelled.bound) / 5 + 0.4 * labelled.classifierLoss
      }, at: model, is: gradient)
  }

  @Test func `a weight of the style multiplies its divergence alone`() throws {
    let model = try Tiny.classifier()
    func gradient(style: Double, all: Double) throws -> SemiSupervisedVAE<Double> {
      var options = ObjectiveOptions(
        estimator: .gumbelSoftmax, temperature: 0.8, divergenceWeight: all,
        divergence: .relaxedMass)
      options.styleWeight = style
      return try model.step(Observations(Tiny.data(rows: 4, columns: 5)), options).gradient
    }
    func difference(
      _ a: SemiSupervisedVAE<Double>, _ b: SemiSupervisedVAE<Double>, scale: Double = 1
    ) -> SemiSupervisedVAE<Double> {
      var result = a
      result.add(b, scaledBy: -scale)
      return result
    }
    // The objective R - w D_y - w s D_z is linear in s.
    let plain = try gradient(style: 1, all: 1)
    let (twice, fourfold) = try (gradient(style: 2, all: 1), gradient(style: 4, all: 1))
    let slope = difference(twice, plain)
    #expect(slope.norm > 1e-3)
    #expect(difference(difference(fourfold, plain), slope, scale: 3).norm < 1e-12)
    // At w = 2 the divergence of the class counts twice as well, which the classifier alone sees.
    let rest = difference(try gradient(style: 1, all: 2), twice)
    #expect(rest.encoder.norm < 1e-12 && rest.decoder.norm < 1e-12)
    #expect(rest.classifier.norm > 1e-3)
  }

  @Test func `several samples with a weight of the style have their gradient`() throws {
    var options = ObjectiveOptions(
      estimator: .gumbelSoftmax, temperature: 0.8, divergence: .relaxedMass, samples: 3,
      classifierWeight: 0.4)
    options.styleWeight = 2.5
    let model = try Tiny.classifier()
    let data = Observations(Tiny.data(rows: 4, columns: 5), labels: [nil, 2, nil, nil, 0])
    expectGradient(
      of: { moved in
        guard let terms = try? moved.step(data, options).terms, let labelled = terms.labelled else {
          return .nan
        }
        return -(3 * terms.bound + 2 * labelled.bound) / 5 + 0.4 * labelled.classifierLoss
      }, at: model, is: try model.step(data, options).gradient)
  }

  /// The mean over many conditional draws is nearer to the limit of all than that over one.
  @Test func `more conditional draws come closer to their mean`() throws {
    let model = try Tiny.autoencoder(classes: 3, hidden: [2])
    let data = Observations(Tiny.data(rows: 3, columns: 40))
    func gradient(_ draws: Int) throws -> CategoricalVAE<Double> {
      // The sample is drawn first, from the same numbers whatever the draws are.
      try model.step(
        data,
        ObjectiveOptions(estimator: .gumbelRao, temperature: 0.3, conditionalDraws: draws)
      ).gradient
    }
    let limit = try gradient(3000)
    let distances = try [1, 10, 100].map { draws in
      var distance = try gradient(draws)
      distance.add(limit, scaledBy: -1)
      return distance.norm
    }
    // Each is about a third of the one before.
    #expect(distances[1] < 0.7 * distances[0] && distances[2] < 0.7 * distances[1])
  }

  @Test func `the fused pass and the general one agree`() throws {
    // A learned prior whose logits are zero is uniform, and takes the general pass.
    var general = try Tiny.autoencoder(prior: .learned, hidden: [2])
    var plain = try Tiny.autoencoder(hidden: [2])
    let parameters = general.parameters
    plain.visit("") { name, parameter in
      for (other, value) in parameters where other == name { parameter = value }
    }
    general.priorLogits?.setToZero()
    let data = Observations(Tiny.data(rows: 3, columns: 4))
    for estimator in EstimatorName.allCases where estimator.pathwise != nil {
      let options = ObjectiveOptions(
        estimator: estimator, temperature: 0.9, divergenceWeight: 0.5)
      let (a, terms) = try plain.step(data, options)
      let (b, others) = try general.step(data, options)
      expectClose(terms.bound, others.bound, within: 1e-12)
      #expect(terms.usage == others.usage)
      for (name, value) in a.parameters {
        for (other, found) in b.parameters where other == name {
          expectClose(found, value, within: 1e-12, "\(estimator) \(name)")
        }
      }
    }
  }
}
