import Experiments
import Testing

@Suite struct PolynomialProgrammingTests {
  @Test func `programs start at the middle and fall`() throws {
    let tool = try FakeTool()
    let recipe = try Recipe.named("polynomial-programming")
    let computations = recipe.cells.compactMap { cell -> Job? in
      guard case .computation(let computation) = cell.source, cell.name == "reinmax-p2" else {
        return nil
      }
      return Job(cell: cell.name, seed: 3, work: .computation(computation, 40))
    }
    guard case .finished(let numbers) = try tool.runner().run(computations).first,
      let value = numbers["objective"]
    else {
      Issue.record("no result")
      return
    }
    // Half of the variables at one: (0.45² + 0.55²) / 2. Adam moves logits by at most 1e-3 a step.
    #expect(value < 0.2525 && value > 0.2525 - 0.1 * 0.25 * 2 * (0.04 + 0.02))
  }
}
