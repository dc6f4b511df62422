import Experiments
import Foundation
import Testing

@Suite struct TableTests {
  let result = Fixture.result(Fixture.experiment(), Fixture.states)

  @Test func `means, errors and differences`() throws {
    let gs = result.cells[0]
    #expect(gs.estimate == Estimate([106, 108]) && gs.difference == 2)
    #expect(gs.estimate?.standardError == 1)
    #expect(result.cells[2].estimate == Estimate([118]))
    // Ratios are taken seed by seed, and one of them is missing.
    #expect(result.cells[3].estimate == Estimate([2]))
    #expect(result.cells[3].runs.map(\.status) == ["finished", "failed"])
    #expect(result.progress.finished == 5 && result.progress.all == 6)
    #expect(result.failures.map(\.folder) == ["st-1"])
    #expect(result.stepsPerSecond == 40)
  }

  @Test func `the text is this`() {
    #expect(
      result.text() == """
        A fixture
        Nobody (1999), table 1
        −bound in nats; quick: 10 steps, 2 seeds, m = 3

                   published           ours  difference  runs
          GS           105.0  107.00 ± 1.00       +2.00   2/2
          ST-GS       111.5?  111.25 ± 1.25       −0.25   2/2
          ST     116.0 ± 0.1         118.00       +2.00   1/2
          GS/ST            –          2.0 ×           –   1/2

          GS < ST-GS < ST: held, within two standard errors (+4.25 ± 0.25, +8.00)
          failed: st-1: no luck | at all

        A figure with '?' is recalled and was not checked against the paper.
        ± is the standard error of the mean over seeds.
        gumbel 1.2.3, an abacus, 1 thread a run; 40 steps/s in the median.
        """)
  }

  @Test func `Markdown has the same, and no cell is torn by a bar`() {
    let lines = result.markdown().split(separator: "\n").map(String.init)
    #expect(lines.contains("|  | published | ours | difference | runs |"))
    #expect(lines.contains("| --- | ---: | ---: | ---: | ---: |"))
    #expect(
      lines.contains(
        "| ST | 116.0 ± 0.1 | 118.00 (failed: no luck \\| at all) | +2.00 | 1/2 |"))
    #expect(lines.contains { $0.hasPrefix("- GS < ST-GS < ST: held") })
  }

  @Test(arguments: [80, 60])
  func `lines fit, whatever is in them`(columns: Int) {
    let long = String(repeating: "a very long label ", count: 6)
    let cells = [
      Cell("gs", long + "one", group: "g", published: 105.0, source: .training([])),
      Cell("st-gs", long + "two", group: "g", source: .training([])),
      Cell("st", "ST", group: "h", source: .training([])),
    ]
    let states: [JobState] = [
      Fixture.finished(-106), .failed(String(repeating: "words and ", count: 20)), .interrupted,
      Fixture.finished(-1e5), .waiting, .waiting,
    ]
    let text = Fixture.result(Fixture.experiment(cells: cells), states).text(columns: columns)
    for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
    #expect(
      text.contains("l one") && text.contains("failed") && text.contains("figures are missing"))
  }

  @Test func `nothing published, nothing compared`() {
    let cells = [Cell("a", "A", source: .training([])), Cell("b", "B", source: .training([]))]
    let result = Fixture.result(
      Fixture.experiment(cells: cells, orderings: []),
      [Fixture.finished(-1), Fixture.finished(-2), Fixture.finished(-1), Fixture.finished(-2)])
    #expect(!result.text().contains("published") && !result.markdown().contains("difference"))
  }

  @Test func `JSON holds everything and can be read again`() throws {
    let data = Data(try result.json(isPretty: true).utf8)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    #expect(try decoder.decode(ExperimentResult.self, from: data) == result)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let cells = try #require(object["cells"] as? [[String: Any]])
    #expect((cells[0]["estimate"] as? [String: Any])?["standard_error"] as? Double == 1)
    #expect(cells[0]["difference"] as? Double == 2)
  }

  @Test func `the page shows curves of the runs and the reasons of failures`() throws {
    let tool = try FakeTool()
    let folder = tool.path + "/runs"
    for name in ["gs-0", "gs-1", "st-0"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      let lines = (1...30).map { "{\"step\":\($0),\"bound\":\(-200 + $0)}" } + ["{\"step\":3"]
      try Data(lines.joined(separator: "\n").utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(name)/metrics.jsonl"))
    }
    try result.write(to: folder, command: "gumbel reproduce fixture")
    let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("no luck | at all"))
    #expect(page.contains("gumbel reproduce fixture") && page.contains("Whether figures rise"))
    #expect(try String(contentsOfFile: folder + "/table.md", encoding: .utf8) == result.markdown())
    #expect(FileManager.default.fileExists(atPath: folder + "/results.json"))
  }

  @Test func `cells with shorter runs say how long theirs are`() {
    func finished(_ steps: Double) -> JobState {
      .finished(["bound": -100, "steps_per_second": 4, "run_steps": steps])
    }
    let states = [finished(40), finished(10), finished(40)]
    let text = Fixture.result(Fixture.experiment(), states + states).text()
    #expect(text.contains("ST-GS (10 steps)"))
    #expect(!text.contains("(40 steps)"))
  }
}
