public import Categorical

/// How the objective of a ``LatentModel`` is formed and differentiated in one step.
///
/// Temperatures and weights are numbers of one step; schedules of them belong to the trainer.
public struct ObjectiveOptions: Hashable, Codable, Sendable {
  /// How codes are drawn and how gradients pass through the draw.
  public var estimator: EstimatorName
  /// The number of conditional draws of `gumbel-rao`, `reinmax-rao` and `reinmax-cv`, at least one.
  public var conditionalDraws: Int
  /// The temperature of the relaxed posterior, `λ₁`, positive.
  public var temperature: Double
  /// The temperature of the relaxed prior, `λ₂`; nil for that of the posterior.
  ///
  /// It matters for ``RelaxedDivergence/relaxedDensities`` only.
  public var priorTemperature: Double?
  /// The weight `β` of the divergence in the objective; one for the bound itself.
  public var divergenceWeight: Double
  /// The form of the divergence from the prior.
  ///
  /// - `discrete`: in closed form, `Σ q (log q - log p)`, as far as there is one: with several
  ///   stochastic layers the entropies of all posteriors and the divergence of the topmost are exact
  ///   and the rest is taken at the sample.
  /// - `relaxedMass`: `Σ z (log q - log p)` at the sample `z`.
  /// - `relaxedDensities`: the densities of the relaxed distributions in log space; it needs relaxed
  ///   samples, that is the estimator `gumbel-softmax`.
  public var divergence: RelaxedDivergence
  /// The number of samples `m` of the training bound `L_m`, at least one.
  ///
  /// More than one need `vimco` or a path-wise estimator, and for autoencoders a divergence at the sample.
  public var samples: Int
  /// The weight `α` of the classifier's own term for labelled samples.
  public var classifierWeight: Double
  /// The probability with which a step leaves out a feature that a linear layer of the classifier reads.
  public var classifierDropout = 0.0
  /// What multiplies the weight of the style's divergence in a semi-supervised model; one for the bound itself.
  ///
  /// A style that costs more leaves more to the class: with a factor that falls to one, the decoder learns what a
  /// class looks like before it learns styles.
  public var styleWeight = 1.0

  /// Makes options.
  ///
  /// - Parameters:
  ///   - estimator: How codes are drawn and how gradients pass through the draw.
  ///   - temperature: The temperature of the relaxed posterior, positive.
  ///   - priorTemperature: The temperature of the relaxed prior, or nil for that of the posterior.
  ///   - divergenceWeight: The weight of the divergence in the objective.
  ///   - divergence: The form of the divergence from the prior.
  ///   - samples: The number of samples of the training bound.
  ///   - classifierWeight: The weight of the classifier's own term for labelled samples.
  ///   - conditionalDraws: The number of conditional draws of the estimators that have some.
  public init(
    estimator: EstimatorName, temperature: Double, priorTemperature: Double? = nil,
    divergenceWeight: Double = 1, divergence: RelaxedDivergence = .discrete, samples: Int = 1,
    classifierWeight: Double = 0.1,
    conditionalDraws: Int = PathwiseEstimatorName.standardDraws
  ) {
    self.estimator = estimator
    self.temperature = temperature
    self.priorTemperature = priorTemperature
    self.divergenceWeight = divergenceWeight
    self.divergence = divergence
    self.samples = samples
    self.classifierWeight = classifierWeight
    self.conditionalDraws = conditionalDraws
  }

  /// Whether the value of the objective bounds the likelihood of the discrete model from below.
  ///
  /// It does with hard samples, one of the two discrete forms of the divergence and `β = 1`. Relaxed
  /// samples give a bound only for the relaxed model, and only with ``RelaxedDivergence/relaxedDensities``
  /// (see ``isRelaxedBound``); without that the value is no bound of anything, however useful its
  /// gradient: watch ``LatentModel/evaluate(_:samples:stream:)`` to decide when to stop.
  public var isDiscreteBound: Bool {
    drawsOneHot && divergence != .relaxedDensities && divergenceWeight == 1 && styleWeight == 1
  }

  /// Whether the value of the objective bounds the likelihood of the relaxed model from below.
  public var isRelaxedBound: Bool {
    !drawsOneHot && divergence == .relaxedDensities && divergenceWeight == 1 && styleWeight == 1
  }

  /// Whether codes are one-hot in training.
  private var drawsOneHot: Bool { estimator.pathwise?.isHard ?? true }
}
