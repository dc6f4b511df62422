import Categorical
import LinearAlgebra
import RandomStreams

/// The functions that `gumbel gradients` offers.
enum ProblemKind: String, CaseIterable, Codable, Sendable {
  case linear, quadratic, cubic, network

  /// The function of one number that it is made of.
  var profile: RidgeObjective<Double>.Profile {
    switch self {
    case .linear: .linear
    case .quadratic: .square
    case .cubic: .cube
    case .network: .tanh
    }
  }
}

/// A function of a few categoricals, small enough for the exact gradient.
struct GradientProblem: Sendable {
  let kind: ProblemKind
  let latents: Int
  let classes: Int
  let objective: RidgeObjective<Double>
  let logits: Matrix<Double>

  /// The largest number of samples that are enumerated.
  static let limit = 16_384

  /// Draws a problem: logits from -1 to 1, and a mean of eight profiles in random directions.
  init(kind: ProblemKind, latents: Int, classes: Int, seed: UInt64) {
    self.kind = kind
    self.latents = latents
    self.classes = classes
    let rows = latents * classes
    var stream = RandomStream(seed: seed).substream(named: "problem")
    logits = Matrix(rows: rows, columns: 1) { _, _ in Double.random(in: -1...1, using: &stream) }
    objective = RidgeObjective(
      rows: rows, terms: 8, profile: kind.profile, using: &stream)
  }

  /// The number of joint samples.
  var states: Int { (0..<latents).reduce(1) { product, _ in product * classes } }

  /// Measures an estimator; the noise is addressed by the seed and what is measured.
  func measure(
    _ name: EstimatorName, temperature: Double, draws: Int, seed: UInt64
  ) throws(CategoricalError) -> GradientQuality {
    var stream = RandomStream(seed: seed).substream(named: name.rawValue)
      .substream(temperature.bitPattern)
    return try Self.measure(
      name.makeCompared(temperature: temperature), of: self, draws: draws, warmUp: name.warmUp,
      using: &stream)
  }

  private static func measure(
    _ estimator: some GradientEstimator, of problem: GradientProblem, draws: Int, warmUp: Int,
    using stream: inout RandomStream
  ) throws(CategoricalError) -> GradientQuality {
    try GradientQuality.measure(
      estimator, of: problem.objective, at: problem.logits, classes: problem.classes, draws: draws,
      batch: 500, warmUp: warmUp, limit: limit, using: &stream)
  }
}
