import Experiments

/// An experiment of three cells, two seeds and a chain, for tests of tables.
enum Fixture {
  static let cells = [
    Cell("gs", "GS", published: 105.0, source: .training([])),
    Cell("st-gs", "ST-GS", published: Published(111.5, isVerified: false), source: .training([])),
    Cell("st", "ST", published: Published(116.0, error: 0.1), source: .training([])),
    Cell("ratio", "GS/ST", source: .ratio(of: "gs", to: "st"), quantity: .speedup),
  ]

  static func experiment(
    cells: [Cell] = Fixture.cells, orderings: [Ordering] = [["gs", "st-gs", "st"]]
  ) -> Experiment {
    var recipe = Recipe(
      name: "fixture", title: "A fixture", paper: Paper("Nobody (1999)", "Nothing", preprint: "0"),
      table: "table 1", remarks: [], arguments: [], cells: cells, orderings: orderings,
      quick: Effort(steps: 10, seeds: 2, samples: 3),
      standard: Effort(steps: 10, seeds: 2, samples: 3, choices: 2),
      whole: Effort(steps: 10, seeds: 2, samples: 3))
    recipe.needs = .images
    return recipe.experiment(.quick, data: "d")
  }

  /// A finished run with a bound.
  static func finished(_ bound: Double, speed: Double = 40) -> JobState {
    .finished(["bound": bound, "steps_per_second": speed])
  }

  static func result(_ experiment: Experiment, _ states: [JobState]) -> ExperimentResult {
    ExperimentResult(experiment, states: states, version: "1.2.3", machine: "an abacus", threads: 1)
  }

  /// Seed by seed: GS, ST-GS, ST.
  static let states = [
    finished(-106, speed: 80), finished(-110), finished(-118),
    finished(-108, speed: 80), finished(-112.5), .failed("no luck | at all"),
  ]
}
