/// How well a model explains data, measured with hard samples of the discrete model.
public struct BoundEvaluation: Hashable, Codable, Sendable {
  /// The number of draws for each data point, `m`.
  public let samples: Int
  /// The mean of the `m`-sample bound `L_m`, in nats.
  public let importanceWeightedBound: Double
  /// The standard error of that mean over the data, in nats.
  public let standardError: Double
  /// The mean of the one-sample bound (`m = 1`, averaged over the draws), in nats.
  public let evidenceLowerBound: Double
  /// The mean of `log p(x|z)`, in nats.
  public let reconstruction: Double
  /// The mean divergence from the prior, in closed form as far as there is one, in nats.
  public let divergence: Double
  /// How often each class was drawn.
  public let usage: CodeUsage
  /// The mean of the objective with relaxed samples, in nats, or nil if it was not asked for.
  ///
  /// It bounds the likelihood of the relaxed model if its divergence is that of relaxed densities;
  /// beside ``importanceWeightedBound`` it shows how far relaxed and discrete model lie apart.
  public var relaxedBound: Double?
  /// The share of labelled samples whose class is recognized, or nil if there are none.
  public var accuracy: Double?
}

/// What the columns of one block add to the means.
struct BoundSums: Sendable {
  var weighted = 0.0
  var weightedSquares = 0.0
  var importance = 0.0
  var reconstruction = 0.0
  var divergence = 0.0
  var relaxed = 0.0
  var usage: CodeUsage

  /// Adds the sums of another block.
  mutating func add(_ other: BoundSums) {
    weighted += other.weighted
    weightedSquares += other.weightedSquares
    importance += other.importance
    reconstruction += other.reconstruction
    divergence += other.divergence
    relaxed += other.relaxed
    usage.add(other.usage)
  }

  /// The means over all columns.
  func means(columns: Int, samples: Int, hasRelaxed: Bool) -> BoundEvaluation {
    let count = Double(max(columns, 1))
    return BoundEvaluation(
      samples: samples, importanceWeightedBound: weighted / count,
      standardError: standardError(count),
      evidenceLowerBound: importance / count / Double(samples),
      reconstruction: reconstruction / count / Double(samples),
      divergence: divergence / count, usage: usage,
      relaxedBound: hasRelaxed ? relaxed / count : nil)
  }

  /// The standard error of the mean bound from the sum and the sum of squares of its terms.
  private func standardError(_ count: Double) -> Double {
    guard count > 1 else { return 0 }
    let squares = max(weightedSquares - weighted * weighted / count, 0)
    return (squares / (count - 1) / count).squareRoot()
  }
}
