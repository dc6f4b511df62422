import Foundation
import Training

/// What a finished training run prints.
struct TrainingResult: Encodable {
  var evaluation: RunEvaluation
  var seconds: Double
  var stepsPerSecond: Double
  var output: String

  enum CodingKeys: String, CodingKey {
    case status, seconds, output
    case stepsPerSecond = "steps_per_second"
  }

  func encode(to encoder: any Encoder) throws {
    try evaluation.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("finished", forKey: .status)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(stepsPerSecond, forKey: .stepsPerSecond)
    try container.encode(output, forKey: .output)
  }

  /// The result for a person.
  var summary: String {
    """
    Trained to step \(evaluation.steps) in \(seconds.fixed(1)) s (\(stepsPerSecond.fixed(0)) steps/s).

    \(evaluation.summary)

    Report: \(output)/report.html
    """
  }
}

/// What `gumbel evaluate --json` prints.
struct EvaluationResult: Encodable {
  var evaluation: RunEvaluation
  var seconds: Double
  var folder: String

  enum CodingKeys: String, CodingKey {
    case seconds, folder
  }

  func encode(to encoder: any Encoder) throws {
    try evaluation.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(folder, forKey: .folder)
  }
}

extension RunEvaluation {
  /// A line of a summary.
  struct Row {
    var name: String
    var value: String
    var remark = ""
  }

  /// What to show of an evaluation, the most important first.
  var rows: [Row] {
    var rows = [
      Row(
        name: "test bound (m = \(samples))", value: "\(bound.fixed(3)) nats",
        remark: "± \(standardError.fixed(3)); importance-weighted, hard samples")
    ]
    if let optimum, let gap {
      rows += [
        Row(
          name: "exact optimum", value: "\(optimum.fixed(3)) nats",
          remark: "minus the entropy of the data: no model expects more"),
        Row(name: "gap", value: "\(gap.fixed(3)) nats"),
      ]
    }
    rows += [
      Row(name: "evidence lower bound", value: "\(evidenceLowerBound.fixed(3)) nats"),
      Row(name: "reconstruction", value: "\(reconstruction.fixed(3)) nats"),
      Row(name: "divergence from the prior", value: "\(divergence.fixed(3)) nats"),
      Row(name: "code perplexity", value: perplexity.fixed(2), remark: "mean over latents"),
      Row(name: "classes in use", value: "\((100 * usage).fixed(1)) %"),
    ]
    if let factorAccuracy {
      rows.append(
        Row(
          name: "factor values read back right", value: "\((100 * factorAccuracy).fixed(2)) %",
          remark: "from reconstructions of hard codes"))
    }
    if let oneToOne, let factors {
      rows.append(
        Row(
          name: "factors captured one to one", value: "\(oneToOne) of \(factors)",
          remark: "by a single code; the bound does not ask for it"))
    }
    return rows
  }

  /// The evaluation for a person; remarks that the terminal has no room for are left out.
  var summary: String {
    let rows = rows
    let room = Terminal.standardOutputColumns ?? .max
    let names = rows.map(\.name.count).max() ?? 0
    let values = rows.map(\.value.count).max() ?? 0
    return rows.map { row in
      let name = row.name.padding(toLength: names, withPad: " ", startingAt: 0)
      let value = String(repeating: " ", count: values - row.value.count) + row.value
      let line = "  \(name)  \(value)"
      let remark = row.remark.isEmpty ? "" : "  (\(row.remark))"
      return line.count + remark.count <= room ? line + remark : line
    }.joined(separator: "\n")
  }
}

/// Prints a value as one JSON object on standard output.
///
/// - Parameter value: What to print.
/// - Throws: An encoding error if a number is not finite.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  try writeOutput(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Aligns names and values in two columns.
func table(_ rows: [(String, String)]) -> String {
  let width = rows.map(\.0.count).max() ?? 0
  return rows.map { name, value in
    "  \(name.padding(toLength: width, withPad: " ", startingAt: 0))  \(value)"
  }.joined(separator: "\n")
}

/// Quotes a path for a shell, if it needs that.
func shellQuoted(_ path: String) -> String {
  let isPlain = path.unicodeScalars.allSatisfy {
    ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
      || "/._-+=:@,".unicodeScalars.contains($0)
  }
  return isPlain && !path.isEmpty ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
}

/// The tool as the user called it, so that a printed command can be pasted.
var invokedName: String { shellQuoted(CommandLine.arguments.first ?? "gumbel") }
