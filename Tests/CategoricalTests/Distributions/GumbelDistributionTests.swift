import Categorical
import Foundation
import LinearAlgebra
import RandomStreams
import Testing

struct GumbelDistributionTests {
  static func one(_ location: Double, _ scale: Double) throws -> GumbelDistribution<Double> {
    try GumbelDistribution(location: [[location]], scale: [[scale]])
  }

  @Test(arguments: [(0, 1), (0.7, 2.5), (-3, 0.1)] as [(Double, Double)])
  func `density, distribution function and moments belong together`(
    location: Double, scale: Double
  ) throws {
    let gumbel = try Self.one(location, scale)
    func density(_ x: Double) -> Double { exp(gumbel.logProbability(of: [[x]])[0, 0]) }
    func moment(_ body: (Double) -> Double) -> Double {
      integral(from: location - 5 * scale, to: location + 60 * scale) { density($0) * body($0) }
    }
    let (mean, variance) = (gumbel.mean()[0, 0], gumbel.variance()[0, 0])
    expectClose([[moment { _ in 1 }]] as Matrix<Double>, [1], within: 1e-9, "mass")
    expectClose([[moment { $0 }]] as Matrix<Double>, [mean], within: 1e-9, "mean")
    expectClose(
      [[moment { ($0 - mean) * ($0 - mean) }]] as Matrix<Double>, [variance], within: 1e-9,
      "variance")
    expectClose(
      [[moment { -log(max(density($0), .leastNonzeroMagnitude)) }]] as Matrix<Double>,
      gumbel.entropy().doubles, within: 1e-9, "entropy")
    for u in [1e-9, 0.1, 0.5, 0.9, 1 - 1e-9] {
      let x = try gumbel.quantile([[u]])
      expectClose(gumbel.cdf(x), [u], within: 1e-13)
      expectClose(gumbel.survival(x), [1 - u], within: 1e-13)
      let slope =
        (gumbel.cdf([[x[0, 0] + 1e-5 * scale]])[0, 0]
          - gumbel.cdf([[x[0, 0] - 1e-5 * scale]])[0, 0]) / (2e-5 * scale)
      #expect(abs(slope - density(x[0, 0])) < 1e-8 / scale)
    }
    expectClose(try gumbel.quantile([[0.5]]), gumbel.median().doubles, within: 1e-14)
    let mode = gumbel.mode()[0, 0]
    #expect(mode == location)
    #expect(density(mode) > density(mode + 1e-3 * scale))
    #expect(density(mode) > density(mode - 1e-3 * scale))
  }

  @Test func `the standard constants are those of the reference`() throws {
    let standard = GumbelDistribution<Double>(rows: 1, columns: 1)
    expectClose(standard.mean(), [0.577_215_664_9], within: 1e-10)
    expectClose(standard.variance(), [1.644_934_066_8], within: 1e-10)
    expectClose(standard.median(), [0.366_512_920_6], within: 1e-10)
    expectClose(standard.logProbability(of: [[0]]), [-1], within: 0)
  }

  @Test func `the ends have no density and no gradient, and are never NaN`() throws {
    let gumbel = try GumbelDistribution<Float>(
      location: [[0, 0, 0, 0]], scale: [[1, 1, 1, 1]])
    let ends: Matrix<Float> = [[-.infinity, .infinity, -1000, 1e30]]
    #expect(
      gumbel.logProbability(of: ends) == [[-.infinity, -.infinity, -.infinity, -1e30]])
    #expect(gumbel.cdf(ends) == [[0, 1, 0, 1]])
    #expect(gumbel.survival(ends) == [[1, 0, 1, 0]])
    #expect(try gumbel.quantile([[0, 1, 0, 1]])[0, 0] == -.infinity)
    #expect(try gumbel.quantile([[0, 1, 0, 1]])[0, 1] == .infinity)
    let pulled = gumbel.logProbabilityPullback([[1, 1, 1, 0]], value: ends)
    for matrix in [pulled.value, pulled.location, pulled.scale] {
      #expect(matrix == [[0, 0, 0, 0]])
    }
  }

  @Test func `gradients agree with finite differences`() throws {
    var random = SplitMix(1)
    let location: Matrix<Double> = random.matrix(3, 2)
    let scale: Matrix<Double> = random.matrix(3, 2, in: 0.3...3)
    let value: Matrix<Double> = random.matrix(3, 2)
    let cotangent: Matrix<Double> = random.matrix(3, 2)
    let gumbel = try GumbelDistribution(location: location, scale: scale)
    let pulled = gumbel.logProbabilityPullback(cotangent, value: value)
    try expectPullback(
      pulled.value, of: { gumbel.logProbability(of: $0) }, at: value, cotangent: cotangent)
    try expectPullback(
      pulled.location,
      of: { try GumbelDistribution(location: $0, scale: scale).logProbability(of: value) },
      at: location, cotangent: cotangent)
    try expectPullback(
      pulled.scale,
      of: { try GumbelDistribution(location: location, scale: $0).logProbability(of: value) },
      at: scale, cotangent: cotangent)

    let other = try GumbelDistribution(
      location: random.matrix(3, 2) as Matrix<Double>, scale: random.matrix(3, 2, in: 0.3...3))
    let kl = gumbel.klPullback(cotangent, to: other)
    try expectPullback(
      kl.location, of: { try GumbelDistribution(location: $0, scale: scale).kl(to: other) },
      at: location, cotangent: cotangent)
    try expectPullback(
      kl.scale, of: { try GumbelDistribution(location: location, scale: $0).kl(to: other) },
      at: scale, cotangent: cotangent)
    try expectPullback(
      kl.otherLocation,
      of: { gumbel.kl(to: try GumbelDistribution(location: $0, scale: other.scale)) },
      at: other.location, cotangent: cotangent)
    try expectPullback(
      kl.otherScale,
      of: { gumbel.kl(to: try GumbelDistribution(location: other.location, scale: $0)) },
      at: other.scale, cotangent: cotangent)
  }

  @Test(
    arguments: [(0, 1, 0, 1), (0.3, 1.2, -0.5, 2), (1, 0.4, 0.2, 0.3)]
      as [(Double, Double, Double, Double)])
  func `divergences agree with quadrature`(
    m1: Double, b1: Double, m2: Double, b2: Double
  ) throws {
    let (p, q) = (try Self.one(m1, b1), try Self.one(m2, b2))
    let found = integral(from: m1 - 4.5 * b1, to: m1 + 60 * b1, nodes: 20000) { x in
      let l = p.logProbability(of: [[x]])[0, 0]
      return l < -700 ? 0 : exp(l) * (l - q.logProbability(of: [[x]])[0, 0])
    }
    expectClose(p.kl(to: q), [found], within: 1e-10)
    #expect(p.kl(to: p) == [[0]])
  }

  @Test func `bad parameters are errors that name their place`() throws {
    let zeros = Matrix<Double>(rows: 2, columns: 2)
    let ones = Matrix<Double>(rows: 2, columns: 2, repeating: 1)
    for bad in [0, -1, .nan, .infinity] as [Double] {
      var scale = ones
      scale[1, 0] = bad
      #expect(throws: CategoricalError.invalidScale(row: 1, column: 0)) {
        try GumbelDistribution(location: zeros, scale: scale)
      }
    }
    for bad in [.nan, .infinity] as [Double] {
      var location = zeros
      location[0, 1] = bad
      #expect(throws: CategoricalError.nonFiniteLocation(row: 0, column: 1)) {
        try GumbelDistribution(location: location, scale: ones)
      }
    }
    let standard = GumbelDistribution<Double>(rows: 1, columns: 1)
    for bad in [-0.1, 1.1, .nan] {
      #expect(throws: CategoricalError.invalidProbability(row: 0, column: 0)) {
        try standard.quantile([[bad]])
      }
    }
  }

  @Test func `samples follow the distribution function`() throws {
    var stream = RandomStream(seed: 2)
    let gumbel = try GumbelDistribution<Float>(
      location: Matrix(rows: 1, columns: 10_000, repeating: 0.5),
      scale: Matrix(rows: 1, columns: 10_000, repeating: 2))
    let one = try Self.one(0.5, 2)
    let distance = kolmogorovSmirnov(gumbel.sample(using: &stream).doubles) {
      one.cdf([[$0]])[0, 0]
    }
    #expect(distance < kolmogorovSmirnovBound(10_000))
  }
}
