import Categorical
import Foundation
import LinearAlgebra

/// One case: inputs and our results, column by column.
struct ComparisonCase: Encodable {
  var kind: String
  var scalar: String
  var classes: Int
  var tolerance: Double
  var hard = false
  var temperature = 1.0
  var inputs: [String: [Double]]
  var results: [String: [Double]]

  func encode(to encoder: any Encoder) throws {
    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(_ name: String) { stringValue = name }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(kind, forKey: Key("kind"))
    try container.encode(scalar, forKey: Key("scalar"))
    try container.encode(classes, forKey: Key("classes"))
    try container.encode(tolerance, forKey: Key("tolerance"))
    try container.encode(hard, forKey: Key("hard"))
    try container.encode(temperature, forKey: Key("temperature"))
    for (name, values) in inputs { try container.encode(values, forKey: Key(name)) }
    try container.encode(results, forKey: Key("results"))
  }
}

/// Random cases of every kind in one scalar.
struct ComparisonCases<Scalar: RealScalar> {
  let tolerance: Double
  var cases: [ComparisonCase] = []

  init(tolerance: Double) { self.tolerance = tolerance }

  mutating func sweep(seeds: Range<UInt64>) throws {
    for seed in seeds {
      var random = SplitMix(seed)
      let classes = Int.random(in: 2...9, using: &random)
      let rows = classes * Int.random(in: 1...3, using: &random)
      let columns = Int.random(in: 1...5, using: &random)
      let temperature = Scalar([0.3, 0.5, 0.7, 1, 2.5].randomElement(using: &random) ?? 1)
      try relaxed(&random, classes, rows, columns, temperature, masked: seed % 3 == 0)
      try densities(&random, classes, rows, columns, temperature)
      try discrete(&random, classes, rows, columns)
      try binary(&random, rows, columns, temperature)
      try gumbel(&random, rows, columns)
    }
  }

  private mutating func add(
    _ kind: String, _ classes: Int, hard: Bool = false, temperature: Scalar = 1,
    _ inputs: [String: Matrix<Scalar>], _ results: [String: Matrix<Scalar>]
  ) {
    cases.append(
      ComparisonCase(
        kind: kind, scalar: "\(Scalar.self)", classes: classes, tolerance: tolerance, hard: hard,
        temperature: Double(temperature), inputs: inputs.mapValues(\.doubles),
        results: results.mapValues(\.doubles)))
  }

  private mutating func relaxed(
    _ random: inout SplitMix, _ classes: Int, _ rows: Int, _ columns: Int, _ temperature: Scalar,
    masked: Bool
  ) throws {
    var logits: Matrix<Scalar> = random.matrix(rows, columns)
    if masked {  // one class of each categorical, another one each time
      for i in 0..<logits.count where i % (classes + 1) == 0 {
        logits[i % rows, i / rows] = -.infinity
      }
    }
    let noise: Matrix<Scalar> = gumbelNoise(rows: rows, columns: columns, using: &random)
    let cotangent: Matrix<Scalar> = random.matrix(rows, columns)
    let inputs = ["logits": logits, "noise": noise, "cotangent": cotangent]
    for hard in [false, true] {
      let sample = try gumbelSoftmax(
        logits, classes: classes, temperature: temperature, hard: hard, noise: noise)
      let gradient = gumbelSoftmaxPullback(
        cotangent, relaxed: sample.relaxed, classes: classes, temperature: temperature)
      add(
        "gumbelSoftmax", classes, hard: hard, temperature: temperature, inputs,
        ["output": sample.output, "logits": gradient])
    }
    guard !masked else { return }  // by autograd, masked temperatures have the gradient NaN
    let temperatures: Matrix<Scalar> = random.matrix(rows / classes, columns, in: 0.3...3)
    let sample = try gumbelSoftmax(
      logits, classes: classes, temperatures: temperatures, noise: noise)
    let pulled = gumbelSoftmaxPullback(
      cotangent, relaxed: sample.relaxed, classes: classes, temperatures: temperatures)
    add(
      "ownTemperatures", classes, inputs.merging(["temperatures": temperatures]) { $1 },
      ["output": sample.output, "logits": pulled.logits, "temperatures": pulled.temperatures])
  }

  private mutating func densities(
    _ random: inout SplitMix, _ classes: Int, _ rows: Int, _ columns: Int, _ temperature: Scalar
  ) throws {
    let logits: Matrix<Scalar> = random.matrix(rows, columns)
    let x = try softmax(random.matrix(rows, columns) as Matrix<Scalar>, classes: classes)
    let y = x.map { Scalar(log(Double($0))) }
    let cotangent: Matrix<Scalar> = random.matrix(rows / classes, columns)
    let concrete = try Concrete(logits: logits, classes: classes, temperature: temperature)
    let a = concrete.logProbabilityPullback(cotangent, value: x)
    add(
      "concrete", classes, temperature: temperature,
      ["logits": logits, "value": x, "cotangent": cotangent],
      [
        "logProbability": try concrete.logProbability(of: x), "logits": a.logits,
        "value": a.value, "temperature": a.temperatures,
      ])
    let b = concrete.logarithmic.logProbabilityPullback(cotangent, value: y)
    add(
      "expConcrete", classes, temperature: temperature,
      ["logits": logits, "value": y, "cotangent": cotangent],
      [
        "logProbability": try concrete.logarithmic.logProbability(of: y), "logits": b.logits,
        "value": b.value, "temperature": b.temperatures,
      ])
  }

  private mutating func discrete(
    _ random: inout SplitMix, _ classes: Int, _ rows: Int, _ columns: Int
  ) throws {
    let (logits, others): (Matrix<Scalar>, Matrix<Scalar>) = (
      random.matrix(rows, columns), random.matrix(rows, columns)
    )
    let cotangent: Matrix<Scalar> = random.matrix(rows / classes, columns)
    let value = try sampleGumbelMax(logits, classes: classes, using: &random)
    let q = try OneHotCategorical(logits: logits, classes: classes)
    let p = try OneHotCategorical(logits: others, classes: classes)
    let pulled = klPullback(
      cotangent, logQ: q.logProbabilities, logP: p.logProbabilities, classes: classes)
    add(
      "oneHotCategorical", classes,
      ["logits": logits, "others": others, "value": value, "cotangent": cotangent],
      [
        "logProbability": try q.logProbability(of: value),
        "logProbability.logits": q.logProbabilityPullback(cotangent, value: value),
        "entropy": q.entropy(),
        "entropy.logits": entropyPullback(
          cotangent, logProbabilities: q.logProbabilities, classes: classes),
        "kl": q.kl(to: p), "kl.logits": pulled.q, "kl.others": pulled.p,
      ])
  }

  private mutating func binary(
    _ random: inout SplitMix, _ rows: Int, _ columns: Int, _ temperature: Scalar
  ) throws {
    let (logits, others, cotangent): (Matrix<Scalar>, Matrix<Scalar>, Matrix<Scalar>) = (
      random.matrix(rows, columns), random.matrix(rows, columns), random.matrix(rows, columns)
    )
    let x: Matrix<Scalar> = random.matrix(rows, columns, in: 0.05...0.95)
    let y: Matrix<Scalar> = random.matrix(rows, columns)
    let concrete = try BinaryConcrete(logits: logits, temperature: temperature)
    let a = concrete.logProbabilityPullback(cotangent, value: x)
    add(
      "binaryConcrete", 1, temperature: temperature,
      ["logits": logits, "value": x, "cotangent": cotangent],
      [
        "logProbability": try concrete.logProbability(of: x), "logits": a.logits,
        "value": a.value, "temperature": a.temperatures,
      ])
    let b = concrete.logistic.logProbabilityPullback(cotangent, value: y)
    add(
      "logitRelaxedBernoulli", 1, temperature: temperature,
      ["logits": logits, "value": y, "cotangent": cotangent],
      [
        "logProbability": try concrete.logistic.logProbability(of: y), "logits": b.logits,
        "value": b.value, "temperature": b.temperatures,
      ])
    let (q, p) = (
      try BernoulliDistribution(logits: logits), try BernoulliDistribution(logits: others)
    )
    let value = q.sample(using: &random)
    add(
      "bernoulli", 1,
      ["logits": logits, "others": others, "value": value, "cotangent": cotangent],
      [
        "logProbability": try q.logProbability(of: value), "entropy": q.entropy(),
        "kl": q.kl(to: p),
        "logProbability.logits": q.logProbabilityPullback(cotangent, value: value),
        "entropy.logits": q.entropyPullback(cotangent),
        "kl.logits": q.klPullback(cotangent, to: p).logits,
      ])
  }

  private mutating func gumbel(_ random: inout SplitMix, _ rows: Int, _ columns: Int) throws {
    let p = try GumbelDistribution<Scalar>(
      location: random.matrix(rows, columns), scale: random.matrix(rows, columns, in: 0.5...2))
    let q = try GumbelDistribution<Scalar>(
      location: random.matrix(rows, columns), scale: random.matrix(rows, columns, in: 0.5...2))
    let x: Matrix<Scalar> = random.matrix(rows, columns)
    let cotangent: Matrix<Scalar> = random.matrix(rows, columns)
    let a = p.logProbabilityPullback(cotangent, value: x)
    let b = p.klPullback(cotangent, to: q)
    add(
      "gumbel", 1,
      [
        "location": p.location, "scale": p.scale, "otherLocation": q.location,
        "otherScale": q.scale, "value": x, "cotangent": cotangent,
      ],
      [
        "logProbability": p.logProbability(of: x), "cdf": p.cdf(x), "mean": p.mean(),
        "variance": p.variance(), "entropy": p.entropy(), "kl": p.kl(to: q),
        "logProbability.value": a.value, "logProbability.location": a.location,
        "logProbability.scale": a.scale, "kl.location": b.location, "kl.scale": b.scale,
        "kl.otherLocation": b.otherLocation, "kl.otherScale": b.otherScale,
      ])
  }
}
