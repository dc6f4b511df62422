import Categorical
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import RealModule

/// Polynomial programming of Liu et al.: a mean of `|z - 0.45|^p` over binary variables, whose optimum
/// is known.
extension Recipe {
  static let polynomialProgramming = Recipe(
    name: "polynomial-programming", title: "Polynomial programming over 128 binary variables",
    paper: .liu, table: "section 5.1; published is the optimum 0.45^p", quantity: .objective,
    needs: .nothing,
    remarks: [
      "Batches of 64, Adam with a rate of 1e-3 and logits that start within 0.01, as in the authors' "
        + "code; 8000 steps. The figure is the exact mean of f under the probabilities at the end.",
      "Temperatures are 1 for ST and ReinMax and, colder than the authors', 0.1 for the others, so that "
        + "their bias is small.",
      "Half of the variables at one, f is 0.3549, 0.2525 and 0.1288.",
    ],
    arguments: [],
    cells: polynomialCells,
    orderings: ["1.5", "2", "3"].map { Ordering(["reinmax-p\($0)", "st-p\($0)"]) },
    quick: Effort(steps: 8000, seeds: 1, samples: 1),
    standard: Effort(steps: 8000, seeds: 10, samples: 1),
    whole: Effort(steps: 8000, seeds: 10, samples: 1), stepsPerSecond: 1500)

  private static var polynomialCells: [Cell] {
    var cells: [Cell] = []
    for (power, optimum) in [(1.5, 0.3018692), (2, 0.2025), (3, 0.091125)] {
      let name = power == 1.5 ? "1.5" : "\(Int(power))"
      for program in programs {
        cells.append(
          Cell(
            "\(program.name)-p\(name)", program.label, group: "p = \(name)",
            published: Published(optimum),
            source: .computation(polynomialProgram(program.make, power: power, variables: 128))))
      }
    }
    return cells
  }

  private static let programs:
    [(name: String, label: String, make: @Sendable () -> any PathwiseEstimator)] = [
      ("st", "ST", { StraightThrough() }),
      ("st-gs", "ST-GS", { StraightThroughGumbelSoftmax(temperature: 0.1) }),
      ("gs", "GS", { GumbelSoftmaxEstimator(temperature: 0.1) }),
      ("gr", "GR-MC10", { GumbelRao(temperature: 0.1) }),
      ("gst", "GST-1.0", { GappedStraightThrough(temperature: 0.1) }),
      ("reinmax", "ReinMax", { ReinMax() }),
    ]
}

/// Minimizes the program by an estimator, batch after batch.
func polynomialProgram(
  _ makeEstimator: @escaping @Sendable () -> any PathwiseEstimator, power: Double, variables: Int
) -> Computation {
  Computation { seed, steps, observe in
    let estimator = makeEstimator()
    let objective = RidgeObjective<Float>.polynomialProgram(variables: variables, power: power)
    var stream = RandomStream(seed: seed)
    var program = BinaryProgram(
      logits: Matrix(rows: 2 * variables, columns: 1) { _, _ in
        Float.random(in: -0.01...0.01, using: &stream)
      })
    var optimizer = Adam(for: program)
    for step in 1...max(steps, 1) {
      let batch = Matrix(rows: 2 * variables, columns: 64) { row, _ in program.logits[row, 0] }
      let gradient = try estimator.estimate(objective, at: batch, classes: 2, using: &stream)
        .gradient.rowSums()
      let mean = BinaryProgram(
        logits: Matrix(rows: 2 * variables, columns: 1) { row, _ in gradient[row] / 64 })
      optimizer.update(&program, along: mean, learningRate: 1e-3)
      if step.isMultiple(of: 100) || step == steps {
        guard observe(step, try program.mean(power: power)) else { return nil }
      }
    }
    return ["objective": try program.mean(power: power)]
  }
}

/// The logits of binary variables, two rows for each.
private struct BinaryProgram: Parameterized {
  var logits: Matrix<Float>

  mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Float>) throws -> Void
  ) rethrows {
    try body(parameterName(path, "logits"), &logits)
  }

  mutating func visit(
    with other: BinaryProgram,
    _ body: (_ parameter: inout Matrix<Float>, _ other: Matrix<Float>) throws -> Void
  ) rethrows {
    try body(&logits, other.logits)
  }

  /// The exact mean of `1/L Σ |z - 0.45|^p`: linear in the probabilities of the ones.
  func mean(power: Double) throws -> Double {
    let probabilities = try softmax(logits, classes: 2)
    let variables = logits.rows / 2
    let ones = (0..<variables).reduce(0.0) { $0 + Double(probabilities[2 * $1 + 1, 0]) }
    let (low, high) = (Double.pow(0.45, power), Double.pow(0.55, power))
    return low + ones / Double(variables) * (high - low)
  }
}
