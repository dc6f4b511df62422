import Experiments
import Testing

/// Settings are chosen by validation data, never by the test data that are reported.
@Suite struct SelectionTests {
  /// A cell with two settings; the second looks better on test data.
  static func result(_ validation: [Double?]) -> ExperimentResult {
    let cell = Cell(
      "a", "A", published: 1.0, source: .training([]),
      choices: Cell.Choice.learningRates("1e-3", "1e-4"))
    var recipe = Recipe(
      name: "r", title: "R", paper: Paper("", "", preprint: ""), table: "", remarks: [],
      arguments: [], cells: [cell], quick: Effort(steps: 1, seeds: 1, samples: 1),
      standard: Effort(steps: 1, seeds: 2, samples: 1, choices: 2),
      whole: Effort(steps: 1, seeds: 1, samples: 1))
    recipe.needs = .images
    let experiment = recipe.experiment(.standard, data: "d")
    let states = experiment.jobs.enumerated().map { index, job -> JobState in
      guard let bound = validation[index] else { return .failed("no") }
      return .finished(["bound": job.choice == "lr1e-4" ? -1 : -2, "validation_bound": bound])
    }
    return Fixture.result(experiment, states)
  }

  @Test func `the mean over seeds decides`() {
    #expect(Self.result([-10, -11, -14, -11.5]).cells[0].choice == "lr1e-4")
    #expect(Self.result([-10, -11, -11, -11.5]).cells[0].choice == "lr1e-3")
    #expect(Self.result([-10, -11, -11, -11.5]).cells[0].estimate?.mean == 2)
  }

  @Test func `failed settings are not chosen, and without figures the first is`() {
    #expect(Self.result([nil, -99, nil, -99]).cells[0].choice == "lr1e-4")
    #expect(Self.result([nil, nil, nil, nil]).cells[0].choice == "lr1e-3")
  }

  @Test func `short budgets take the first setting`() throws {
    let experiment = try Recipe.named("arm-vae").experiment(.quick, data: "d")
    #expect(experiment.jobs.allSatisfy { $0.choice.isEmpty })
  }
}
