import Foundation
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    "", "train", "evaluate", "sample", "info", "gradients", "why", "reproduce", "sweep",
  ])
  func `help texts are the recorded ones`(command: String) async throws {
    let result = try await runTool("help", command)
    #expect(result.status == 0 && result.stderr.isEmpty)
    let name = command.isEmpty ? "help" : "help-\(command)"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["GUMBEL_RECORD"] != nil {
      try Data(result.stdout.utf8).write(to: file)
    }
    let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    if result.stdout != recorded { Attachment.record(result.stdout, named: "\(name).txt") }
    #expect(result.stdout == recorded, "set GUMBEL_RECORD to accept the new text")
    // The argument parser breaks every line but the one of the usage.
    let lines = result.stdout.split(separator: "\n").filter { !$0.hasPrefix("USAGE: ") }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func `a set of instructions that is not one is refused at the start`() async throws {
    let work = try Workspace()
    let refused = try await Tool(
      ["help"], in: work.path, environment: ["GUMBEL_SIMD": "avx1024"]
    ).finish()
    #expect(refused.status == 64 && refused.stdout.isEmpty)
    #expect(refused.stderr.contains("GUMBEL_SIMD is 'avx1024', not 'baseline', 'avx2' or"))
    let narrow = try await Tool(
      ["help"], in: work.path, environment: ["GUMBEL_SIMD": "baseline"]
    ).finish()
    #expect(narrow.status == 0 && narrow.stderr.isEmpty)
  }

  @Test(arguments: [
    "train", "evaluate", "sample", "info", "gradients", "why", "reproduce", "sweep",
  ])
  func `each command answers --help and -h`(command: String) async throws {
    let long = try await runTool(command, "--help")
    #expect(
      long.status == 0 && long.stderr.isEmpty && long.stdout.contains("USAGE: gumbel \(command)"))
    #expect(try await runTool(command, "-h").stdout == long.stdout)
  }

  @Test func `the version is a number`() async throws {
    let result = try await runTool("--version")
    #expect(result.status == 0 && result.stderr.isEmpty)
    #expect(result.stdout.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: ["trian", "--verbose"])
  func `what is unknown is named`(argument: String) async throws {
    let result = try await runTool(argument)
    #expect(result.status == 64 && result.stdout.isEmpty && result.stderr.contains(argument))
  }
}
