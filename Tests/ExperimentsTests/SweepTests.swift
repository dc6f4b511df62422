import Experiments
import Testing

@Suite struct SweepTests {
  static func sweep(_ axes: String..., seeds: Int = 2) throws -> Sweep {
    try Sweep(
      axes: axes.map { try Sweep.Axis($0) }, arguments: ["--steps", "5"], seeds: seeds)
  }

  @Test func `axes are names and values`() throws {
    #expect(try Sweep.Axis("--rate=1, 2").values == ["1", "2"])
    #expect(try Sweep.Axis("rate=1").name == "rate")
    #expect(try Sweep.Axis("hidden=200;512,256").values == ["200", "512,256"])
    for text in ["", "rate", "rate=", "=1", "rate=1,,2", "rate=1,1"] {
      #expect(throws: ExperimentError.self) { try Sweep.Axis(text) }
    }
  }

  @Test func `the grid is complete, seeds last`() throws {
    let experiment = try Self.sweep("a=1,2", "b=x,y/z").experiment(folder: "f")
    #expect(
      experiment.jobs.map(\.name) == [
        "a=1,b=x-0", "a=1,b=y_z-0", "a=2,b=x-0", "a=2,b=y_z-0", "a=1,b=x-1", "a=1,b=y_z-1",
        "a=2,b=x-1", "a=2,b=y_z-1",
      ])
    guard case .training(let arguments) = experiment.jobs[3].work else {
      Issue.record("no training")
      return
    }
    #expect(arguments == ["--steps", "5", "--a", "2", "--b", "y/z"])
  }

  @Test func `what makes no sense is refused`() {
    for axes in [["steps=1,2"], ["a=1", "a=2"], ["seed=1,2"], ["output=1"], []] {
      #expect(throws: ExperimentError.self) {
        try Sweep(
          axes: axes.map { try Sweep.Axis($0) }, arguments: ["--steps=5"], seeds: 1)
      }
    }
    #expect(throws: ExperimentError.self) {
      try Sweep(axes: [Sweep.Axis("a=1")], arguments: ["--resume", "x"], seeds: 1)
    }
    let many = (1...101).map(String.init).joined(separator: ",")
    #expect(throws: ExperimentError.self) { try Self.sweep("a=" + many, "b=" + many) }
  }

  @Test func `the best comes first, by validation data where all have them`() throws {
    let sweep = try Self.sweep("a=1,2,3", seeds: 1)
    let experiment = sweep.experiment(folder: "f")
    let bounds = [-3.0, -1, -2]
    let byTest = Fixture.result(experiment, bounds.map { Fixture.finished($0) })
    #expect(byTest.cells.map(\.label) == ["a 2", "a 3", "a 1"])
    #expect(byTest.subtitle.hasSuffix("best first, by the test data"))
    let byValidation = Fixture.result(
      experiment, bounds.map { .finished(["bound": $0, "validation_bound": -$0]) })
    #expect(byValidation.cells.map(\.label) == ["a 1", "a 3", "a 2"])
    let withFailure = Fixture.result(
      experiment, [Fixture.finished(-3), .failed("no"), Fixture.finished(-2)])
    #expect(withFailure.cells.map(\.label) == ["a 3", "a 1", "a 2"])
  }

  @Test func `numbers become a curve, names become bars`() throws {
    let curve = try Self.sweep("b=x,y", "rate=1e-4,1e-2", seeds: 1)
    let states = [-4.0, -3, -2, -1].map { Fixture.finished($0) }
    let svg = curve.figure(of: Fixture.result(curve.experiment(folder: "f"), states))?.svg
    #expect(svg?.contains(">rate<") == true && svg?.contains(">b x<") == true)
    let bars = try Self.sweep("b=x,y", seeds: 1)
    let result = Fixture.result(bars.experiment(folder: "f"), Array(states.prefix(2)))
    #expect(bars.figure(of: result)?.svg.contains("Minus the bound") == true)
    let nothing = Fixture.result(bars.experiment(folder: "f"), [.waiting, .waiting])
    #expect(bars.figure(of: nothing) == nil)
  }
}
