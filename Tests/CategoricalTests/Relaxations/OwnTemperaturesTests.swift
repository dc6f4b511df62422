import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

/// Temperatures of their own, in `SoftmaxTemperatures.swift` and `GumbelSoftmaxTemperatures.swift`.
struct OwnTemperaturesTests {
  /// Two categoricals of three classes in four columns, and the shapes their temperatures may have.
  static let shapes = [(2, 4), (1, 4), (2, 1), (1, 1)]

  struct Case<Scalar: RealScalar> {
    var logits, noise, cotangent, temperatures: Matrix<Scalar>

    init(rows: Int, columns: Int) {
      var random = SplitMix(UInt64(rows * 10 + columns))
      logits = random.matrix(6, 4)
      noise = random.matrix(6, 4)
      cotangent = random.matrix(6, 4)
      temperatures = random.matrix(rows, columns, in: 0.3...3)
    }

    /// The temperature of a categorical.
    func temperature(_ latent: Int, _ column: Int) -> Scalar {
      temperatures[
        temperatures.rows == 1 ? 0 : latent, temperatures.columns == 1 ? 0 : column]
    }

    /// The same categorical by itself.
    func part(_ matrix: Matrix<Scalar>, _ latent: Int, _ column: Int) -> Matrix<Scalar> {
      Matrix(rows: 3, columns: 1) { row, _ in matrix[3 * latent + row, column] }
    }

    func check(within tolerance: Double) throws {
      let sample = try gumbelSoftmax(
        logits, classes: 3, temperatures: temperatures, hard: true, noise: noise)
      let logs = try logGumbelSoftmax(
        logits, classes: 3, temperatures: temperatures, noise: noise)
      let p = try softmax(logits, classes: 3, temperatures: temperatures)
      let logP = try logSoftmax(logits, classes: 3, temperatures: temperatures)
      let pulled = gumbelSoftmaxPullback(
        cotangent, relaxed: sample.relaxed, classes: 3, temperatures: temperatures)
      let logPulled = logSoftmaxPullback(
        cotangent, output: logP, classes: 3, temperatures: temperatures)
      for latent in 0..<2 {
        for column in 0..<4 {
          let (x, g, c) = (
            part(logits, latent, column), part(noise, latent, column),
            part(cotangent, latent, column)
          )
          let t = temperature(latent, column)
          let one = try gumbelSoftmax(x, temperature: t, hard: true, noise: g)
          func expect(_ all: Matrix<Scalar>, _ one: Matrix<Scalar>, _ name: String) {
            expectClose(part(all, latent, column), one.doubles, within: tolerance, name)
          }
          expect(sample.relaxed, one.relaxed, "relaxed")
          #expect(part(sample.output, latent, column) == one.output)
          expect(logs, try logGumbelSoftmax(x, temperature: t, noise: g), "log space")
          expect(p, try softmax(x, temperature: t), "softmax")
          expect(logP, try logSoftmax(x, temperature: t), "log softmax")
          expect(
            pulled.logits, gumbelSoftmaxPullback(c, relaxed: one.relaxed, temperature: t),
            "pullback")
          expect(
            logPulled.logits,
            logSoftmaxPullback(c, output: try logSoftmax(x, temperature: t), temperature: t),
            "log pullback")
        }
      }
    }
  }

  @Test(arguments: shapes)
  func `results are those of a loop over columns`(rows: Int, columns: Int) throws {
    try Case<Double>(rows: rows, columns: columns).check(within: 1e-14)
    try Case<Float>(rows: rows, columns: columns).check(within: 4e-6)
  }

  @Test(arguments: shapes)
  func `the derivative by the temperatures agrees with finite differences`(
    rows: Int, columns: Int
  ) throws {
    let data = Case<Double>(rows: rows, columns: columns)
    let (logits, noise) = (data.logits, data.noise)
    let (cotangent, temperatures) = (data.cotangent, data.temperatures)
    let sample = try gumbelSoftmax(logits, classes: 3, temperatures: temperatures, noise: noise)
    let pulled = gumbelSoftmaxPullback(
      cotangent, relaxed: sample.relaxed, classes: 3, temperatures: temperatures)
    try expectPullback(
      pulled.temperatures,
      of: { try gumbelSoftmax(logits, classes: 3, temperatures: $0, noise: noise).output },
      at: temperatures, cotangent: cotangent)
    let logs = try logSoftmax(logits, classes: 3, temperatures: temperatures)
    let logPulled = logSoftmaxPullback(
      cotangent, output: logs, classes: 3, temperatures: temperatures)
    try expectPullback(
      logPulled.temperatures, of: { try logSoftmax(logits, classes: 3, temperatures: $0) },
      at: temperatures, cotangent: cotangent)
    try expectPullback(
      logPulled.logits, of: { try logSoftmax($0, classes: 3, temperatures: temperatures) },
      at: logits, cotangent: cotangent)
  }

  @Test func `extreme temperatures and masks are exact`() throws {
    func check<Scalar: RealScalar>(_: Scalar.Type) throws {
      let logits = Matrix<Scalar>(rows: 4, columns: 4) { row, _ in
        [0.5, -.infinity, 1.2, -0.3][row]
      }
      let temperatures: Matrix<Scalar> = [
        [.leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, 1]
      ]
      let p = try softmax(logits, temperatures: temperatures)
      #expect(p[0, 0] == 0 && p[2, 0] == 1 && p[3, 0] == 0)
      for column in 1..<3 { expectClose(p[0, column], 1 / 3) }
      for column in 0..<4 { #expect(p[1, column] == 0) }
      let logs = try logSoftmax(logits, temperatures: temperatures)
      #expect(logs[2, 0] == 0 && logs[0, 0].isFinite && logs[1, 0] == -.infinity)
      let cotangent = Matrix<Scalar>(rows: 4, columns: 4) { row, column in
        row == 1 ? .infinity : Scalar(row + column)
      }
      let pulled = softmaxPullback(cotangent, output: p, temperatures: temperatures)
      #expect((pulled.logits.doubles + pulled.temperatures.doubles).allSatisfy { $0.isFinite })
      for column in 0..<4 { #expect(pulled.logits[1, column] == 0) }
      #expect(pulled.logits[0, 2] == 0 && pulled.temperatures[0, 2] == 0)
    }
    func expectClose<Scalar: RealScalar>(_ found: Scalar, _ expected: Scalar) {
      #expect(abs(found - expected) <= 2 * Scalar.ulpOfOne)
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test func `bad temperatures are errors and bad shapes trap`() async throws {
    let logits = Matrix<Double>(rows: 4, columns: 2)
    for bad in [0, -1, .nan] {
      #expect(throws: CategoricalError.self) {
        try gumbelSoftmax(logits, temperatures: [[1, bad]], noise: logits)
      }
    }
    await #expect(processExitsWith: .failure) {
      _ = try softmax(
        Matrix<Double>(rows: 4, columns: 2), classes: 2,
        temperatures: Matrix(rows: 4, columns: 2, repeating: 1))
    }
  }

  @Test func `fresh noise is that of the same stream`() throws {
    let data = Case<Float>(rows: 2, columns: 4)
    var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let noise: Matrix<Float> = gumbelNoise(rows: 6, columns: 4, using: &b)
    #expect(
      try gumbelSoftmax(
        data.logits, classes: 3, temperatures: data.temperatures, hard: true, using: &a)
        == gumbelSoftmax(
          data.logits, classes: 3, temperatures: data.temperatures, hard: true, noise: noise))
    #expect(a == b)
  }
}
