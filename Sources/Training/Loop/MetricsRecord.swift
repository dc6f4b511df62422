import LatentModels

/// What happened between two records of a training run; one line of `metrics.jsonl`.
///
/// It holds no times, so the records of a resumed run equal those of an unbroken one.
public struct MetricsRecord: Hashable, Codable, Sendable {
  /// The number of steps done.
  public var step: Int
  /// The number of visits of the data.
  public var epoch: Double
  /// The mean evidence lower bound over the steps since the last record, in nats.
  public var bound: Double
  /// The mean of `log p(x|z)`, in nats.
  public var reconstruction: Double
  /// The mean divergence from the prior, in nats.
  public var divergence: Double
  /// The mean perplexity of the codes over the steps since the last record.
  public var perplexity: Double
  /// The share of classes drawn since the last record.
  public var usage: Double
  /// The temperature of the last step.
  public var temperature: Double
  /// The learning rate of the last step.
  public var learningRate: Double
  /// The weight of the divergence at the last step.
  public var divergenceWeight: Double
  /// The norm of the gradient at the last step, before clipping.
  public var gradientNorm: Double
  /// The share of labelled samples that the classifier got right since the last record; nil for models
  /// without one.
  public var accuracy: Double?
  /// The bound on the validation samples after the last step, in nats; nil where they were not asked.
  public var validationBound: Double?
  /// The share of validation samples that the classifier got right.
  public var validationAccuracy: Double?

  enum CodingKeys: String, CodingKey {
    case step, epoch, bound, reconstruction, perplexity, usage, temperature, accuracy
    case divergence = "kl"
    case learningRate = "learning_rate"
    case divergenceWeight = "kl_weight"
    case gradientNorm = "gradient_norm"
    case validationBound = "validation_bound"
    case validationAccuracy = "validation_accuracy"
  }
}
