import Categorical

/// What `gumbel gradients --json` prints.
struct GradientResult: Encodable {
  /// One measurement.
  struct Measurement: Encodable {
    var estimator: String
    var problem: ProblemKind
    var temperature: Double
    var bias: Double
    var biasNoise: Double
    var deviation: Double
    var error: Double
    var meanCosine: Double
    var drawCosine: Double
    /// Missing where the draws do not vary.
    var largestZ: Double?
    var evaluations: Double
    var mean: [Double]

    enum CodingKeys: String, CodingKey {
      case estimator, problem, temperature, bias, deviation, error, evaluations, mean
      case biasNoise = "bias_noise"
      case meanCosine = "mean_cosine"
      case drawCosine = "draw_cosine"
      case largestZ = "largest_z"
    }

    init(
      _ name: EstimatorName, _ problem: ProblemKind, _ temperature: Double, _ q: GradientQuality
    ) {
      estimator = name.rawValue
      self.problem = problem
      self.temperature = temperature
      bias = q.bias
      biasNoise = q.biasNoise
      deviation = q.deviation
      error = q.error
      meanCosine = q.meanCosine
      drawCosine = q.drawCosine
      largestZ = q.largestZ.isFinite ? q.largestZ : nil
      evaluations = q.evaluations
      mean = q.mean
    }
  }

  var latents: Int
  var classes: Int
  var seed: UInt64
  var draws: Int
  var exact: [Double]
  var estimators: [Measurement]
  var curves: [Measurement]
  var kinds: [Measurement]
  var output: String
  var seconds: Double

  init(_ comparison: GradientComparison, output: String, seconds: Double) {
    let problem = comparison.problem
    latents = problem.latents
    classes = problem.classes
    seed = comparison.seed
    draws = comparison.draws
    exact = comparison.rows.first?.quality.exact ?? []
    estimators = comparison.rows.map {
      Measurement($0.estimator, problem.kind, comparison.temperature, $0.quality)
    }
    curves = comparison.curves.flatMap { curve in
      zip(comparison.temperatures, curve.qualities).map {
        Measurement(curve.estimator, problem.kind, $0, $1)
      }
    }
    kinds = comparison.kinds.flatMap { row in
      zip(ProblemKind.allCases, row.qualities).map { Measurement(row.estimator, $0, 1, $1) }
    }
    self.output = output
    self.seconds = seconds
  }
}
