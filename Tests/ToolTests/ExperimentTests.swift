import Foundation
import Testing

/// `gumbel reproduce` and `gumbel sweep` as processes.
@Suite struct ExperimentCommandTests {
  static let recipes = [
    "jang-sbn-bernoulli", "jang-sbn-categorical", "jang-vae-bernoulli", "jang-vae-categorical",
    "jang-semi-supervised", "jang-step-time", "maddison-linear", "maddison-nonlinear",
    "maddison-structured", "gumbel-rao", "arm-sbn", "arm-vae", "reinmax-vae",
    "polynomial-programming",
  ]

  @Test func `the list names every recipe, and fits`() async throws {
    let result = try await runTool("reproduce")
    #expect(result.status == 0 && result.stderr.isEmpty)
    for name in Self.recipes { #expect(result.stdout.contains("  \(name)  ")) }
    let lines = result.stdout.split(separator: "\n").filter { !$0.contains(" reproduce ") }
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(try await runTool("reproduce", "list").stdout == result.stdout)
  }

  @Test(arguments: recipes, ["quick", "paper"])
  func `the trainer takes the options of every run`(recipe: String, budget: String) async throws {
    let result = try await runTool(
      "reproduce", recipe, "--data", "FOLDER", "--budget", budget, "--seeds", "1", "--dry-run")
    #expect(result.status == 0 && result.stderr.isEmpty, "\(result.stderr)")
    #expect(!result.stdout.isEmpty)
  }

  @Test func `a grid is trained, sorted, kept and drawn`() async throws {
    let work = try Workspace()
    let arguments =
      ["sweep", "--vary", "learning-rate=0.01,1e-6,-1", "--seeds", "2", "--output", "grid", "--"]
      + Workspace.small.dropFirst().dropLast(2) + ["--steps", "60"]
    let bad = try await Tool(arguments, in: work.path).finish()
    #expect(bad.status == 1 && bad.stderr.contains("learning-rate=-1: "))
    let good = arguments.map { $0.replacing(",-1", with: "") }
    let first = try await Tool(good, in: work.path).finish()
    #expect(first.status == 0, "\(first.stderr)")
    #expect(first.stderr.contains("[4/4] "))
    let table = first.stdout.split(separator: "\n").map(String.init)
    let lines = table.filter { $0.hasPrefix("  learning-rate ") }
    #expect(lines.count == 2 && lines[0].hasPrefix("  learning-rate 0.01 "))
    #expect(lines.allSatisfy { $0.hasSuffix("  2/2") && $0.contains(" ± ") })
    for name in ["table.md", "results.json", "report.html", "plot.svg"] {
      #expect(work.exists("grid/" + name), "\(name)")
    }
    let second = try await Tool(good + [], in: work.path).finish()
    #expect(second.stdout == first.stdout && !second.stderr.contains("[1/4]"))
    let more = try await Tool(good.map { $0 == "60" ? "61" : $0 }, in: work.path).finish()
    #expect(more.status == 1 && more.stderr.contains("holds a run with other options"))
  }

  @Test func `an interrupted grid goes on where it was`() async throws {
    let work = try Workspace()
    let arguments =
      ["sweep", "--vary", "learning-rate=0.01,0.02", "--jobs", "1", "--output", "grid", "--"]
      + Workspace.small.dropFirst().dropLast(2)
    let tool = try Tool(arguments + ["--steps", "1000000000"], in: work.path)
    try await tool.wait("a record") {
      work.text("grid/learning-rate=0.01-0/metrics.jsonl").contains("\n")
    }
    tool.send(SIGINT)
    let result = try await tool.finish(seconds: 120)
    #expect(result.status == 130)
    #expect(result.stderr.contains("Interrupted with 0 of 2 runs finished"))
    #expect(result.stderr.contains("gumbel sweep --vary learning-rate=0.01,0.02"))
    #expect(work.exists("grid/learning-rate=0.01-0/checkpoint.safetensors"))
    #expect(!work.exists("grid/learning-rate=0.02-0/config.json"))
  }

  @Test func `failures are shown in their cells, and the rest is done`() async throws {
    let work = try Workspace()
    let result = try await runTool(
      "sweep", "--vary", "batch-size=20,5000", "--output", "grid", "--json", "--", "--data",
      "data.npy", "--steps", "5", "--samples", "1", in: work.path)
    #expect(
      result.status == 1 && result.stderr.contains("Error: 1 run failed; batch-size=5000-0: "))
    let object = try jsonObject(result.stdout)
    let cells = try #require(object["cells"] as? [[String: Any]])
    let runs = cells.flatMap { $0["runs"] as? [[String: Any]] ?? [] }
    #expect(runs.map { $0["status"] as? String } == ["finished", "failed"])
    #expect((runs[1]["reason"] as? String)?.contains("--batch-size") == true)
  }

  @Test(arguments: [
    ["reproduce", "jang-vae-bernouli"], ["reproduce", "jang-vae-bernoulli"],
    ["reproduce", "jang-vae-bernoulli", "--data", "none"],
    ["reproduce", "jang-semi-supervised", "--data", "images"],
    ["reproduce", "polynomial-programming", "--output", "plain-file/x"],
    ["reproduce", "polynomial-programming", "--output", "plain-file"],
    ["reproduce", "polynomial-programming", "--budget", "huge"],
    ["reproduce", "polynomial-programming", "--seeds", "0"],
    ["reproduce", "polynomial-programming", "--jobs", "0"],
    ["reproduce", "polynomial-programming", "--threads", "-1"],
    ["reproduce", "polynomial-programming", "--output", ""],
    ["sweep"], ["sweep", "--vary", "steps"], ["sweep", "--vary", "steps=1,1"],
    ["sweep", "--vary", "steps=1", "--vary", "steps=2"], ["sweep", "--vary", "seed=1,2"],
    ["sweep", "--vary", "colour=red"], ["sweep", "--vary", "steps=1", "--", "--output", "x"],
    ["sweep", "--vary", "steps=1", "--seeds", "0"],
    ["sweep", "--vary", "steps=1", "--jobs", "9999"],
    ["sweep", "--vary", "steps=1,x"], ["sweep", "--vary", "steps=1", "--output", "plain-file"],
  ])
  func `bad input is refused in one line`(arguments: [String]) async throws {
    let work = try Workspace()
    try work.write("plain-file", [1])
    for name in ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"] {
      try work.write("images/" + name, [])
    }
    let before = try work.contents()
    let result = try await Tool(arguments, in: work.path).finish(seconds: 120)
    #expect(result.status != 0 && !result.wasKilled && result.stdout.isEmpty)
    let lines = result.stderr.split(separator: "\n").filter { line in
      !["Usage: ", "Help:  ", "  See '", "       "].contains { line.hasPrefix($0) }
    }
    #expect(lines.count { $0.hasPrefix("Error: ") } == 1, "\(result.stderr)")
    #expect(lines.count <= 2, "\(result.stderr)")  // a greeting may come before
    #expect(try work.contents() == before)
  }
}
