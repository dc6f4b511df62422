import Foundation
import Testing

/// `gradients` and `why`.
@Suite struct ComparisonTests {
  /// Options that take a second without optimization.
  static let small = [
    "gradients", "--draws", "200", "--latents", "2", "--classes", "3", "--temperatures", "0.5,1,2",
  ]

  @Test func `gradients writes a table, a page and charts`() async throws {
    let work = try Workspace()
    let result = try await Tool(Self.small + ["--output", "g"], in: work.path).finish()
    #expect(result.status == 0 && result.stderr.isEmpty, "\(result.stderr)")
    for part in [
      "2 categoricals of", "9 samples", "Needs values:", "rloo", "reinmax-cv", "gumbel-rao",
      "Bias by kind", "quadratic", "Report: g/report.html",
    ] {
      #expect(result.stdout.contains(part), "\(part) in \(result.stdout)")
    }
    #expect(result.stdout.split(separator: "\n").allSatisfy { $0.count <= 86 })
    let page = work.text("g/report.html")
    for part in ["Over the temperature", "Why some are biased", "<svg", "straight-through-gumbel"] {
      #expect(page.contains(part), "\(part)")
    }
    for name in ["bias", "deviation", "error", "cosine"] {
      #expect(work.text("g/\(name).svg").hasPrefix("<svg"), "\(name)")
    }
  }

  @Test func `the measurements depend on the seed, not on the threads`() async throws {
    let work = try Workspace()
    func measure(_ arguments: String...) async throws -> [String: Any] {
      let options = ["--json", "--output", "g"] + arguments
      let result = try await Tool(Self.small + options, in: work.path).finish()
      #expect(result.status == 0 && result.stderr.isEmpty, "\(result.stderr)")
      var object = try jsonObject(result.stdout)
      object["seconds"] = nil
      return object
    }
    let one = try await measure("--threads", "1", "--seed", "3")
    let four = try await measure("--threads", "4", "--seed", "3")
    #expect(NSDictionary(dictionary: one) == NSDictionary(dictionary: four))
    let other = try await measure("--threads", "1", "--seed", "4")
    #expect(NSDictionary(dictionary: one) != NSDictionary(dictionary: other))
    let estimators = try #require(one["estimators"] as? [[String: Any]])
    let names = estimators.compactMap { $0["estimator"] as? String }
    #expect(names.contains("rebar") && !names.contains("arm") && Set(names).count == names.count)
    let exact = try #require(one["exact"] as? [Double])
    #expect(exact.count == 6 && abs(exact[0] + exact[1] + exact[2]) < 1e-12)
    let curves = try #require(one["curves"] as? [[String: Any]])
    #expect(curves.count == 8 * 3)
  }

  @Test func `chosen estimators are compared alone, binary ones with two classes`() async throws {
    let work = try Workspace()
    let result = try await succeed(
      "gradients", "--draws", "200", "--classes", "2", "--latents", "3", "--estimators",
      "disarm,reinmax,arm", "--problem", "cubic", "--json", "--output", "g", in: work.path)
    let object = try jsonObject(result.stdout)
    let estimators = try #require(object["estimators"] as? [[String: Any]])
    #expect(estimators.compactMap { $0["estimator"] as? String } == ["disarm", "reinmax", "arm"])
    #expect((object["kinds"] as? [Any])?.isEmpty == true)
  }

  @Test func `the default folder is the next free one`() async throws {
    let work = try Workspace()
    for number in 1...2 {
      let result = try await succeed("why", "--draws", "1000", in: work.path)
      #expect(result.stdout.hasSuffix("Report: runs/why-\(number)/report.html\n"))
    }
  }

  @Test func `why tells Gumbel from Normal noise`() async throws {
    let work = try Workspace()
    let result = try await succeed("why", "--draws", "100000", "--output", "w", in: work.path)
    #expect(result.stdout.contains("follows p") && result.stderr.isEmpty)
    #expect(result.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for file in ["report.html", "frequencies.svg", "rare.svg"] {
      #expect(work.text("w/" + file).contains("<svg"), "\(file)")
    }
    let json = try await succeed(
      "why", "--draws", "100000", "--probabilities", "6,3,1", "--json", "--output", "w",
      in: work.path)
    let object = try jsonObject(json.stdout)
    #expect(object["probabilities"] as? [Double] == [0.6, 0.3, 0.1])
    let noises = try #require(object["noises"] as? [[String: Any]])
    #expect(noises.compactMap { $0["is_rejected"] as? Bool } == [false, true, true])
    for noise in noises {
      let sum = try #require(noise["frequencies"] as? [Double]).reduce(0, +)
      #expect(abs(sum - 1) < 1e-12)
    }
  }
}
