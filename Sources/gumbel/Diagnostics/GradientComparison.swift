import Categorical
import LinearAlgebra
import Synchronization

/// Everything that `gumbel gradients` measures.
struct GradientComparison: Sendable {
  /// One line of the table.
  struct Row: Sendable {
    var estimator: EstimatorName
    var quality: GradientQuality
  }

  /// One curve of the plot: the quality at each temperature.
  struct Curve: Sendable {
    var estimator: EstimatorName
    var qualities: [GradientQuality]
  }

  /// The bias of an estimator for each kind of function.
  struct Kinds: Sendable {
    var estimator: EstimatorName
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
  static let explained: [EstimatorName] = [
    .straightThroughGumbel, .straightThrough, .zgr, .reinMax, .rloo,
  ]

  /// The estimators of the plot: what a trainer chooses from, and an unbiased one beside them.
  static let plotted: [EstimatorName] = [
    .straightThroughGumbel, .gumbelSoftmax, .straightThrough, .gappedStraightThrough, .gumbelRao,
    .reinMax, .zgr, .rloo,
  ]

  /// Measures everything, one job for each estimator and temperature.
  ///
  /// - Parameters:
  ///   - problem: The function.
  ///   - estimators: The estimators of the table.
  ///   - curves: The estimators of the plot.
  ///   - temperature: The temperature of the table.
  ///   - temperatures: The temperatures of the plot.
  ///   - draws: The number of draws of each estimator.
  ///   - seed: The seed of problems and noise.
  ///   - explains: Whether to measure every kind of function.
  /// - Throws: `CategoricalError` if there are too many samples to enumerate.
  init(
    problem: GradientProblem, estimators: [EstimatorName], curves: [EstimatorName],
    temperature: Double, temperatures: [Double], draws: Int, seed: UInt64, explains: Bool
  ) throws(CategoricalError) {
    self.problem = problem
    self.temperature = temperature
    self.temperatures = temperatures
    self.draws = draws
    self.seed = seed
    var jobs: [Job] = estimators.map { Job(problem, $0, temperature) }
    for estimator in curves {
      // What does not depend on the temperature is measured once.
      jobs += (estimator.hasCurve ? temperatures : [temperature]).map {
        Job(problem, estimator, $0)
      }
    }
    let kinds = explains ? ProblemKind.allCases : []
    let explained = explains ? EstimatorName.compared.filter { Self.explained.contains($0) } : []
    for estimator in explained {
      jobs += kinds.map { kind in
        Job(
          GradientProblem(
            kind: kind, latents: problem.latents, classes: problem.classes, seed: seed), estimator,
          1)
      }
    }
    var results = try Job.run(jobs, draws: draws, seed: seed)[...]
    for estimator in estimators {
      rows.append(Row(estimator: estimator, quality: results.removeFirst()))
    }
    for estimator in curves {
      let count = estimator.hasCurve ? temperatures.count : 1
      var qualities = Array(results.prefix(count))
      results.removeFirst(count)
      if !estimator.hasCurve {
        qualities = Array(repeating: qualities[0], count: temperatures.count)
      }
      self.curves.append(Curve(estimator: estimator, qualities: qualities))
    }
    for estimator in explained {
      self.kinds.append(Kinds(estimator: estimator, qualities: Array(results.prefix(kinds.count))))
      results.removeFirst(kinds.count)
    }
  }
}

/// One measurement.
private struct Job: Sendable {
  var problem: GradientProblem
  var estimator: EstimatorName
  var temperature: Double

  init(_ problem: GradientProblem, _ estimator: EstimatorName, _ temperature: Double) {
    self.problem = problem
    self.estimator = estimator
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
          job.estimator, temperature: job.temperature, draws: draws, seed: seed)
      }
      results.withLock { $0[index] = result }
    }
    var qualities: [GradientQuality] = []
    for case .some(let result) in results.withLock({ $0 }) { qualities.append(try result.get()) }
    return qualities
  }
}
