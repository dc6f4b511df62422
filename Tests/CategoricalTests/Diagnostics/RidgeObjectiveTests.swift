import Categorical
import Foundation
import LinearAlgebra
import Testing

struct RidgeObjectiveTests {
  @Test(arguments: [
    RidgeObjective<Double>.Profile.linear, .square, .cube, .power(1.5), .power(3), .tanh,
  ])
  func `the gradient is the derivative`(profile: RidgeObjective<Double>.Profile) throws {
    var random = SplitMix(1)
    let objective = RidgeObjective<Double>(rows: 5, terms: 4, profile: profile, using: &random)
    let point: Matrix<Double> = random.matrix(5, 3, in: -1...1)
    let (values, gradient) = objective.valuesWithGradient(point)
    #expect(objective.values(point) == values)
    try expectPullback(
      gradient, of: { objective.values($0).rowMatrix }, at: point, cotangent: [[1, 1, 1]],
      tolerance: 1e-7)
  }

  @Test(arguments: [1.5, 2, 3])
  func `polynomial programs have the published start and optimum`(power: Double) throws {
    let objective = RidgeObjective<Double>.polynomialProgram(variables: 3, power: power)
    let zeros: Matrix<Double> = [[1], [0], [1], [0], [1], [0]]
    expectClose(objective.values(zeros).matrix, [pow(0.45, power)], within: 1e-15)
    let start = try ExactEnumeration().estimate(
      objective, at: Matrix<Double>(rows: 6, columns: 1), classes: 2)
    expectClose(
      start.values.matrix, [(pow(0.45, power) + pow(0.55, power)) / 2], within: 1e-15)
  }
}
