import Foundation
import NumericFiles
import Testing

@Suite struct TrainTests {
  @Test func `the toy data are compared with the exact answer, as one JSON object`() async throws {
    let work = try Workspace()
    let result = try await succeed(
      "train", "--toy-factors", "1", "--toy-values", "2", "--steps", "20", "--samples", "1",
      "--output", "run", "--json", in: work.path)
    let object = try jsonObject(result.stdout)
    for name in [
      "bound", "optimum", "gap", "factor_accuracy", "one_to_one", "steps", "seconds", "elbo", "kl",
    ] {
      #expect(object[name] is NSNumber, "\(name)")
    }
    #expect(object["steps"] as? Int == 20)
    let (bound, optimum, gap) = try (
      #require(object["bound"] as? Double), #require(object["optimum"] as? Double),
      #require(object["gap"] as? Double)
    )
    #expect(abs(optimum - bound - gap) < 1e-9 && gap > 0)
    // Sixteen pixels that flip with probability 0.05, and two values that are hardly confused.
    let noise = -16 * (0.05 * log(0.05) + 0.95 * log(0.95))
    #expect(abs(optimum + noise + log(2)) < 0.01)
    let info = try await succeed("info", "run", in: work.path)
    #expect(info.stdout.contains("1 factors of 2 values"))
  }

  @Test func `a run leaves its files and nothing else`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "30", "--output", "run")
    let names = try FileManager.default.subpathsOfDirectory(atPath: work.path + "/run").sorted()
    #expect(
      names == [
        "checkpoint.safetensors", "config.json", "evaluation.json", "images",
        "images/reconstructions.png", "images/samples.png", "images/traversal.png",
        "metrics.jsonl", "model.safetensors", "report.html",
      ])
    for name in names where name.hasSuffix(".png") {
      #expect(try work.bytes("run/" + name).starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]))
    }
    let page = work.text("run/report.html")
    #expect(
      page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg") && page.contains("data:image"))
    #expect(!page.contains("http://") || page.contains("http://www.w3.org"), "self-contained")
    #expect(!page.contains("<script src") && !page.contains("<link"))
    let lines = work.text("run/metrics.jsonl").split(separator: "\n")
    #expect(lines.count == 4)
    for (index, line) in lines.enumerated() {
      let record = try jsonObject(line + "\n")
      #expect(record["step"] as? Int == 7 * (index + 1))
      for name in ["bound", "kl", "temperature", "perplexity"] {
        #expect(record[name] is NSNumber, "\(name)")
      }
    }
    #expect(try jsonObject(work.text("run/evaluation.json"))["gap"] == nil)
  }

  @Test func `a run without a name takes the next free one`() async throws {
    let work = try Workspace()
    for _ in 0..<2 { try await work.train("--steps", "1") }
    #expect(work.exists("runs/data-1/report.html") && work.exists("runs/data-2/report.html"))
  }

  @Test func `without a terminal progress comes in lines without escapes`() async throws {
    let work = try Workspace()
    let result = try await work.start("--steps", "100", "--output", "run").finish()
    #expect(result.status == 0)
    for text in [result.stdout, result.stderr] {
      #expect(!text.contains("\u{1B}") && !text.contains("\r"))
    }
    let lines = result.stderr.split(separator: "\n")
    #expect(lines.count == 11, "a greeting and ten lines: \(result.stderr)")
    for word in ["100/100", "100%", "bound", "left", "steps/s", "temperature", "perplexity"] {
      #expect(lines.last?.contains(word) == true, "\(word)")
    }
    #expect(result.stdout.contains("test bound (m = 2)"))
    #expect(result.stdout.contains("Report: run/report.html"))
    let quiet = try await work.start("--steps", "20", "--output", "quiet", "--quiet").finish()
    #expect(quiet.stderr.isEmpty)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: [false, true])
  func `a terminal gets a bar, and colour unless NO_COLOR is set`(noColor: Bool) async throws {
    let work = try Workspace()
    let command = ([Tool.path] + Workspace.small + ["--steps", "50", "--output", "run"])
      .joined(separator: " ")
    let result = try await Tool(
      ["-qec", command, "typescript"], in: work.path,
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": noColor ? "1" : ""],
      executable: "/usr/bin/script"
    ).finish()
    #expect(result.status == 0)
    #expect(result.stdout.contains("50/50 100%") && result.stdout.contains("━"))
    #expect(result.stdout.contains("\u{1B}[K"))
    #expect(result.stdout.contains("\u{1B}[36m") == !noColor)
  }

  @Test func `IDX folders are trained on, plain and packed`() async throws {
    let work = try Workspace()
    let pixels = (0..<60 * 16).map { UInt8(truncatingIfNeeded: $0 * 37) }
    for suffix in ["", ".gz"] {
      let folder = "idx\(suffix)"
      try work.write("\(folder)/note", [])
      try IDX.write(
        IDX.Images(rows: 4, columns: 4, pixels: pixels),
        to: "\(work.path)/\(folder)/train-images-idx3-ubyte\(suffix)")
      try IDX.write(
        labels: [UInt8](repeating: 1, count: 60),
        to: "\(work.path)/\(folder)/train-labels-idx1-ubyte\(suffix)")
      try await succeed(
        "train", "--data", folder, "--steps", "9", "--samples", "1", "--output", "run\(suffix)",
        "--hidden", "6,5", "--estimator", "gumbel-softmax", "--metrics-interval", "3",
        "--temperature", "0.7", "--binarization", "static", in: work.path)
    }
    #expect(try work.bytes("run/metrics.jsonl") == work.bytes("run.gz/metrics.jsonl"))
  }

  @Test func `threads do not change a run`() async throws {
    let work = try Workspace()
    for threads in ["1", "2", "3"] {
      let result = try await runTool(
        "train", "--data", "data.npy", "--steps", "20", "--samples", "1", "--threads", threads,
        "--output", "run\(threads)", in: work.path)
      #expect(result.status == 0)
    }
    try work.expectEqualRuns("run1", "run2")
    try work.expectEqualRuns("run1", "run3")
  }
}
