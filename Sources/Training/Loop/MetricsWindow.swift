import LatentModels

/// Sums over the steps since the last record; a checkpoint keeps them.
struct MetricsWindow: Hashable, Sendable {
  private(set) var steps = 0
  private(set) var bound = 0.0
  private(set) var reconstruction = 0.0
  private(set) var divergence = 0.0
  private(set) var usage: CodeUsage
  /// The number of labelled samples, and how many of them the classifier got right.
  private var labelled = 0
  private var right = 0.0

  /// Starts with nothing.
  init(_ layout: CodeLayout) {
    usage = CodeUsage(latents: layout.latents, classes: layout.classes)
  }

  /// Forgets everything.
  mutating func clear() {
    (steps, bound, reconstruction, divergence, labelled, right) = (0, 0, 0, 0, 0, 0)
    usage = CodeUsage(latents: usage.latents, classes: usage.classes)
  }

  /// Adds what a step was worth.
  mutating func add(_ terms: ObjectiveTerms) {
    steps += 1
    bound += terms.bound
    reconstruction += terms.reconstruction
    divergence += terms.divergence
    usage.add(terms.usage)
    guard let labels = terms.labelled else { return }
    labelled += labels.count
    right += labels.accuracy * Double(labels.count)
  }

  /// The share of labelled samples that the classifier got right, if there were any.
  var accuracy: Double? { labelled > 0 ? right / Double(labelled) : nil }
}

extension MetricsWindow: Codable {
  private enum CodingKeys: CodingKey {
    case steps, bound, reconstruction, divergence, usage, labelled, right
  }

  /// Reads sums, also those of checkpoints that had no bound and no labels.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    steps = try values.decode(Int.self, forKey: .steps)
    reconstruction = try values.decode(Double.self, forKey: .reconstruction)
    divergence = try values.decode(Double.self, forKey: .divergence)
    usage = try values.decode(CodeUsage.self, forKey: .usage)
    bound =
      try values.decodeIfPresent(Double.self, forKey: .bound) ?? reconstruction - divergence
    labelled = try values.decodeIfPresent(Int.self, forKey: .labelled) ?? 0
    right = try values.decodeIfPresent(Double.self, forKey: .right) ?? 0
  }
}
