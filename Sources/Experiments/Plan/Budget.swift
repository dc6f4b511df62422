/// How much work a recipe may take.
public enum Budget: String, CaseIterable, Codable, Sendable {
  /// Minutes: whether everything works, and which way the differences point.
  case quick
  /// An hour on two cores: where the curves go.
  case standard
  /// The length that the paper gives, or one that comparable work gives: hours to days.
  case paper
}

/// The size of the runs of a recipe within a budget.
public struct Effort: Hashable, Codable, Sendable {
  /// The number of steps of a run.
  public var steps: Int
  /// The number of seeds; run `n` has the seed `n`.
  public var seeds: Int
  /// The number of samples `m` in the bound of held-out data.
  public var samples: Int
  /// How many settings of each cell are tried, of which validation data choose one.
  public var choices: Int
  /// Options of all trainings in place of the settings of each cell: runs that are far shorter than those
  /// of a paper may need another optimizer or higher rates.
  public var settings: [String]
  /// Whether cells take the same number of steps, whatever a step costs.
  public var isEven: Bool

  /// Makes an effort.
  ///
  /// - Parameters:
  ///   - steps: The number of steps of a run.
  ///   - seeds: The number of seeds.
  ///   - samples: The number of samples `m` in the bound of held-out data.
  ///   - choices: How many settings of each cell are tried.
  ///   - settings: Options of all trainings in place of the settings of each cell.
  ///   - isEven: Whether cells take the same number of steps, whatever a step costs.
  public init(
    steps: Int, seeds: Int, samples: Int, choices: Int = 1, settings: [String] = [],
    isEven: Bool = false
  ) {
    self.steps = steps
    self.seeds = seeds
    self.samples = samples
    self.choices = choices
    self.settings = settings
    self.isEven = isEven
  }
}
