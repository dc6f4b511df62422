/// The mean of the bound over the last whole epoch; a checkpoint keeps it.
struct EpochBound: Hashable, Codable, Sendable {
  /// The steps of the present epoch so far.
  private var steps = 0
  private var sum = 0.0
  /// The mean over the epoch before, if there was one.
  private var last: Double?

  /// Adds the bound of a step.
  mutating func add(_ bound: Double, isEndOfEpoch: Bool) {
    steps += 1
    sum += bound
    guard isEndOfEpoch else { return }
    last = sum / Double(steps)
    (steps, sum) = (0, 0)
  }

  /// The mean over the last whole epoch, or over the steps so far before there is one.
  var mean: Double? { last ?? (steps > 0 ? sum / Double(steps) : nil) }
}
