import Foundation
import Testing

/// Runs that are broken off go on as if nothing had happened.
///
/// One after the other: a run that waits to be killed goes on taking steps, all of which are then taken
/// again to compare.
@Suite(.serialized) struct ResumeTests {
  /// The step of the last whole line of metrics, from the end of the file: it grows fast.
  static func lastStep(_ work: Workspace, _ run: String) -> Int {
    guard let file = FileHandle(forReadingAtPath: "\(work.path)/\(run)/metrics.jsonl"),
      let end = try? file.seekToEnd(),
      (try? file.seek(toOffset: end > 2000 ? end - 2000 : 0)) != nil,
      let tail = try? file.readToEnd()
    else { return 0 }
    return String(decoding: tail, as: UTF8.self).split(separator: "\n").compactMap {
      $0.hasSuffix("}") ? $0.firstMatch(of: /"step":(\d+)[,}]/).flatMap { Int($0.1) } : nil
    }.last ?? 0
  }

  /// Continues a broken run to a step and compares it with an unbroken run to there.
  static func expectContinuation(
    _ work: Workspace, of run: String, to step: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await succeed(
      "train", "--resume", run, "--steps", "\(step)", "--samples", "2", "--threads", "1",
      in: work.path, sourceLocation: sourceLocation)
    try await work.train("--steps", "\(step)", "--output", "whole", sourceLocation: sourceLocation)
    try work.expectEqualRuns(run, "whole", sourceLocation: sourceLocation)
    try FileManager.default.removeItem(atPath: work.path + "/whole")
  }

  @Test func `100 and 100 steps equal 200`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "100", "--output", "run")
    try await Self.expectContinuation(work, of: "run", to: 200)
    let result = try await succeed("train", "--resume", "run", in: work.path)
    #expect(result.stderr.contains("Continuing after step 200"))
    let less = try await runTool("train", "--resume", "run", "--steps", "5", in: work.path)
    #expect(less.status != 0 && less.stderr.contains("--steps is 5"))
    #expect(less.stderr.split(separator: "\n").count == 1)
  }

  @Test func `more epochs can be asked for`() async throws {
    let work = try Workspace()
    try await work.train("--epochs", "1", "--output", "run")  // 180 samples, batches of 20
    try await succeed("train", "--resume", "run", "--epochs", "3", "--samples", "1", in: work.path)
    #expect(work.text("run/config.json").contains("\"steps\" : 27"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends a run after a step, saved`(signal: Int32) async throws {
    let work = try Workspace()
    let tool = try work.start("--steps", "\(Int.max)", "--output", "a run", "--json")
    try await tool.wait("the first record") { Self.lastStep(work, "a run") > 0 }
    tool.send(signal)
    let result = try await tool.finish(seconds: 20)
    #expect(result.status == 128 + signal && !result.wasKilled)
    let match = try #require(result.stderr.firstMatch(of: /Interrupted after step (\d+) of/))
    let step = try #require(Int(match.1))
    #expect(result.stderr.contains("gumbel train --resume 'a run'\n"))
    let object = try jsonObject(result.stdout)
    #expect(object["steps"] as? Int == step)
    #expect(object["status"] as? String == "interrupted")
    let info = try await succeed("info", "a run", "--json", in: work.path)
    #expect(try jsonObject(info.stdout)["step"] as? Int == step)
    try await Self.expectContinuation(work, of: "a run", to: step + 25)
  }

  @Test(arguments: [("5", 0), ("5", 3), ("0", 1), ("0", 4), ("0.02", 9)])
  func `a killed run goes on from its last checkpoint`(
    interval: String, records: Int
  ) async throws {
    let work = try Workspace()
    try await Self.kill(work, interval: interval, records: records, delay: 0)
  }

  /// Kills a run at some moment after some records, and continues it.
  static func kill(_ work: Workspace, interval: String, records: Int, delay: Int) async throws {
    let tool = try work.start(
      "--steps", "\(Int.max)", "--output", "run", "--checkpoint-interval", interval)
    try await tool.wait("\(records) records") {
      records == 0 ? work.exists("run/config.json") : lastStep(work, "run") >= 7 * records
    }
    try await Task.sleep(for: .milliseconds(delay))
    tool.send(SIGKILL)
    #expect(try await tool.finish().wasKilled)
    try await expectContinuation(work, of: "run", to: lastStep(work, "run") + 20)
  }

  @Test func `one process at a time trains in a folder`() async throws {
    let work = try Workspace()
    let first = try work.start("--steps", "\(Int.max)", "--output", "run")
    try await first.wait("a record") { Self.lastStep(work, "run") > 0 }
    let second = try await runTool("train", "--resume", "run", in: work.path)
    #expect(second.status == 1 && second.stdout.isEmpty)
    #expect(second.stderr.contains("run: another process trains in this folder"))
    #expect(second.stderr.split(separator: "\n").count == 1)
    let third = try await work.start("--output", "run").finish()
    #expect(third.status == 1 && third.stderr.contains("already holds a run"))
    first.send(SIGINT)
    #expect(try await first.finish().status == 130)
  }
}

/// More moments to kill a run at than there is time for by default.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] != nil))
struct ResumeSlow {
  @Test(.timeLimit(.minutes(5)), arguments: 0..<40)
  func `a run may be killed at any moment`(trial: Int) async throws {
    let work = try Workspace()
    try await ResumeTests.kill(
      work, interval: ["0", "0.01", "5"][trial % 3], records: trial % 5, delay: trial * 2)
  }
}
