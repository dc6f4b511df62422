import Categorical
import Foundation
import LinearAlgebra
import Testing

/// θ = (.5, -.3, 1.2), D = class 0, g = (1, 2, -1), G = (.9, .1, -.4), τ = .7, computed outside of this
/// package.
struct EstimatorGoldenVectorTests {
  struct Vectors<Scalar: RealScalar> {
    let logits: Matrix<Scalar> = [[0.5], [-0.3], [1.2]]
    let noise: Matrix<Scalar> = [[0.9], [0.1], [-0.4]]
    let cotangent: Matrix<Scalar> = [[1], [2], [-1]]
    let tolerance: Double

    func expect(
      _ estimator: some PathwiseEstimator, _ expected: [Double],
      conditional: [Matrix<Scalar>] = [], _ name: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let (sample, context) = try estimator.forward(
        logits, classes: nil, noise: PathwiseNoise(gumbel: noise, conditional: conditional))
      if estimator.isHard { #expect(sample == [[1], [0], [0]], sourceLocation: sourceLocation) }
      expectClose(
        context.pullback(cotangent), expected, within: tolerance, name,
        sourceLocation: sourceLocation)
    }

    func check() throws {
      let stgs = [0.458244218003, 0.141807636960, -0.600051854963]
      try expect(StraightThroughGumbelSoftmax(temperature: 0.7), stgs, "ST-GS")
      try expect(GumbelSoftmaxEstimator(temperature: 0.7), stgs, "GS")
      for hard in [false, true] {
        try expect(
          DecoupledGumbelSoftmax(forwardTemperature: 0.2, backwardTemperature: 0.7, hard: hard),
          stgs, "decoupled")
      }
      let st = [0.298357036959, 0.263808759644, -0.562165796603]
      try expect(StraightThrough(), st, "ST")
      try expect(SlopeAnnealedStraightThrough(), st, "slope-annealed, s = 1")
      let cold = [0.448554391481, 0.255892995116, -0.704447386597]
      try expect(StraightThrough(temperature: 0.7), cold, "ST, τ = .7")
      try expect(SlopeAnnealedStraightThrough(slope: 1 / 0.7), cold, "slope-annealed, s = 1/.7")
      let zgr = [0.516617393142, 0.064874150645, -0.581491543787]
      try expect(ZGR(), zgr, "ZGR")
      try expect(ReinMax(), zgr, "ReinMax")
      try expect(
        ReinMax(temperature: 1.3), [0.430660235739, 0.107855204729, -0.538515440468],
        "ReinMax, τ = 1.3")
      try expect(
        GappedStraightThrough(temperature: 0.7),
        [0.280833815729, 0.156456760906, -0.437290576635], "GST")
      try expect(
        GappedStraightThrough(temperature: 0.7, gap: .probability),
        [0.213245959560, 0.153680366472, -0.366926326031], "GST, gap p")
      // The exponentials of the posterior, as Gumbel noise.
      let posterior: Matrix<Scalar> = [
        [Scalar(-log(0.5))], [Scalar(-log(1.2))], [Scalar(-log(0.8))],
      ]
      try expect(
        GumbelRao(temperature: 0.7, samples: 1),
        [0.302970786210, 0.021951413324, -0.324922199534], conditional: [posterior], "GR")
      try expect(
        GumbelRao(temperature: 0.7, samples: 2),
        [0.302970786210, 0.021951413324, -0.324922199534], conditional: [posterior, posterior],
        "GR, the same draw twice")
      try expect(
        ReinMaxCV(temperature: 0.7, samples: 2), zgr,
        conditional: [posterior, posterior, posterior], "ReinMax-CV, the same draws")
      // ½ (ST + DARN) = ZGR.
      try expect(DARN(), zip(zgr, st).map { 2 * $0 - $1 }, "DARN")

      let objective = FunctionObjective<Scalar> { z in
        Vector(count: z.columns) { z[0, $0] - 2 * z[1, $0] + z[2, $0] / 2 }
      }
      let exact = try ExactEnumeration().estimate(objective, at: logits)
      expectClose(
        exact.gradient, [0.196354212880, -0.301017268797, 0.104663055917], within: tolerance,
        "exact")
      #expect(exact.evaluations == 3)
    }

    func checkBinary() throws {
      let logits: Matrix<Scalar> = [[0, 0, 0], [0.7, 0.7, 0.7]]
      let noise = ([[0.2, 0.6, 0.9]] as Matrix<Double>).map { Scalar(log($0 / (1 - $0))) }
      let objective = FunctionObjective<Scalar> { z in
        Vector(count: z.columns) { z[0, $0] * 0.3 + z[1, $0] * 1.9 }
      }
      let draw = try ARM().draw(logits, classes: nil, noise: noise)
      #expect(draw.samples[0] == [[1, 0, 0], [0, 1, 1]])
      #expect(draw.samples[1] == [[0, 0, 1], [1, 1, 0]])
      let values = draw.samples.map { objective.values($0) }
      expectClose(
        ARM().estimate(draw, values: values).gradient, [-0.48, 0.48, 0, 0, -0.64, 0.64],
        within: tolerance, "ARM")
      let x = 0.534550217735
      let other = DisARM().estimate(draw, values: values)
      expectClose(other.gradient, [-x, x, 0, 0, -x, x], within: tolerance, "DisARM")
      #expect(other.evaluations == 2)
      expectClose(
        try ExactEnumeration().estimate(objective, at: [[0], [0.7]]).gradient,
        [-0.354740597269, 0.354740597269], within: tolerance, "exact")
    }
  }

  @Test func `golden vectors agree to 1e-11 in Double`() throws {
    try Vectors<Double>(tolerance: 1e-11).check()
    try Vectors<Double>(tolerance: 1e-11).checkBinary()
  }

  @Test func `golden vectors agree to four units in the last place of one in Float`() throws {
    try Vectors<Float>(tolerance: 4 * Double(Float.ulpOfOne)).check()
    try Vectors<Float>(tolerance: 4 * Double(Float.ulpOfOne)).checkBinary()
  }
}
