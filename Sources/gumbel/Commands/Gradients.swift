import ArgumentParser
import Categorical
import Foundation
import LinearAlgebra
import Training

/// Compares gradient estimators with the exact gradient.
struct Gradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare gradient estimators with the exact gradient.",
    discussion: """
      Takes a problem small enough to enumerate and measures bias, deviation, error and cosine of each \
      estimator, as a table and as curves over the temperature, in report.html and SVG files. It also \
      shows which kinds of functions make which estimators biased, and why.
      """)

  @Option(help: ArgumentHelp("The function.", valueName: ProblemKind.names))
  var problem = ProblemKind.network

  @Option(parsing: .unconditional, help: ArgumentHelp("Categoricals of f.", valueName: "n"))
  var latents = 3

  @Option(parsing: .unconditional, help: ArgumentHelp("Classes of each.", valueName: "n"))
  var classes = 4

  @Option(
    help: ArgumentHelp(
      "Estimators to compare, separated by commas (default: all that fit).",
      valueName: "name,name"))
  var estimators: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Temperature of the table.", valueName: "t"))
  var temperature = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Temperatures of the curves, separated by commas.", valueName: "t,t"))
  var temperatures = "0.1,0.2,0.3,0.5,0.7,1,1.4,2"

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Draws of each estimator.", valueName: "n"))
  var draws = 20_000

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seed of problem and noise.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Threads to compute with; the results do not depend on it (default: all cores).",
      valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Where to write (default: the next free runs/gradients-N).", valueName: "folder"))
  var output: String?

  @OptionGroup var format: OutputOptions

  func validate() throws {
    if latents < 1 { throw ValidationError("--latents \(latents) is less than 1.") }
    if classes < 2 { throw ValidationError("--classes \(classes) is less than 2.") }
    var states = 1
    for _ in 0..<min(latents, 64) where states <= GradientProblem.limit {
      states = states.multipliedReportingOverflow(by: classes).overflow ? .max : states * classes
    }
    if states > GradientProblem.limit {
      throw ValidationError(
        "--latents \(latents) of --classes \(classes) have more than \(GradientProblem.limit) joint "
          + "samples, too many to enumerate.")
    }
    if !(temperature > 0 && temperature.isFinite) {
      throw ValidationError("--temperature \(temperature) is not a positive number.")
    }
    if !(100...10_000_000 ~= draws) {
      throw ValidationError("--draws \(draws) is not between 100 and 10000000.")
    }
    if let threads, !(1...1024 ~= threads) {
      throw ValidationError("--threads \(threads) is not between 1 and 1024.")
    }
    if let output, output.isEmpty { throw ValidationError("--output '' is no folder.") }
    _ = try curveTemperatures()
    _ = try entries()
  }

  func run() throws {
    let start = ContinuousClock.now
    let folder = output ?? RunFolder.nextFreePath(for: "gradients")
    try makeFolder(folder)
    let entries = try entries()
    let curves =
      estimators == nil
      ? entries.filter { GradientComparison.plotted.contains($0) } : entries
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let comparison = try ComputeThreads.with(count) {
      try GradientComparison(
        problem: GradientProblem(kind: problem, latents: latents, classes: classes, seed: seed),
        estimators: entries, curves: curves, temperature: temperature,
        temperatures: curveTemperatures(), draws: draws, seed: seed, explains: estimators == nil)
    }
    try comparison.write(to: folder)
    if format.json {
      let seconds = start.duration(to: .now) / .seconds(1)
      try printJSON(GradientResult(comparison, output: folder, seconds: seconds))
    } else {
      try writeOutput(comparison.summary + "\n\nReport: \(folder)/report.html")
    }
  }

  /// The temperatures of the curves.
  private func curveTemperatures() throws -> [Double] {
    let parts = temperatures.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard values.count == parts.count, values.allSatisfy({ $0 > 0 && $0.isFinite }),
      zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }), values.count <= 100
    else {
      throw ValidationError(
        "--temperatures '\(temperatures)' is no list of rising positive numbers such as 0.1,0.5,1.")
    }
    return values
  }

  /// The estimators to compare.
  private func entries() throws -> [EstimatorName] {
    let all = EstimatorName.compared
    guard let estimators else { return all.filter { !$0.isBinary || classes == 2 } }
    return try estimators.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let name = part.trimmingCharacters(in: .whitespaces)
      guard let entry = all.first(where: { $0.rawValue == name }) else {
        throw ValidationError(
          "--estimators: there is no '\(name)'; choose from "
            + all.map(\.rawValue).joined(separator: ", ") + ".")
      }
      guard !entry.isBinary || classes == 2 else {
        throw ValidationError("--estimators: '\(name)' is for --classes 2.")
      }
      return entry
    }
  }
}

extension ProblemKind: ExpressibleByArgument {
  /// The names for a help text.
  static var names: String { allCases.map(\.rawValue).joined(separator: "|") }
}
