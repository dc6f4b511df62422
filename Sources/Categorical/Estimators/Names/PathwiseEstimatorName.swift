/// The names of the path-wise estimators, for layers that sit in a network.
///
/// Each names a ``PathwiseEstimator`` with its defaults; ``makeEstimator(temperature:)`` makes it.
/// ``EstimatorName`` has these and the estimators that are not path-wise.
public enum PathwiseEstimatorName: String, CaseIterable, Codable, Sendable {
  /// ``StraightThroughGumbelSoftmax``: one-hot forward, its relaxed twin backward.
  case straightThroughGumbel = "straight-through-gumbel"

  /// ``GumbelSoftmaxEstimator``: the relaxed sample both ways.
  case gumbelSoftmax = "gumbel-softmax"

  /// ``StraightThrough``: one-hot forward, the probabilities backward.
  case straightThrough = "straight-through"

  /// ``StraightThroughArgmax``: the one-hot argmax forward, the probabilities backward; no noise is
  /// drawn, so nothing is estimated: a quantizer.
  case straightThroughArgmax = "straight-through-argmax"

  /// ``SlopeAnnealedStraightThrough`` with the slope `1 / τ`.
  case slopeAnnealed = "slope-annealed"

  /// ``DecoupledGumbelSoftmax`` with a forward temperature of half the backward one.
  case decoupled = "decoupled"

  /// ``GumbelRao`` with ten draws.
  case gumbelRao = "gumbel-rao"

  /// ``ZGR``; the temperature has no effect.
  case zgr = "zgr"

  /// ``GappedStraightThrough`` with a gap of one.
  case gappedStraightThrough = "gapped-straight-through"

  /// ``ReinMax``.
  case reinMax = "reinmax"

  /// ``ReinMaxRao`` with ten draws.
  case reinMaxRao = "reinmax-rao"

  /// ``ReinMaxCV`` with ten draws and a weight of one.
  case reinMaxCV = "reinmax-cv"

  /// ``DARN`` around the probabilities; the temperature has no effect.
  case darn = "darn"

  /// The number of conditional draws of those that have some, unless another is asked for.
  public static let standardDraws = 10

  /// Makes the estimator of this name.
  ///
  /// - Parameters:
  ///   - temperature: A positive, dimensionless number: that of the backward pass.
  ///   - draws: The number of conditional draws, at least one, of ``gumbelRao``, ``reinMaxRao`` and
  ///     ``reinMaxCV``; the others have none.
  /// - Returns: The estimator.
  public func makeEstimator(
    temperature: Double, draws: Int = standardDraws
  ) -> any PathwiseEstimator {
    switch self {
    case .straightThroughGumbel: StraightThroughGumbelSoftmax(temperature: temperature)
    case .gumbelSoftmax: GumbelSoftmaxEstimator(temperature: temperature)
    case .straightThrough: StraightThrough(temperature: temperature)
    case .straightThroughArgmax: StraightThroughArgmax(temperature: temperature)
    case .slopeAnnealed: SlopeAnnealedStraightThrough(temperature: temperature)
    case .decoupled:
      DecoupledGumbelSoftmax(
        forwardTemperature: temperature / 2, backwardTemperature: temperature)
    case .gumbelRao: GumbelRao(temperature: temperature, samples: draws)
    case .zgr: ZGR()
    case .gappedStraightThrough: GappedStraightThrough(temperature: temperature)
    case .reinMax: ReinMax(temperature: temperature)
    case .reinMaxRao: ReinMaxRao(temperature: temperature, samples: draws)
    case .reinMaxCV: ReinMaxCV(temperature: temperature, samples: draws)
    case .darn: DARN()
    }
  }

  /// Whether the forward pass gives one-hot vectors.
  public var isHard: Bool { self != .gumbelSoftmax && self != .decoupled }

  /// Whether the estimator has conditional draws, whose number can be chosen.
  public var hasDraws: Bool { conditionalDraws > 0 }

  /// How many matrices of conditional noise the forward pass takes besides the Gumbel noise.
  public var conditionalDraws: Int { makeEstimator(temperature: 1).conditionalDraws }
}
