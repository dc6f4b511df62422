import LinearAlgebra

/// What a batch was worth in one step, averaged over its samples, in nats.
public struct ObjectiveTerms: Hashable, Sendable {
  /// The mean of the estimated bound `L_m`, with the divergence unweighted where `m` is one.
  ///
  /// Of the unlabelled samples if there are labelled ones beside them; zero if there are none.
  public var bound: Double
  /// The mean of `log p(x|z)`, over all samples drawn.
  public var reconstruction: Double
  /// The mean divergence from the prior, in the form that was asked for; zero where the model has none.
  public var divergence: Double
  /// How often each class was drawn.
  public var usage: CodeUsage
  /// The terms of the labelled samples, or nil if there are none.
  public var labelled: LabelledTerms?

  /// Makes terms.
  ///
  /// - Parameters:
  ///   - bound: The mean of the estimated bound.
  ///   - reconstruction: The mean of `log p(x|z)`.
  ///   - divergence: The mean divergence from the prior.
  ///   - usage: How often each class was drawn.
  ///   - labelled: The terms of the labelled samples.
  public init(
    bound: Double, reconstruction: Double, divergence: Double, usage: CodeUsage,
    labelled: LabelledTerms? = nil
  ) {
    self.bound = bound
    self.reconstruction = reconstruction
    self.divergence = divergence
    self.usage = usage
    self.labelled = labelled
  }
}

extension ObjectiveTerms {
  /// Terms of zero.
  init(usage: CodeUsage) {
    self.init(bound: 0, reconstruction: 0, divergence: 0, usage: usage)
  }

  /// Averages what samples are worth.
  init<Scalar: RealScalar>(_ terms: HeadTerms<Scalar>, bound: Double, usage: CodeUsage) {
    func mean(_ values: Vector<Scalar>) -> Double { values.mean().map { Double($0) } ?? 0 }
    self.init(
      bound: bound, reconstruction: mean(terms.reconstruction),
      divergence: terms.divergences.reduce(0) { $0 + mean($1) }, usage: usage)
  }
}

/// What the labelled samples of a batch were worth, averaged over them.
public struct LabelledTerms: Hashable, Sendable {
  /// The number of labelled samples.
  public var count: Int
  /// The mean bound of `log p(x, y)`, in nats.
  public var bound: Double
  /// The mean of `-log q(y|x)`, the classifier's loss, in nats.
  public var classifierLoss: Double
  /// The share of labelled samples that the classifier gets right.
  public var accuracy: Double

  /// Makes terms.
  ///
  /// - Parameters:
  ///   - count: The number of labelled samples.
  ///   - bound: The mean bound of `log p(x, y)`.
  ///   - classifierLoss: The mean of `-log q(y|x)`.
  ///   - accuracy: The share that the classifier gets right.
  public init(count: Int, bound: Double, classifierLoss: Double, accuracy: Double) {
    self.count = count
    self.bound = bound
    self.classifierLoss = classifierLoss
    self.accuracy = accuracy
  }
}
