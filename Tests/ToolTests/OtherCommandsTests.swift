import Foundation
import NumericFiles
import Testing

/// `evaluate`, `sample` and `info` on sound folders.
@Suite struct OtherCommandsTests {
  @Test func `evaluate repeats the numbers of the training`() async throws {
    let work = try Workspace()
    let trained = try await work.start("--steps", "20", "--output", "run", "--json").finish()
    let again = try await succeed("evaluate", "run", "--samples", "2", "--json", in: work.path)
    let (first, second) = (try jsonObject(trained.stdout), try jsonObject(again.stdout))
    for name in ["bound", "elbo", "kl", "reconstruction", "perplexity", "steps"] {
      #expect(first[name] as? Double == second[name] as? Double, "\(name)")
    }
    #expect(again.stderr.isEmpty)
    let text = try await succeed("evaluate", "run", "--samples", "5", in: work.path)
    #expect(text.stdout.contains("test bound (m = 5)"))
    try FileManager.default.moveItem(
      atPath: work.path + "/data.npy", toPath: work.path + "/moved.npy")
    let lost = try await runTool("evaluate", "run", in: work.path)
    #expect(lost.status == 1 && lost.stderr.contains("data.npy"))
    try await succeed("evaluate", "run", "--data", "moved.npy", "--samples", "1", in: work.path)
    try await succeed(
      "train", "--resume", "run", "--data", "moved.npy", "--steps", "21", in: work.path)
  }

  @Test func `a result that cannot be written is an error`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "2", "--output", "run")
    let full = try Tool(
      ["-c", "exec \"$0\" info run --json > /dev/full", Tool.path], in: work.path,
      executable: "/bin/sh")
    let result = try await full.finish()
    #expect(result.status == 1)
    #expect(result.stderr.contains("standard output: cannot be written"))
    #expect(!result.stderr.contains("Fatal"))
  }

  @Test func `sample draws the same pictures for the same seed`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "5", "--output", "run")
    let first = try await succeed(
      "sample", "run", "--output", "a", "--count", "7", "--seed", "3", in: work.path)
    #expect(first.stdout == "a/samples.png\na/traversal.png\n" && first.stderr.isEmpty)
    for (folder, seed) in [("b", "3"), ("c", "4")] {
      try await succeed(
        "sample", "run", "--output", folder, "--count", "7", "--seed", seed, in: work.path)
    }
    #expect(try work.bytes("a/samples.png") == work.bytes("b/samples.png"))
    #expect(try work.bytes("a/samples.png") != work.bytes("c/samples.png"))
    let one = try await succeed("sample", "run", "--latent", "2", in: work.path)
    #expect(one.stdout == "run/images/samples.png\nrun/images/traversal-2.png\n")
  }

  @Test func `info tells what a run is and how to go on`() async throws {
    let work = try Workspace()
    try await work.train("--steps", "10", "--output", "run", "--seed", "18446744073709551615")
    let text = try await succeed("info", "run", in: work.path).stdout
    for part in [
      "data.npy", "3 latents of 4 classes", "straight-through-gumbel", "18446744073709551615",
      "step 10 of 10", "encoder.0.weight  [12, 16]", "step 7: bound",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("Continue"))
    let object = try jsonObject(try await succeed("info", "run", "--json", in: work.path).stdout)
    #expect(object["parameters"] as? Int == 12 * 16 + 12 + 16 * 12 + 16)
    #expect(object["step"] as? Int == 10 && object["configuration"] is [String: Any])
  }
}
