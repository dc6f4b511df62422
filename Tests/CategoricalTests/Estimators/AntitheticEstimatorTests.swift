import Categorical
import Foundation
import LinearAlgebra
import Testing

struct AntitheticEstimatorTests {
  /// A generator of equal words, which draws from one end of the distribution.
  struct Constant: RandomNumberGenerator {
    var word: UInt64
    mutating func next() -> UInt64 { word }
  }

  static var objective: FunctionObjective<Float> {
    FunctionObjective { z in Vector(count: z.columns) { z[1, $0] } }
  }

  /// Uniform numbers in `Float` end at 1 - 6e-8, where this variable would be 1 in both samples.
  @Test(arguments: [0, 0x8000_0000_8000_0000] as [UInt64], [-20, -18, 18, 20] as [Float])
  func `both ends of the noise reach the rare class in Float`(word: UInt64, theta: Float) throws {
    var generator = Constant(word: word)
    let draw = try ARM().draw([[0], [theta]], classes: nil, using: &generator)
    #expect(draw.samples[0] != draw.samples[1])
    let values = draw.samples.map { Self.objective.values($0) }
    let gradient = ARM().estimate(draw, values: values).gradient
    #expect(gradient[1, 0] == 0.5 && gradient[0, 0] == -0.5)
  }

  /// The estimate is linear in the uniform number between the places where a sample changes, so the sum
  /// over the midpoints of the three pieces, weighted, is the mean: `σ'(θ)` for `f = z`.
  @Test(arguments: [-30, -20, -16, 16, 20, 30] as [Float])
  func `the mean over all noise is exact in Float far from zero`(theta: Float) throws {
    let tail = exp(-Double(theta.magnitude)) / (1 + exp(-Double(theta.magnitude)))
    let far = Float(log(tail / 2) - log1p(-tail / 2))
    let draw = try ARM().draw(
      Matrix(rows: 2, columns: 3) { row, _ in row == 1 ? theta : 0 }, classes: nil,
      noise: [[far, 0, -far]])
    let values = draw.samples.map { Self.objective.values($0) }
    let expected = tail * (1 - tail)
    for gradient in [
      ARM().estimate(draw, values: values).gradient,
      DisARM().estimate(draw, values: values).gradient,
    ] {
      let mean =
        tail * Double(gradient[1, 0]) + (1 - 2 * tail) * Double(gradient[1, 1])
        + tail * Double(gradient[1, 2])
      #expect(abs(mean - expected) < 1e-6 * expected)
    }
  }
}
