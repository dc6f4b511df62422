/// How samples are held out of the training, to choose parameters by.
public struct ValidationPlan: Hashable, Codable, Sendable {
  /// The number of samples that are held out: the last training samples.
  public var samples: Int
  /// The number of steps between two evaluations.
  public var interval: Int
  /// The number of evaluations in a row without a better bound after which a run stops, or nil.
  public var patience: Int?

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - samples: The number of samples that are held out.
  ///   - interval: The number of steps between two evaluations.
  ///   - patience: The number of evaluations without a better bound after which a run stops.
  public init(samples: Int, interval: Int, patience: Int? = nil) {
    self.samples = samples
    self.interval = interval
    self.patience = patience
  }
}

/// Which labels a semi-supervised model sees.
public struct LabelPlan: Hashable, Codable, Sendable {
  /// The number of training samples whose labels are seen: as many of each class.
  public var samples: Int
  /// The number of them in each step, beside a whole batch without labels; some come several times if
  /// it is larger than ``samples``.
  public var batchSize: Int

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - samples: The number of training samples whose labels are seen.
  ///   - batchSize: The number of them in each step.
  public init(samples: Int, batchSize: Int) {
    self.samples = samples
    self.batchSize = batchSize
  }
}
