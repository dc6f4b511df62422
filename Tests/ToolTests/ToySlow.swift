import Foundation
import Testing

/// The defaults learn the toy data, whatever the seed.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["GUMBEL_SLOW_TESTS"] != nil))
struct ToySlow {
  @Test(.timeLimit(.minutes(30)), arguments: 0...9)
  func `every seed comes within half a nat of the optimum`(seed: Int) async throws {
    let work = try Workspace()
    let result = try await succeed(
      "train", "--seed", "\(seed)", "--output", "run", "--json", in: work.path, seconds: 1500)
    let object = try jsonObject(result.stdout)
    #expect(object["samples"] as? Int == 100)
    #expect(try #require(object["gap"] as? Double) < 0.5)
    #expect(try #require(object["factor_accuracy"] as? Double) >= 0.99)
    #expect(object["one_to_one"] is NSNumber)
  }
}
