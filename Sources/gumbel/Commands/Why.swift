import ArgumentParser
import Foundation
import Training

/// Shows that only Gumbel noise turns an argmax into a softmax.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show why the noise must be Gumbel noise.",
    discussion: """
      Adds noise to the logits log p, takes the largest sum and counts: with Gumbel noise each class \
      wins with its probability, with Normal noise it does not. Writes report.html and SVG files.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The probabilities, or weights, of the classes.", valueName: "p,p"))
  var probabilities = "0.6,0.3,0.1"

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Draws for each noise.", valueName: "n"))
  var draws = 1_000_000

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of the noise.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("Where to write (default: the next free runs/why-N).", valueName: "folder"))
  var output: String?

  @OptionGroup var format: OutputOptions

  func validate() throws {
    if !(100...1_000_000_000 ~= draws) {
      throw ValidationError("--draws \(draws) is not between 100 and 1000000000.")
    }
    if let output, output.isEmpty { throw ValidationError("--output '' is no folder.") }
    _ = try normalized()
  }

  func run() throws {
    let folder = output ?? RunFolder.nextFreePath(for: "why")
    try makeFolder(folder)
    let comparison = NoiseComparison(probabilities: try normalized(), draws: draws, seed: seed)
    try comparison.write(to: folder)
    if format.json {
      try printJSON(comparison)
    } else {
      try writeOutput(comparison.summary + "\n\nReport: \(folder)/report.html")
    }
  }

  /// The probabilities, with sum one.
  private func normalized() throws -> [Double] {
    let parts = probabilities.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    let sum = values.reduce(0, +)
    guard values.count == parts.count, 2...50 ~= values.count, sum.isFinite,
      values.allSatisfy({ $0 > 0 && $0 / sum > 1e-9 })
    else {
      throw ValidationError(
        "--probabilities '\(probabilities)' is no list of 2 to 50 positive numbers such as "
          + "0.6,0.3,0.1.")
    }
    return values.map { $0 / sum }
  }
}
