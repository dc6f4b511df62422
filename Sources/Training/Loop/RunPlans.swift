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
  /// How strongly images are turned, sheared, scaled and shifted at random whenever they come with their
  /// label: 1 for up to 15° and a tenth of the size, 0 for not at all.
  public var distortion: Double

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - samples: The number of training samples whose labels are seen.
  ///   - batchSize: The number of them in each step.
  ///   - distortion: How strongly they are distorted at random, from 0 to 3.
  public init(samples: Int, batchSize: Int, distortion: Double = 0) {
    self.samples = samples
    self.batchSize = batchSize
    self.distortion = distortion
  }

  /// Reads a plan; one without a distortion has none.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: A decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      samples: values.decode(Int.self, forKey: .samples),
      batchSize: values.decode(Int.self, forKey: .batchSize),
      distortion: values.decodeIfPresent(Double.self, forKey: .distortion) ?? 0)
  }
}
