import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct ConcreteTests {
  /// `Γ(K) τ^(K-1) (Σ α x^-τ)^-K Π α x^(-τ-1)`, as it stands.
  static func density(_ logits: [Double], _ temperature: Double, _ x: [Double]) -> Double {
    let alpha = logits.map { exp($0) }
    let count = Double(logits.count)
    let sum = zip(alpha, x).reduce(0) { $0 + $1.0 * pow($1.1, -temperature) }
    let product = zip(alpha, x).reduce(1) { $0 * $1.0 * pow($1.1, -temperature - 1) }
    return tgamma(count) * pow(temperature, count - 1) * pow(sum, -count) * product
  }

  static func column(_ values: [Double]) -> Matrix<Double> {
    Matrix(columnMajor: values, rows: values.count, columns: 1)
  }

  @Test func `golden vectors agree`() throws {
    let x: Matrix<Double> = [[0.2], [0.5], [0.3]]
    let logits: Matrix<Double> = [[0.5], [-0.3], [1.2]]
    let concrete = try Concrete(logits: logits, temperature: 0.7)
    expectClose(try concrete.logProbability(of: x), [-0.576_670_513_403], within: 1e-11)
    expectClose(
      try concrete.logarithmic.logProbability(of: x.map { log($0) }), [-4.083_228_410_723],
      within: 1e-11)
    expectClose(
      concrete.roundingProbabilities(), [0.288760154923, 0.129748301290, 0.581491543787],
      within: 1e-11)
    let single = try Concrete<Float>(logits: logits.converted(), temperature: 0.7)
    expectClose(
      try single.logProbability(of: x.converted()), [-0.576_670_513_403], within: 1e-6)
    expectClose(
      try single.sample(noise: [[0.9], [0.1], [-0.4]]),
      [0.655276116398, 0.066642493381, 0.278081390220], within: 2e-7)
  }

  /// The values of TensorFlow Probability's tests.
  @Test(arguments: [0.4, 2.3])
  func `densities agree with the direct formula`(temperature: Double) throws {
    var stream = RandomStream(seed: 1)
    let logits = [0.3, 0.1, 0.4]
    let concrete = try Concrete(logits: Self.column(logits), temperature: temperature)
    for _ in 0..<50 {
      let x = concrete.sample(using: &stream)
      let direct = log(Self.density(logits, temperature, x.doubles))
      expectClose(try concrete.logProbability(of: x), [direct], within: 1e-10)
      // log κ(Y) = log p(e^Y) + ΣY
      let y = x.map { log($0) }
      expectClose(
        try concrete.logarithmic.logProbability(of: y), [direct + y.doubles.reduce(0, +)],
        within: 1e-10)
    }
  }

  @Test(arguments: [0.3, 0.5, 1, 2.3])
  func `densities integrate to one`(temperature: Double) throws {
    // In log space, x_1 = σ(a), x_2 = (1 - x_1) σ(b): no corner is met.
    let two = try Concrete(logits: [[0.7], [-0.4]] as Matrix<Double>, temperature: temperature)
    let width = 40 / min(temperature, 1)
    func sigmoid(_ a: Double) -> Double { 1 / (1 + exp(-a)) }
    let mass = integral(from: -width, to: width, nodes: 2000) { a in
      let y: Matrix<Double> = [[-log(1 + exp(-a))], [-log(1 + exp(a))]]
      // dx = x (1 - x) da, and the density by x is κ(Y) / (x (1 - x)).
      return exp((try? two.logarithmic.logProbability(of: y)[0, 0]) ?? .nan)
    }
    expectClose([[mass]] as Matrix<Double>, [1], within: 1e-6)
    guard temperature >= 0.5 else { return }
    let three = try ExpConcrete(
      logits: [[0.3], [0.1], [0.4]] as Matrix<Double>, temperature: temperature)
    let half = 30 / temperature
    let square = integral(from: -half, to: half, nodes: 200) { a in
      integral(from: -half, to: half, nodes: 200) { b in
        // dx_1 dx_2 = x_1 (1 - x_1) · (1 - x_1) σ(b) (1 - σ(b)) da db = x_1 x_2 x_3 da db
        let rest = -log(1 + exp(a))
        let y: Matrix<Double> = [
          [-log(1 + exp(-a))], [rest - log(1 + exp(-b))], [rest - log(1 + exp(b))],
        ]
        return exp((try? three.logProbability(of: y)[0, 0]) ?? .nan)
      }
    }
    expectClose([[square]] as Matrix<Double>, [1], within: 1e-6)
  }

  @Test(arguments: [0.25, 0.67, 3])
  func `gradients agree with finite differences`(temperature: Double) throws {
    var random = SplitMix(2)
    let (logits, free): (Matrix<Double>, Matrix<Double>) = (
      random.matrix(6, 2), random.matrix(6, 2, in: -1...1)
    )
    let cotangent: Matrix<Double> = random.matrix(2, 2)
    let temperatures: Matrix<Double> = [[temperature, temperature * 1.2]]
    let concrete = try Concrete(logits: logits, classes: 3, temperatures: temperatures)
    func at(_ l: Matrix<Double>, _ t: Matrix<Double>) throws -> Concrete<Double> {
      try Concrete(logits: l, classes: 3, temperatures: t)
    }

    let x = try softmax(free, classes: 3)
    let pulled = concrete.logProbabilityPullback(cotangent, value: x)
    try expectPullback(
      softmaxPullback(pulled.value, output: x, classes: 3),
      of: { try concrete.logProbability(of: softmax($0, classes: 3)) }, at: free,
      cotangent: cotangent)
    try expectPullback(
      pulled.logits, of: { try at($0, temperatures).logProbability(of: x) }, at: logits,
      cotangent: cotangent)
    try expectPullback(
      pulled.temperatures, of: { try at(logits, $0).logProbability(of: x) }, at: temperatures,
      cotangent: cotangent)

    let y = try logSoftmax(free, classes: 3)
    let inLogs = concrete.logarithmic.logProbabilityPullback(cotangent, value: y)
    try expectPullback(
      logSoftmaxPullback(inLogs.value, output: y, classes: 3),
      of: { try concrete.logarithmic.logProbability(of: logSoftmax($0, classes: 3)) },
      at: free, cotangent: cotangent)
    try expectPullback(
      inLogs.temperatures, of: { try at(logits, $0).logarithmic.logProbability(of: y) },
      at: temperatures, cotangent: cotangent)
    expectClose(inLogs.logits, pulled.logits.doubles, within: 1e-14)

    // Samples, the noise held still.
    let noise: Matrix<Double> = random.matrix(6, 2)
    let dense: Matrix<Double> = random.matrix(6, 2)
    let sample = concrete.samplePullback(dense, sample: try concrete.sample(noise: noise))
    try expectPullback(
      sample.logits, of: { try at($0, temperatures).sample(noise: noise) }, at: logits,
      cotangent: dense)
    try expectPullback(
      sample.temperatures, of: { try at(logits, $0).sample(noise: noise) }, at: temperatures,
      cotangent: dense)
    let logs = concrete.logarithmic.samplePullback(
      dense, sample: try concrete.logarithmic.sample(noise: noise))
    try expectPullback(
      logs.temperatures, of: { try at(logits, $0).logarithmic.sample(noise: noise) },
      at: temperatures, cotangent: dense)
  }

  /// `m - (K - m) τ` decides: positive, zero, negative.
  @Test func `corners are infinite, finite or impossible, and never NaN`() throws {
    func check<Scalar: RealScalar>(_: Scalar.Type) throws {
      for classes in 2...5 {
        for zeros in 1..<classes {
          let critical = Scalar(zeros) / Scalar(classes - zeros)
          for (factor, sign) in [(0.9, 1.0), (1, 0), (1.1, -1)] as [(Scalar, Double)] {
            let logits = Matrix<Scalar>(rows: classes, columns: 1) { row, _ in Scalar(row) / 4 }
            let concrete = try Concrete(logits: logits, temperature: factor * critical)
            let x = Matrix<Scalar>(rows: classes, columns: 1) { row, _ in
              row < zeros ? 0 : 1 / Scalar(classes - zeros)
            }
            let found = Double(try concrete.logProbability(of: x)[0, 0])
            let exact =
              Scalar(zeros) - Scalar(classes - zeros) * (factor * critical) == 0 || factor != 1
            guard exact else { continue }
            #expect(sign == 0 ? found.isFinite : found == sign * .infinity)
            let pulled = concrete.logProbabilityPullback([[1]], value: x)
            let all = pulled.value.doubles + pulled.logits.doubles + pulled.temperatures.doubles
            #expect(all.allSatisfy { $0 == 0 })
            #expect(
              try concrete.logarithmic.logProbability(of: x.map { Scalar(log(Double($0))) }) == [
                [-.infinity]
              ])
            guard sign == 0, Scalar.self == Double.self else { continue }
            // The finite value is the limit along equal rates.
            let near = x.map {
              $0 == 0 ? 1e-60 : $0 - 1e-60 * Scalar(zeros) / Scalar(classes - zeros)
            }
            #expect(abs(Double(try concrete.logProbability(of: near)[0, 0]) - found) < 1e-11)
          }
        }
      }
    }
    try check(Float.self)
    try check(Double.self)
    let binary = try Concrete(logits: [[log(3)], [0]] as Matrix<Double>, temperature: 1)
    expectClose(try binary.logProbability(of: [[0], [1]]), [-log(3)], within: 1e-14)
    expectClose(try binary.logProbability(of: [[1], [0]]), [log(3)], within: 1e-14)
  }

  @Test func `extreme parameters are never NaN`() throws {
    for temperature in [1e-300, 1e-2, 1, 1e10, 1e300] {
      for scale in [0, 1, 1e3, 1e300] {
        let logits = Self.column([scale, -scale, 0, -.infinity])
        let concrete = try Concrete(logits: logits, temperature: temperature)
        var stream = RandomStream(seed: 3)
        let y = concrete.logarithmic.sample(using: &stream)
        let value = try concrete.logarithmic.logProbability(of: y)[0, 0]
        #expect(!value.isNaN)
        let x = concrete.sample(using: &stream)
        #expect(try !concrete.logProbability(of: x)[0, 0].isNaN)
        let pulled = concrete.logProbabilityPullback([[1]], value: x)
        #expect(pulled.value.doubles.allSatisfy { !$0.isNaN })
        #expect(pulled.logits.doubles.allSatisfy { $0.isFinite })
        #expect(pulled.logits[3, 0] == 0 && pulled.value[3, 0] == 0)
      }
    }
  }

  @Test func `masked classes leave the distribution of the others`() throws {
    let small = try Concrete(logits: Self.column([0.5, 1.2]), temperature: 0.7)
    let large = try Concrete(logits: Self.column([0.5, -.infinity, 1.2]), temperature: 0.7)
    expectClose(
      try large.logProbability(of: [[0.3], [0], [0.7]]),
      try small.logProbability(of: [[0.3], [0.7]]).doubles, within: 1e-14)
    #expect(try large.logProbability(of: [[0.3], [0.1], [0.6]]) == [[-.infinity]])
    let pulled = large.logProbabilityPullback([[1]], value: [[0.3], [0], [0.7]])
    let reference = small.logProbabilityPullback([[1]], value: [[0.3], [0.7]])
    #expect(pulled.value[1, 0] == 0 && pulled.logits[1, 0] == 0)
    expectClose(pulled.temperatures, reference.temperatures.doubles, within: 1e-14)
    #expect(abs(pulled.value[2, 0] - reference.value[1, 0]) < 1e-14)
  }

  @Test func `one class is a certainty`() throws {
    for logit in [-3, 0, 1e6] {
      let concrete = try Concrete(logits: [[logit]], temperature: 0.3)
      #expect(try concrete.sample(noise: [[5]]) == [[1]])
      #expect(try concrete.logProbability(of: [[1]]) == [[0]])
    }
  }

  @Test func `temperatures of their own are those of a loop over columns`() throws {
    var random = SplitMix(4)
    let logits: Matrix<Double> = random.matrix(6, 3)
    let temperatures: Matrix<Double> = [[0.4, 2.3, 1], [0.7, 0.1, 5]]
    let concrete = try Concrete(logits: logits, classes: 3, temperatures: temperatures)
    let x = try softmax(random.matrix(6, 3) as Matrix<Double>, classes: 3)
    let all = try concrete.logProbability(of: x)
    for latent in 0..<2 {
      for column in 0..<3 {
        func part(_ m: Matrix<Double>) -> Matrix<Double> {
          Matrix(rows: 3, columns: 1) { row, _ in m[3 * latent + row, column] }
        }
        let one = try Concrete(
          logits: part(logits), temperature: temperatures[latent, column])
        #expect(try one.logProbability(of: part(x))[0, 0] == all[latent, column])
      }
    }
  }

  @Test func `values that are no relaxed vectors are errors`() throws {
    let concrete = try Concrete(
      logits: Matrix<Float>(rows: 4, columns: 2), classes: 2, temperature: 1)
    let half: Float = 0.5
    for (bad, row) in [([0.5, 0.6], 2), ([-0.1, 1.1], 2), ([0.5, .nan], 3)] as [([Float], Int)] {
      let x: Matrix<Float> = [[half, half], [half, half], [half, bad[0]], [half, bad[1]]]
      #expect(throws: CategoricalError.outsideSupport(row: row, column: 1)) {
        try concrete.logProbability(of: x)
      }
      #expect(throws: CategoricalError.self) {
        try concrete.logarithmic.logProbability(of: x.map { log($0) })
      }
    }
    #expect(throws: CategoricalError.invalidTemperature(.infinity)) {
      try Concrete(logits: [[1], [1]] as Matrix<Float>, temperature: .infinity).logProbability(
        of: [[0.5], [0.5]])
    }
    for bad in [0, -1, .nan] as [Float] {
      #expect(throws: CategoricalError.self) {
        try Concrete(logits: [[1], [1]] as Matrix<Float>, temperature: bad)
      }
    }
    #expect(throws: CategoricalError.unnormalizedProbabilities(row: 0, column: 0)) {
      try Concrete(probabilities: [[0.5], [0.6]] as Matrix<Float>, temperature: 1)
    }
    let fair = try Concrete(probabilities: [[0.25], [0.75]] as Matrix<Double>, temperature: 1)
    expectClose(fair.roundingProbabilities(), [0.25, 0.75], within: 1e-15)
  }
}
