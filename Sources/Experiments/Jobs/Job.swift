/// One run of an experiment: a cell, a setting and a seed.
public struct Job: Sendable {
  /// What a run does.
  public enum Work: Sendable {
    /// Trains in a process of its own, with these options of `gumbel train`.
    case training([String])
    /// Computes in this process, for so many steps.
    case computation(Computation, Int)
  }

  /// The name of the cell.
  public var cell: String
  /// The name of the setting, or nothing if there is one only.
  public var choice: String
  /// The seed.
  public var seed: UInt64
  /// What to do.
  public var work: Work

  /// The name of the folder of the run.
  public var name: String { "\(cell)\(choice.isEmpty ? "" : "-" + choice)-\(seed)" }

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - cell: The name of the cell.
  ///   - choice: The name of the setting, or nothing if there is one only.
  ///   - seed: The seed.
  ///   - work: What to do.
  public init(cell: String, choice: String = "", seed: UInt64, work: Work) {
    self.cell = cell
    self.choice = choice
    self.seed = seed
    self.work = work
  }
}

/// How far a run is.
public struct JobProgress: Hashable, Sendable {
  /// The number of steps done.
  public var step: Int
  /// The number of steps in all, or nil if the run did not say yet.
  public var steps: Int?
  /// The last value of the objective, if there is one.
  public var value: Double?
}

/// What became of a run.
public enum JobState: Hashable, Sendable {
  /// It has not begun.
  case waiting
  /// It runs.
  case running(JobProgress)
  /// It ended with these numbers.
  case finished([String: Double])
  /// It failed for a reason.
  case failed(String)
  /// It was stopped and can be continued.
  case interrupted
}
