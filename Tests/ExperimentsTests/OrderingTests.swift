import Experiments
import Testing

@Suite struct OrderingTests {
  /// The verdict on `gs < st-gs` for figures of two seeds each.
  static func verdict(_ gs: [Double], _ stGS: [Double]) -> OrderingResult.Verdict {
    let experiment = Fixture.experiment(orderings: [["gs", "st-gs"]])
    var states: [JobState] = []
    for seed in 0..<2 {
      states += [Fixture.finished(-gs[seed]), Fixture.finished(-stGS[seed]), .waiting]
    }
    return Fixture.result(experiment, states).orderings[0].verdict
  }

  @Test func `differences are paired by seeds`() {
    // Both seeds differ by about 1 though the figures scatter by 10.
    #expect(Self.verdict([100, 110], [101, 111.1]) == .held)
    #expect(Self.verdict([101, 111.1], [100, 110]) == .reversed)
    #expect(Self.verdict([100, 110], [103, 108]) == .leaning)
    #expect(Self.verdict([103, 108], [100, 110]) == .open)
    #expect(Self.verdict([100, 110], [100, 110]) == .open)
  }

  @Test func `one seed cannot be more than a hint, and none says nothing`() {
    let experiment = Fixture.experiment(orderings: [["gs", "st-gs"], ["st-gs", "st"]])
    let states: [JobState] = [
      Fixture.finished(-1), Fixture.finished(-2), .waiting, .waiting, .waiting, .waiting,
    ]
    let result = Fixture.result(experiment, states)
    #expect(result.orderings.map(\.verdict) == [.leaning, .unknown])
  }

  @Test func `a chain is as good as its weakest link`() {
    let experiment = Fixture.experiment()
    let states = [-1.0, -2, -1.5, -1.1, -2.1, -1.6].map { Fixture.finished($0) }
    let result = Fixture.result(experiment, states)
    #expect(result.orderings[0].links.map(\.verdict) == [.held, .reversed])
    #expect(result.orderings[0].verdict == .reversed)
  }
}
