import Categorical
import LinearAlgebra
import Synchronization

/// Everything that `gumbel gradients` measures.
struct GradientComparison: Sendable {
  /// One line of the table.
  struct Row: Sendable {
    var entry: CatalogueEntry
    var quality: GradientQuality
  }

  /// One curve of the plot: the quality at each temperature.
  struct Curve: Sendable {
    var entry: CatalogueEntry
    var qualities: [GradientQuality]
  }

  /// The bias of an estimator for each kind of function.
  struct Kinds: Sendable {
    var entry: CatalogueEntry
    var qualities: [GradientQuality]
  }

  var problem: GradientProblem
  var temperature: Double
  var draws: Int
  var seed: UInt64
  var temperatures: [Double]
  var rows: [Row] = []
  var curves: [Curve] = []
  var kinds: [Kinds] = []

  /// The estimators that show why some are biased.
  static let explained = ["straight-through-gumbel", "straight-through", "zgr", "reinmax", "rloo"]

  /// The estimators of the plot: what a trainer chooses from, and an unbiased one beside them.
  static let plotted = [
    "straight-through-gumbel", "gumbel-softmax", "straight-through", "gapped-straight-through",
    "gumbel-rao", "reinmax", "zgr", "rloo",
  ]

  /// Measures everything, one job for each estimator and temperature.
  ///
  /// - Parameters:
  ///   - problem: The function.
  ///   - entries: The estimators of the table.
  ///   - curves: The estimators of the plot.
  ///   - temperature: The temperature of the table.
  ///   - temperatures: The temperatures of the plot.
  ///   - draws: The number of draws of each estimator.
  ///   - seed: The seed of problems and noise.
  ///   - explains: Whether to measure every kind of function.
  /// - Throws: `CategoricalError` if there are too many samples to enumerate.
  init(
    problem: GradientProblem, entries: [CatalogueEntry], curves: [CatalogueEntry],
    temperature: Double, temperatures: [Double], draws: Int, seed: UInt64, explains: Bool
  ) throws(CategoricalError) {
    self.problem = problem
    self.temperature = temperature
    self.temperatures = temperatures
    self.draws = draws
    self.seed = seed
    var jobs: [Job] = entries.map { Job(problem, $0, temperature) }
    for entry in curves {
      // What does not depend on the temperature is measured once.
      jobs += (entry.hasTemperature ? temperatures : [temperature]).map { Job(problem, entry, $0) }
    }
    let kinds = explains ? ProblemKind.allCases : []
    let explained = explains ? CatalogueEntry.all.filter { Self.explained.contains($0.name) } : []
    for entry in explained {
      jobs += kinds.map { kind in
        Job(
          GradientProblem(
            kind: kind, latents: problem.latents, classes: problem.classes, seed: seed), entry, 1)
      }
    }
    var results = try Job.run(jobs, draws: draws, seed: seed)[...]
    for entry in entries { rows.append(Row(entry: entry, quality: results.removeFirst())) }
    for entry in curves {
      let count = entry.hasTemperature ? temperatures.count : 1
      var qualities = Array(results.prefix(count))
      results.removeFirst(count)
      if !entry.hasTemperature {
        qualities = Array(repeating: qualities[0], count: temperatures.count)
      }
      self.curves.append(Curve(entry: entry, qualities: qualities))
    }
    for entry in explained {
      self.kinds.append(Kinds(entry: entry, qualities: Array(results.prefix(kinds.count))))
      results.removeFirst(kinds.count)
    }
  }
}

/// One measurement.
private struct Job: Sendable {
  var problem: GradientProblem
  var entry: CatalogueEntry
  var temperature: Double

  init(_ problem: GradientProblem, _ entry: CatalogueEntry, _ temperature: Double) {
    self.problem = problem
    self.entry = entry
    self.temperature = temperature
  }

  /// Runs all over the threads; the results do not depend on their number.
  static func run(
    _ jobs: [Job], draws: Int, seed: UInt64
  ) throws(CategoricalError) -> [GradientQuality] {
    typealias Outcome = Result<GradientQuality, CategoricalError>
    let results = Mutex([Outcome?](repeating: nil, count: jobs.count))
    ComputeThreads.forEach(jobs.count) { index in
      let job = jobs[index]
      let result = Result { () throws(CategoricalError) in
        try job.problem.measure(
          job.entry, temperature: job.temperature, draws: draws, seed: seed)
      }
      results.withLock { $0[index] = result }
    }
    var qualities: [GradientQuality] = []
    for case .some(let result) in results.withLock({ $0 }) { qualities.append(try result.get()) }
    return qualities
  }
}
