/// The names of all gradient estimators, for command lines, files and models.
///
/// Each names a ``GradientEstimator`` with its defaults, which ``makeEstimator(temperature:)`` makes, and
/// says what that asks of the function `f` and of the categoricals. The ``pathwise`` ones fit between
/// two layers of a network, see ``CategoricalLayer``; the others call `f` themselves.
public enum EstimatorName: String, CaseIterable, Codable, Sendable {
  /// ``PathwiseEstimatorName/straightThroughGumbel``.
  case straightThroughGumbel = "straight-through-gumbel"
  /// ``PathwiseEstimatorName/gumbelSoftmax``.
  case gumbelSoftmax = "gumbel-softmax"
  /// ``PathwiseEstimatorName/straightThrough``.
  case straightThrough = "straight-through"
  /// ``PathwiseEstimatorName/straightThroughArgmax``.
  case straightThroughArgmax = "straight-through-argmax"
  /// ``PathwiseEstimatorName/slopeAnnealed``.
  case slopeAnnealed = "slope-annealed"
  /// ``PathwiseEstimatorName/decoupled``.
  case decoupled = "decoupled"
  /// ``PathwiseEstimatorName/gumbelRao``.
  case gumbelRao = "gumbel-rao"
  /// ``PathwiseEstimatorName/zgr``.
  case zgr = "zgr"
  /// ``PathwiseEstimatorName/gappedStraightThrough``.
  case gappedStraightThrough = "gapped-straight-through"
  /// ``PathwiseEstimatorName/reinMax``.
  case reinMax = "reinmax"
  /// ``PathwiseEstimatorName/reinMaxRao``.
  case reinMaxRao = "reinmax-rao"
  /// ``PathwiseEstimatorName/reinMaxCV``.
  case reinMaxCV = "reinmax-cv"
  /// ``PathwiseEstimatorName/darn``.
  case darn = "darn"

  /// ``REINFORCE`` without a baseline.
  case reinforce = "reinforce"
  /// ``REINFORCE`` with a running mean of decay 0.9.
  case reinforceMovingAverage = "reinforce-moving-average"
  /// ``REINFORCE`` with the mean of the other columns, for columns that are alike.
  case reinforceLeaveOneOut = "reinforce-leave-one-out"
  /// ``NVIL`` with a linear baseline, without the division by the deviation.
  case nvil = "nvil"
  /// ``RLOO`` with four samples.
  case rloo = "rloo"
  /// ``RLOO`` with two samples, the cost of ``disarm``.
  case rlooTwo = "rloo-2"
  /// ``ARM``, for binary variables.
  case arm = "arm"
  /// ``DisARM``, for binary variables.
  case disarm = "disarm"
  /// ``RELAX`` with a ``QuadraticCritic``.
  case relax = "relax"
  /// ``VIMCO`` with five samples, for importance-weighted bounds, where `f` is `log p(x, D)`.
  case vimco = "vimco"

  /// ``MuProp``.
  case muProp = "muprop"
  /// ``REBAR``, whose weight learns at a rate of 0.1.
  case rebar = "rebar"

  /// ``ExactEnumeration``, for a handful of categoricals.
  case exact = "exact"

  /// What an estimator asks of the function `f`.
  public enum Need: Hashable, Sendable, CaseIterable {
    /// The derivative at one sample; the value is not used.
    case derivative
    /// Values at one-hot samples; `f` need not have a derivative.
    case values
    /// Values and derivatives, also inside the simplex.
    case valuesAndDerivatives
  }

  /// What the estimator asks of the function `f`.
  public var need: Need {
    switch self {
    case .muProp, .rebar: .valuesAndDerivatives
    default: pathwise == nil ? .values : .derivative
    }
  }

  /// Whether `f` is evaluated inside the simplex as well, where it must be defined.
  public var isRelaxed: Bool { need == .valuesAndDerivatives || pathwise?.isHard == false }

  /// How many one-hot samples the estimator draws for each column; none if it sums over all of them, or
  /// if its sample is relaxed.
  public var samples: Int {
    switch self {
    case .rloo: 4
    case .vimco: 5
    case .rlooTwo, .arm, .disarm: 2
    case .exact, .gumbelSoftmax, .decoupled: 0
    default: 1
    }
  }

  /// Whether the estimator is for categoricals of two classes only.
  public var isBinary: Bool { self == .arm || self == .disarm }

  /// Whether the temperature has an effect.
  public var hasTemperature: Bool {
    switch self {
    case .zgr, .darn: false
    case .relax, .rebar: true
    default: pathwise != nil
    }
  }

  /// Whether the estimator learns from each batch, see ``Learner/learned``.
  public var learns: Bool {
    switch self {
    case .reinforceMovingAverage, .nvil, .relax, .rebar: true
    default: false
    }
  }

  /// The name among the path-wise estimators; `nil` for the others.
  public var pathwise: PathwiseEstimatorName? { PathwiseEstimatorName(rawValue: rawValue) }

  /// Makes the estimator of this name with its defaults.
  ///
  /// - Parameter temperature: A positive, dimensionless number: that of the backward pass or of the
  ///   control variate, where there is one.
  /// - Returns: The estimator, before it has learned anything.
  public func makeEstimator(temperature: Double) -> any GradientEstimator {
    if let pathwise { return pathwise.makeEstimator(temperature: temperature) }
    switch self {
    case .reinforce: return REINFORCE()
    case .reinforceMovingAverage: return REINFORCE(baseline: .movingAverage(decay: 0.9))
    case .reinforceLeaveOneOut: return REINFORCE(baseline: .leaveOneOut)
    case .nvil: return NVIL(normalizesVariance: false)
    case .rloo, .rlooTwo: return RLOO(samples: samples)
    case .arm: return ARM()
    case .disarm: return DisARM()
    case .relax: return RELAX(critic: QuadraticCritic(temperature: temperature))
    case .vimco: return VIMCO(samples: samples)
    case .muProp: return MuProp()
    case .rebar: return REBAR(temperature: temperature, weightRate: 0.1)
    case .exact: return ExactEnumeration()
    default: preconditionFailure("'\(rawValue)' names no estimator")
    }
  }
}
