import Categorical
import Foundation
import LinearAlgebra
import Testing

/// θ = (.5, -.3, 1.2), G = (.9, .1, -.4), g = (1, 2, -1), τ = .7, computed outside of this package.
struct GoldenVectorTests {
  struct Vectors<Scalar: RealScalar> {
    let logits: Matrix<Scalar> = [[0.5], [-0.3], [1.2]]
    let noise: Matrix<Scalar> = [[0.9], [0.1], [-0.4]]
    let cotangent: Matrix<Scalar> = [[1], [2], [-1]]
    let temperature: Scalar = 0.7
    let tolerance: Double

    func check() throws {
      let p = try softmax(logits)
      expectClose(p, [0.288760154923, 0.129748301290, 0.581491543787], within: tolerance, "p")
      expectClose(
        softmaxPullback([[1], [-2], [0.5]], output: p),
        [0.196354212880, -0.301017268797, 0.104663055917], within: tolerance, "exact gradient")

      let sample = try gumbelSoftmax(logits, temperature: temperature, hard: true, noise: noise)
      expectClose(
        sample.relaxed, [0.655276116398, 0.066642493381, 0.278081390220], within: tolerance, "y")
      #expect(sample.output == [[1], [0], [0]])
      expectClose(
        try logSoftmax(logits + noise, temperature: temperature),
        [-0.422698580422, -2.708412866136, -1.279841437564], within: tolerance, "Y")
      expectClose(
        gumbelSoftmaxPullback(cotangent, relaxed: sample.relaxed, temperature: temperature),
        [0.458244218003, 0.141807636960, -0.600051854963], within: tolerance, "ST-GS")

      let one = try sampleStraightThrough(logits, noise: noise)
      #expect(one.output == [[1], [0], [0]])
      expectClose(
        straightThroughPullback(cotangent, surrogate: one.surrogate),
        [0.298357036959, 0.263808759644, -0.562165796603], within: tolerance, "ST, τ = 1")
      let other = try sampleStraightThrough(logits, temperature: temperature, noise: noise)
      #expect(other.output == [[1], [0], [0]])
      expectClose(
        straightThroughPullback(cotangent, surrogate: other.surrogate, temperature: temperature),
        [0.448554391481, 0.255892995116, -0.704447386597], within: tolerance, "ST, τ = .7")
    }
  }

  @Test func `golden vectors agree to 1e-11 in Double`() throws {
    try Vectors<Double>(tolerance: 1e-11).check()
  }

  @Test func `golden vectors agree to two units in the last place of one in Float`() throws {
    try Vectors<Float>(tolerance: 2 * Double(Float.ulpOfOne)).check()
  }

  @Test func `entropy and divergences agree with their closed forms`() throws {
    let logits: Matrix<Double> = [[0.5], [-0.3], [1.2]]
    let p = Reference.softmax([0.5, -0.3, 1.2])
    let r = Reference.softmax([-1, 0.25, 0.5])
    expectClose(try entropy(logits), [Reference.entropy(p)], within: 1e-14)
    expectClose(try klToUniform(logits), [log(3) - Reference.entropy(p)], within: 1e-14)
    expectClose(
      try kl(logits, [[-1], [0.25], [0.5]]), [Reference.kl(p, r)], within: 1e-14)
  }
}
