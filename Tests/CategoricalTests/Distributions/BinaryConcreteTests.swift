import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct BinaryConcreteTests {
  @Test func `golden values agree`() throws {
    let binary = try BinaryConcrete(logits: [[0.8]] as Matrix<Double>, temperature: 0.7)
    expectClose(try binary.logProbability(of: [[0.3]]), [-0.632704563193], within: 1e-11)
    expectClose(
      try binary.logistic.logProbability(of: [[log(0.3) - log(0.7)]]), [-2.193352311457],
      within: 1e-11)
  }

  /// The values of TensorFlow Probability's tests, in the direct formula.
  @Test(arguments: [0.1, 0.3, 0.5, 0.9], [0.3, 1, 2.5])
  func `densities agree with the direct formula`(x: Double, temperature: Double) throws {
    let alpha = 0.1 / 0.9
    let binary = try BinaryConcrete(
      probabilities: [[0.1]] as Matrix<Double>, temperature: temperature)
    let direct =
      temperature * alpha * pow(x, -temperature - 1) * pow(1 - x, -temperature - 1)
      / pow(alpha * pow(x, -temperature) + pow(1 - x, -temperature), 2)
    expectClose(try binary.logProbability(of: [[x]]), [log(direct)], within: 1e-12)
    let two = try Concrete(
      logits: [[log(alpha)], [0]] as Matrix<Double>, temperature: temperature)
    expectClose(try two.logProbability(of: [[x], [1 - x]]), [log(direct)], within: 1e-12)
    if temperature >= 1 {
      let area = simpson(from: 1e-12, to: x) { point in
        exp((try? binary.logProbability(of: [[point]])[0, 0]) ?? .nan)
      }
      expectClose(try binary.cdf([[x]]), [area], within: 1e-6)
    }
    expectClose(try binary.quantile(binary.cdf([[x]])), [x], within: 1e-12)
    expectClose(try binary.survival([[x]]) + binary.cdf([[x]]), [1], within: 1e-15)
    expectClose(binary.roundingProbabilities(), [0.1], within: 1e-15)
    expectClose(try binary.survival([[0.5]]), [0.1], within: 1e-15)
  }

  @Test(arguments: [0.4, 1, 3])
  func `the logit form is a logistic distribution`(temperature: Double) throws {
    let logistic = try LogitRelaxedBernoulli(
      logits: [[0.8]] as Matrix<Double>, temperature: temperature)
    func moment(_ body: (Double) -> Double) throws -> Double {
      let width = 45 / temperature
      return integral(from: -width, to: width, nodes: 8000) { x in
        let l = (try? logistic.logProbability(of: [[x]])[0, 0]) ?? .nan
        return exp(l) * body(x)
      }
    }
    let mean = logistic.mean()[0, 0]
    #expect(mean == logistic.mode()[0, 0])
    expectClose([[try moment { _ in 1 }]] as Matrix<Double>, [1], within: 1e-9)
    expectClose([[try moment { $0 }]] as Matrix<Double>, [mean], within: 1e-9)
    expectClose(
      logistic.variance(), [try moment { ($0 - mean) * ($0 - mean) }], within: 1e-9)
    expectClose(
      logistic.entropy(),
      [try moment { -((try? logistic.logProbability(of: [[$0]])[0, 0]) ?? .nan) }], within: 1e-9)
    for u in [1e-9, 0.2, 0.5, 0.99] {
      expectClose(logistic.cdf(try logistic.quantile([[u]])), [u], within: 1e-13)
      expectClose(logistic.survival(try logistic.quantile([[u]])), [1 - u], within: 1e-13)
    }
  }

  @Test(arguments: [0.25, 0.67, 3])
  func `gradients agree with finite differences`(temperature: Double) throws {
    var random = SplitMix(2)
    let logits: Matrix<Double> = random.matrix(3, 2)
    let x: Matrix<Double> = random.matrix(3, 2, in: 0.1...0.9)
    let y: Matrix<Double> = random.matrix(3, 2)
    let (cotangent, noise): (Matrix<Double>, Matrix<Double>) = (
      random.matrix(3, 2), random.matrix(3, 2)
    )
    let temperatures: Matrix<Double> = [[temperature, temperature * 1.5]]
    func at(_ l: Matrix<Double>, _ t: Matrix<Double>) throws -> BinaryConcrete<Double> {
      try BinaryConcrete(logits: l, temperatures: t)
    }
    let binary = try at(logits, temperatures)
    let pulled = binary.logProbabilityPullback(cotangent, value: x)
    try expectPullback(
      pulled.value, of: binary.logProbability, at: x, cotangent: cotangent, tolerance: 1e-7)
    try expectPullback(
      pulled.logits, of: { try at($0, temperatures).logProbability(of: x) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      pulled.temperatures, of: { try at(logits, $0).logProbability(of: x) }, at: temperatures,
      cotangent: cotangent)
    let logit = binary.logistic.logProbabilityPullback(cotangent, value: y)
    try expectPullback(
      logit.value, of: binary.logistic.logProbability, at: y, cotangent: cotangent)
    try expectPullback(
      logit.logits, of: { try at($0, temperatures).logistic.logProbability(of: y) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      logit.temperatures, of: { try at(logits, $0).logistic.logProbability(of: y) },
      at: temperatures, cotangent: cotangent)
    let sample = binary.samplePullback(cotangent, sample: binary.sample(noise: noise))
    try expectPullback(
      sample.logits, of: { try at($0, temperatures).sample(noise: noise) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      sample.temperatures, of: { try at(logits, $0).sample(noise: noise) }, at: temperatures,
      cotangent: cotangent)
    let raw = binary.logistic.samplePullback(
      cotangent, sample: binary.logistic.sample(noise: noise))
    try expectPullback(
      raw.temperatures, of: { try at(logits, $0).logistic.sample(noise: noise) },
      at: temperatures, cotangent: cotangent)
  }

  @Test func `corners are as the temperature decides`() throws {
    for (temperature, expected) in [
      (0.5, [Double.infinity, .infinity]), (1, [-0.8, 0.8]), (2, [-.infinity, -.infinity]),
    ] {
      let binary = try BinaryConcrete(
        logits: [[0.8, 0.8]] as Matrix<Double>, temperature: temperature)
      #expect(try binary.logProbability(of: [[0, 1]]).doubles == expected)
      let pulled = binary.logProbabilityPullback([[1, 1]], value: [[0, 1]])
      #expect(pulled.value == [[0, 0]] && pulled.logits == [[0, 0]])
      #expect(pulled.temperatures == [[0]])
      #expect(try binary.cdf([[0, 1]]) == [[0, 1]])
      #expect(try binary.survival([[0, 1]]) == [[1, 0]])
    }
  }

  @Test func `extreme parameters are never NaN`() throws {
    for temperature in [1e-300, 1e-2, 1, 1e300] {
      let logits: Matrix<Double> = [[.infinity, -.infinity, 1e3, -1e3, 1e300]]
      let binary = try BinaryConcrete(logits: logits, temperature: temperature)
      var stream = RandomStream(seed: 1)
      let x = binary.sample(using: &stream)
      let values =
        try x.doubles + binary.logistic.sample(using: &stream).doubles
        + binary.logProbability(of: x).doubles
        + binary.logProbabilityPullback([[1, 1, 1, 1, 1]], value: x).logits.doubles
        + binary.cdf(x).doubles + binary.survival(x).doubles
        + binary.quantile([[0, 1, 0.5, 0.5, 0.5]]).doubles
        + binary.logistic.logProbability(of: logits).doubles
        + binary.logistic.cdf(logits).doubles
        + binary.logistic.logProbabilityPullback([[1, 1, 1, 1, 1]], value: logits).value.doubles
      #expect(values.allSatisfy { !$0.isNaN })
      #expect(x[0, 0] == 1 && x[0, 1] == 0)
      #expect(try binary.logProbability(of: [[1, 0, 1, 0, 1]])[0, 0] == .infinity)
      #expect(try binary.logProbability(of: [[0, 1, 1, 0, 1]])[0, 0] == -.infinity)
    }
    // The density of the logit form does not overflow where exp(d) does.
    let logistic = try LogitRelaxedBernoulli(logits: [[500]] as Matrix<Float>, temperature: 1)
    #expect(try logistic.logProbability(of: [[-500]]) == [[-1000]])
  }

  @Test func `values and parameters out of range are errors`() throws {
    let binary = try BinaryConcrete(logits: [[0], [0]] as Matrix<Float>, temperature: 1)
    for bad in [-0.1, 1.1, .nan] as [Float] {
      let error = CategoricalError.outsideSupport(row: 1, column: 0)
      #expect(throws: error) { try binary.logProbability(of: [[0.5], [bad]]) }
      #expect(throws: error) { try binary.cdf([[0.5], [bad]]) }
      #expect(throws: CategoricalError.invalidProbability(row: 1, column: 0)) {
        try binary.quantile([[0.5], [bad]])
      }
      #expect(throws: CategoricalError.invalidProbability(row: 1, column: 0)) {
        try BinaryConcrete(probabilities: [[0.5], [bad]], temperature: 1)
      }
    }
    #expect(throws: CategoricalError.nonFiniteLogit(row: 0, column: 0)) {
      try BinaryConcrete(logits: [[.nan]] as Matrix<Float>, temperature: 1)
    }
    #expect(throws: CategoricalError.self) {
      try BinaryConcrete(logits: [[0]] as Matrix<Float>, temperature: 0)
    }
    #expect(throws: CategoricalError.invalidTemperature(.infinity)) {
      try BinaryConcrete(logits: [[0]] as Matrix<Float>, temperature: .infinity).logProbability(
        of: [[0.5]])
    }
  }

  /// E[x] = α (α - 1 - log α) / (α - 1)² at τ = 1; N = 100 000, 4.89 standard errors.
  @Test func `samples follow the distribution function and the mean of the reference`() throws {
    var stream = RandomStream(seed: 5)
    let count = 100_000
    let binary = try BinaryConcrete(
      logits: Matrix<Float>(rows: 1, columns: count, repeating: Float(log(3.0))), temperature: 1)
    let one = try BinaryConcrete(logits: [[log(3)]] as Matrix<Double>, temperature: 1)
    let draws = binary.sample(using: &stream).doubles
    let mean = draws.reduce(0, +) / Double(count)
    #expect(abs(mean - 0.67604) < 4.89 * 0.28 / Double(count).squareRoot() + 5e-6)
    let distance = kolmogorovSmirnov(Array(draws[..<20_000])) {
      (try? one.cdf([[$0]])[0, 0]) ?? .nan
    }
    #expect(distance < kolmogorovSmirnovBound(20_000))
  }
}
