import Categorical
import LinearAlgebra
import Testing

/// A problem small enough to sum over everything that is random.
struct EnumerationProblem {
  let classes: Int
  let latents: Int
  let logits: Matrix<Double>
  let states: OneHotStates
  let probabilities: [Double]

  init(classes: Int, latents: Int, seed: UInt64) throws {
    var random = SplitMix(seed)
    self.classes = classes
    self.latents = latents
    logits = random.matrix(classes * latents, 1, in: -1.5...1.5)
    states = try OneHotStates(rows: logits.rows, classes: classes)
    probabilities = states.probabilities(try softmax(logits, classes: classes))
  }

  /// The logits, once for each of `count` columns.
  func repeated(_ count: Int) -> Matrix<Double> {
    Matrix(rows: logits.rows, columns: count) { row, _ in logits[row, 0] }
  }

  /// All states, one in each column.
  var all: Matrix<Double> { states.samples() }

  /// The mean of the columns of a matrix, weighted with the probabilities of the states.
  func mean(_ columns: Matrix<Double>, weights: [Double]? = nil) -> [Double] {
    let weights = weights ?? probabilities
    return (0..<columns.rows).map { row in
      weights.indices.reduce(0) { $0 + weights[$1] * columns[row, $1] }
    }
  }

  /// The mean of a path-wise estimator whose randomness is in the sample alone.
  func mean(
    _ estimator: some PathwiseEstimator, _ objective: some DifferentiableObjective<Double>
  ) throws -> [Double] {
    let all = all
    // Noise that makes any class win.
    let (sample, context) = try estimator.forward(
      repeated(states.count), classes: classes, noise: PathwiseNoise(gumbel: 100 * all))
    #expect(sample == all)
    return mean(context.pullback(objective.valuesWithGradient(all).gradient))
  }

  /// The exact gradient.
  func exact(_ objective: some Objective<Double>) throws -> [Double] {
    try ExactEnumeration().estimate(objective, at: logits, classes: classes).gradient.doubles
  }

  /// All tuples of states: their matrices, and their probabilities.
  func tuples(_ count: Int) -> (samples: [Matrix<Double>], weights: [Double]) {
    let total = (0..<count).reduce(1) { product, _ in product * states.count }
    let all = all
    var digits: [[Int]] = []
    for index in 0..<total {
      var rest = index
      digits.append(
        (0..<count).map { _ in
          defer { rest /= states.count }
          return rest % states.count
        })
    }
    let samples = (0..<count).map { place in
      Matrix<Double>(rows: all.rows, columns: total) { row, column in
        all[row, digits[column][place]]
      }
    }
    return (samples, digits.map { $0.reduce(1) { $0 * probabilities[$1] } })
  }

  /// A random function.
  func ridge(_ profile: RidgeObjective<Double>.Profile, seed: UInt64) -> RidgeObjective<Double> {
    var random = SplitMix(seed)
    return RidgeObjective(
      rows: logits.rows, terms: 3, profile: profile, scale: 1.5, using: &random)
  }

  /// A product of linear functions, one for each latent: linear in each of them.
  func product(seed: UInt64) -> DifferentiableFunctionObjective<Double> {
    var random = SplitMix(seed)
    let w: Matrix<Double> = random.matrix(logits.rows, 1)
    let (classes, latents) = (classes, latents)
    return DifferentiableFunctionObjective { z in
      var gradient = Matrix<Double>(rows: z.rows, columns: z.columns)
      var values = Vector<Double>(count: z.columns)
      for column in 0..<z.columns {
        let factors = (0..<latents).map { l in
          (0..<classes).reduce(0) { $0 + w[l * classes + $1, 0] * z[l * classes + $1, column] }
        }
        values[column] = factors.reduce(1, *)
        for row in 0..<z.rows {
          gradient[row, column] =
            w[row, 0]
            * factors.indices.filter { $0 != row / classes }.reduce(1) { $0 * factors[$1] }
        }
      }
      return (values, gradient)
    }
  }
}

/// The Euclidean norm of a difference.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}
