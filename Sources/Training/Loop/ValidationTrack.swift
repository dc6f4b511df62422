/// How the bound on the validation samples went; a checkpoint keeps it beside the best parameters.
public struct ValidationTrack: Hashable, Codable, Sendable {
  /// The best bound so far, in nats; nil before the first evaluation.
  public private(set) var bestBound: Double?
  /// The step after which it was measured.
  public private(set) var bestStep = 0
  /// The number of evaluations since then.
  public private(set) var evaluationsSinceBest = 0

  /// Takes note of an evaluation.
  ///
  /// - Returns: Whether it is the best so far; a tie is not.
  mutating func add(bound: Double, step: Int) -> Bool {
    guard bound > bestBound ?? -.infinity else {
      evaluationsSinceBest += 1
      return false
    }
    (bestBound, bestStep, evaluationsSinceBest) = (bound, step, 0)
    return true
  }
}
