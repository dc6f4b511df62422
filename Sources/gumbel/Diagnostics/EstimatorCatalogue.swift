import Categorical

/// The gradient estimators that `gumbel gradients` compares, by name.
struct CatalogueEntry: Sendable {
  /// What an estimator needs of the function.
  enum Need: String, Sendable, CaseIterable {
    case path = "a derivative at the sample"
    case score = "values"
    case both = "values and derivatives"
  }

  /// The name on the command line.
  let name: String
  /// What it needs of the function.
  let need: Need
  /// Whether the temperature changes it.
  let hasTemperature: Bool
  /// Whether it works for two classes only.
  var isBinary = false
  /// The number of batches that it learns from before it is measured.
  var warmUp = 0
  /// Makes the estimator for a temperature and a number of rows.
  let make: @Sendable (_ temperature: Double, _ rows: Int) -> any GradientEstimator

  /// All of them, in the order of the table.
  ///
  /// Left out are `VIMCO`, which estimates the gradient of another quantity, and
  /// `StraightThroughArgmax`, which draws nothing and so has nothing to estimate.
  static let all: [CatalogueEntry] = paths + scores

  private static let paths: [CatalogueEntry] =
    EstimatorName.allCases.filter { $0 != .straightThroughArgmax }.map { name in
      CatalogueEntry(
        name: name.rawValue, need: .path,
        hasTemperature: name != .zgr && name != .darn && name != .slopeAnnealed
      ) { temperature, _ in
        // A slope other than one would draw from another distribution.
        name.estimator(temperature: name == .slopeAnnealed ? 1 : temperature)
      }
    }

  private static let scores: [CatalogueEntry] = [
    CatalogueEntry(name: "reinforce", need: .score, hasTemperature: false) { _, _ in REINFORCE() },
    CatalogueEntry(
      name: "reinforce-moving-average", need: .score, hasTemperature: false, warmUp: 20
    ) { _, _ in REINFORCE(baseline: .movingAverage(decay: 0.9)) },
    CatalogueEntry(name: "reinforce-leave-one-out", need: .score, hasTemperature: false) { _, _ in
      REINFORCE(baseline: .leaveOneOut)
    },
    CatalogueEntry(name: "nvil", need: .score, hasTemperature: false, warmUp: 20) { _, _ in
      NVIL(normalizesVariance: false)
    },
    CatalogueEntry(name: "rloo", need: .score, hasTemperature: false) { _, _ in RLOO() },
    CatalogueEntry(name: "arm", need: .score, hasTemperature: false, isBinary: true) { _, _ in
      ARM()
    },
    CatalogueEntry(name: "disarm", need: .score, hasTemperature: false, isBinary: true) { _, _ in
      DisARM()
    },
    CatalogueEntry(name: "relax", need: .score, hasTemperature: true, warmUp: 100) {
      temperature, rows in
      RELAX(critic: QuadraticCritic(rows: rows, temperature: temperature), rate: 0.05)
    },
    CatalogueEntry(name: "muprop", need: .both, hasTemperature: false) { _, _ in MuProp() },
    CatalogueEntry(name: "rebar", need: .both, hasTemperature: true, warmUp: 20) {
      temperature, _ in
      REBAR(temperature: temperature, weightRate: 0.1)
    },
  ]
}
