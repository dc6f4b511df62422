import Categorical
import LinearAlgebra
import Testing

/// Densities, their gradients and quantiles where naive formulas lose their digits.
struct DensityEdgeTests {
  /// With `m` of `K` coordinates at zero the log-density is finite at `τ = m / (K - m)` and infinite on
  /// either side, also where `(K - m) · τ` does not round to `m`.
  func checkCorners<Scalar: RealScalar>(_: Scalar.Type) throws {
    for classes in 2...120 {
      for zeros in [1, classes / 2, classes - 1] {
        let x = Matrix<Scalar>(rows: classes, columns: 1) { row, _ in
          row < zeros ? 0 : 1 / Scalar(classes - zeros)
        }
        let critical = Scalar(zeros) / Scalar(classes - zeros)
        func density(_ temperature: Scalar) throws -> Double {
          let concrete = try Concrete(
            logits: Matrix<Scalar>(rows: classes, columns: 1), temperature: temperature)
          return try concrete.logProbability(of: x).doubles[0]
        }
        try #expect(density(critical).isFinite, "\(zeros) of \(classes)")
        try #expect(density(critical.nextDown) == .infinity)
        try #expect(density(critical.nextUp) == -.infinity)
      }
    }
  }

  @Test func cornersAreFiniteAtTheCriticalTemperatureOnly() throws {
    try checkCorners(Float.self)
    try checkCorners(Double.self)
  }

  @Test func cornerOfManyClassesHasTheLimitOfTheDensity() throws {
    let concrete = try Concrete(
      logits: Matrix<Double>(rows: 50, columns: 1) { row, _ in 0.1 * Double(row) },
      temperature: 1.0 / 49)
    let x = Matrix<Double>(rows: 50, columns: 1) { row, _ in row == 0 ? 0 : 1.0 / 49 }
    // The density at x_0 = 1e-1900 in 2000 digits.
    expectClose(try concrete.logProbability(of: x), [270.957_564_244_445_52], within: 1e-13)
  }

  @Test func slopeOfBinaryDensityKeepsItsDigitsNearTheEnds() throws {
    let x: Matrix<Double> = [[1e-12, 1e-3, 0.75, 1 - 0x1p-40]]
    let logits: Matrix<Double> = [[0.7, 0.7, 0.7, 0.7]]
    // In 60 digits.
    let expected: [(Double, [Double])] = [
      (
        1,
        [
          1.006_829_392_417_687_8, 1.007_336_500_415_517_4, 1.617_555_179_313_072_9,
          2.027_505_414_939_083_9,
        ]
      ),
      (
        0.67,
        [
          -330_000_006_067.071_75, -334.810_498_606_325_38, 2.602_228_169_365_475_6,
          362_838_862_556.992_39,
        ]
      ),
    ]
    for (temperature, slopes) in expected {
      let concrete = try BinaryConcrete(logits: logits, temperature: temperature)
      let found = concrete.logProbabilityPullback([[1, 1, 1, 1]], value: x).value
      for (slope, value) in zip(slopes, found.doubles) {
        #expect(abs(value / slope - 1) < 1e-11, "\(value) instead of \(slope)")
      }
    }
  }

  @Test func quantilesOfFloatAreThoseOfDoubleRounded() throws {
    let probabilities: Matrix<Float> = [[1e-15, 1e-9, 0.1, 0.5, 0.999_999_9]]
    for temperature: Float in [0.5, 0.67, 3] {
      let logits: Matrix<Float> = [[0.5, 7, -3, 0, -20]]
      let single = try BinaryConcrete(logits: logits, temperature: temperature)
      let double = try BinaryConcrete(
        logits: logits.converted(to: Double.self), temperature: Double(temperature))
      let found = try single.quantile(probabilities)
      let expected = try double.quantile(probabilities.converted())
      for (value, exact) in zip(found.doubles, expected.doubles) {
        #expect(abs(value / exact - 1) <= 2 * Double(Float.ulpOfOne))
      }
    }
    let certain = try BinaryConcrete<Double>(logits: [[.infinity, -.infinity]], temperature: 1)
    #expect(try certain.quantile([[0.3, 0.3]]) == [[1, 0]])
    #expect(throws: CategoricalError.invalidProbability(row: 0, column: 1)) {
      try certain.quantile([[0.3, 1.5]])
    }
  }
}
