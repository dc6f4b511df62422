import LinearAlgebra
import NeuralNetwork
import RealModule
import TestSupport
import Testing

/// A model of two matrices whose sizes leave a rest in every vector width.
func optimizedModel<Scalar: RealScalar>() -> Linear<Scalar> {
  Linear(weight: randomMatrix(7, 9, seed: 1), bias: randomMatrix(7, 1, seed: 2))
}

/// The gradient of a step: random numbers of very different magnitudes, some of them zero.
func gradient<Scalar: RealScalar>(at step: Int) -> Linear<Scalar> {
  var result: Linear<Scalar> = optimizedModel()
  var seed = UInt64(1000 * step)
  result.visit("") { _, parameter in
    let signs: Matrix<Double> = randomMatrix(parameter.rows, parameter.columns, seed: seed)
    let powers: Matrix<Double> = randomMatrix(
      parameter.rows, parameter.columns, seed: seed + 1, in: -6...1)
    parameter = Matrix(rows: parameter.rows, columns: parameter.columns) { i, j in
      (i + j + step) % 5 == 0 ? 0 : Scalar(Float(signs[i, j] * Double.exp(powers[i, j])))
    }
    seed += 2
  }
  return result
}

/// Learning rates that change with the step.
func learningRate(at step: Int) -> Double { 0.02 / (1 + 0.1 * Double(step)) }

/// Runs a textbook rule for every scalar of the model on its own, in `Double`, and compares.
///
/// - `optimizer`: The optimizer under test.
/// - `rule`: Makes the rule for one scalar: a function of parameter, gradient, rate and the number of
///   the update from 1 to the next parameter.
func expectSteps<Rule: Optimizer>(
  _ optimizer: Rule, agreeWithin tolerance: Double, steps: Int = 60,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ rule: () -> (_ p: Double, _ g: Double, _ rate: Double, _ t: Int) -> Double
) {
  var optimizer = optimizer
  var model: Linear<Rule.Scalar> = optimizedModel()
  var expected = model.parameters.map { $0.value.map { Double($0) } }
  let rules = expected.map { $0.positions.map { _ in rule() } }
  for step in 0..<steps {
    let slope: Linear<Rule.Scalar> = gradient(at: step)
    optimizer.update(&model, along: slope, learningRate: learningRate(at: step))
    for (k, (_, g)) in slope.parameters.enumerated() {
      for j in 0..<g.columns {
        for i in 0..<g.rows {
          expected[k][i, j] = rules[k][i + j * g.rows](
            expected[k][i, j], Double(g[i, j]), learningRate(at: step), step + 1)
        }
      }
    }
  }
  #expect(optimizer.step == steps, sourceLocation: sourceLocation)
  for ((name, found), expected) in zip(model.parameters, expected) {
    expectClose(found, expected, within: tolerance, name, sourceLocation: sourceLocation)
  }
}

extension Matrix {
  /// The positions of all elements.
  fileprivate var positions: Range<Int> { 0..<count }
}

/// Stops in the middle, moves everything into a new optimizer by name, and expects the same bits.
func expectCheckpoint<Rule: Optimizer>(
  _ make: (Linear<Rule.Scalar>) -> Rule, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var model: Linear<Rule.Scalar> = optimizedModel()
  var whole = make(model)
  var resumed = whole
  var resumedModel = model
  for step in 0..<20 {
    if step == 9 {
      let saved = Dictionary(uniqueKeysWithValues: whole.parameters.map { ($0.name, $0.value) })
      resumed = make(optimizedModel())
      try resumed.restore(from: saved)
      resumed.step = whole.step
      resumedModel = model
    }
    whole.update(&model, along: gradient(at: step), learningRate: 0.1)
    if step >= 9 { resumed.update(&resumedModel, along: gradient(at: step), learningRate: 0.1) }
  }
  #expect(resumedModel == model, sourceLocation: sourceLocation)
}
