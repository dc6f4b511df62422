import Experiments
import Foundation
import Synchronization
import Testing

@Suite struct JobRunnerTests {
  @Test func `runs that end well have the numbers of their last line`() throws {
    let tool = try FakeTool()
    let states = try tool.runner().run([
      FakeTool.job("a", "good", value: -8), FakeTool.job("b", "good", value: -6, seed: 4),
    ])
    #expect(states[0] == .finished(["bound": -8, "steps_per_second": 50]))
    #expect(states[1] == .finished(["bound": -6, "steps_per_second": 50]))
    let calls = tool.calls.sorted()
    #expect(
      calls.last
        == "train --data d --mode good --value -8.0 --samples 4 --seed 0 --output \(tool.path)/runs/a-0 "
        + "--threads 3 --json --quiet")
    #expect(tool.exists("b-4/result.json"))
  }

  @Test func `failed runs say why in one line, and the others go on`() throws {
    let tool = try FakeTool()
    let jobs = ["bad", "silent", "killed", "good"].map { FakeTool.job($0, $0) }
    let states = try tool.runner(width: 1).run(jobs)
    #expect(states[0] == .failed("no luck"))
    #expect(states[1] == .failed("ended without a result"))
    #expect(states[2] == .failed("ended by signal 9"))
    guard case .finished = states[3] else {
      Issue.record("\(states[3])")
      return
    }
  }

  @Test func `finished runs are skipped, failed ones are tried again`() throws {
    let tool = try FakeTool()
    let jobs = [FakeTool.job("a", "good"), FakeTool.job("b", "bad")]
    let first = try tool.runner().run(jobs)
    let second = try tool.runner().run(jobs)
    #expect(first == second)
    #expect(tool.calls.count { $0.contains("--mode good") } == 1)
    #expect(tool.calls.count { $0.contains("--mode bad") } == 2)
  }

  @Test func `what is stopped is asked to save, and is continued later`() throws {
    let tool = try FakeTool()
    let jobs = [FakeTool.job("a", "slow"), FakeTool.job("b", "slow"), FakeTool.job("c", "slow")]
    var seen: [JobState] = []
    let states = try tool.runner().run(
      jobs, shouldStop: { tool.exists("a-0/metrics.jsonl") && tool.exists("b-0/metrics.jsonl") },
      observe: { seen += $0 })
    #expect(states == [.interrupted, .interrupted, .waiting])
    #expect(tool.exists("a-0/saved.txt") && tool.exists("b-0/saved.txt"))
    #expect(
      seen.contains { state in
        guard case .running(let progress) = state else { return false }
        return progress.step == 5 && progress.steps == 10 && progress.value == -9
      })
    let later = try tool.runner().run(Array(jobs.prefix(2)))
    #expect(later == [.finished(["bound": -7.5]), .finished(["bound": -7.5])])
    // Only options that a continued run takes anew are given again.
    #expect(
      tool.calls.suffix(2).sorted().first
        == "train --resume \(tool.path)/runs/a-0 --data d --samples 4 --threads 3 --json --quiet")
  }

  @Test func `no more runs than wanted at a time`() throws {
    let tool = try FakeTool()
    var most = 0
    let jobs = (0..<5).map { FakeTool.job("a", "good", seed: $0) }
    _ = try tool.runner(width: 2).run(
      jobs,
      observe: { states in
        most = max(most, states.count { if case .running = $0 { true } else { false } })
      })
    #expect(most == 2)
    #expect(tool.calls.count == 5)
  }

  @Test func `a folder with other runs is refused`() throws {
    let tool = try FakeTool()
    _ = try tool.runner().run([FakeTool.job("a", "good")])
    let error = #expect(throws: ExperimentError.self) {
      try tool.runner().run([FakeTool.job("a", "good", value: -3)])
    }
    #expect(error?.description.contains("a-0: holds a run with other options") == true)
    // The place of the data may change.
    let moved = Job(
      cell: "a", seed: 0,
      work: .training(["--data", "x", "--mode", "good", "--value", "-8.0", "--samples", "4"]))
    #expect(try tool.runner().run([moved]) == [.finished(["bound": -8, "steps_per_second": 50])])
  }

  @Test func `what cannot be started is a failure of the run`() throws {
    let tool = try FakeTool()
    let runner = JobRunner(
      folder: tool.path + "/runs", executable: tool.path + "/none", width: 1, threads: 1)
    guard case .failed(let reason) = try runner.run([FakeTool.job("a", "good")])[0] else {
      Issue.record("a run without a tool")
      return
    }
    #expect(reason.contains("/none: cannot be started"))
  }

  @Test func `computations run here, and stop when asked to`() throws {
    let tool = try FakeTool()
    let squares = Computation { seed, steps, observe in
      for step in 1...steps where !observe(step, Double(step * step)) { return nil }
      return ["objective": Double(seed) + Double(steps)]
    }
    let job = Job(cell: "c", seed: 7, work: .computation(squares, 20))
    #expect(try tool.runner().run([job]) == [.finished(["objective": 27])])
    #expect(try tool.runner().run([job]) == [.finished(["objective": 27])])
    let endless = Computation { _, _, observe in
      while observe(1, 0) { Thread.sleep(forTimeInterval: 0.001) }
      return nil
    }
    var hasBegun = false
    let states = try tool.runner().run(
      [Job(cell: "d", seed: 0, work: .computation(endless, 1))], shouldStop: { hasBegun },
      observe: { if case .running = $0[0] { hasBegun = true } })
    #expect(states == [.interrupted])
    struct Mishap: Error, CustomStringConvertible { let description = "mishap" }
    let failing = Computation { _, _, _ in throw Mishap() }
    #expect(
      try tool.runner().run([Job(cell: "e", seed: 0, work: .computation(failing, 1))])
        == [.failed("mishap")])
  }
}
